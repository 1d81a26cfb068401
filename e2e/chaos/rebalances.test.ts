import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { exact } from './support/account.js';
import { scene } from './support/scene.js';

it('members that join and leave every few seconds stop no progress, and cost no row', async () => {
  const all = await scene({ direct: inject('kafkaBootstrapServers'), members: 2, partitions: 6 });
  const [steady, restless] = all.members;
  steady?.start();
  await all.messages.send(5_000);
  await eventually(all.arrived, (n) => n > 0);
  const storm = (async () => {
    for (let round = 0; round < 4; round++) {
      const command = restless!.start();
      await command.says(/connected/);
      const before = await all.arrived();
      await eventually(all.arrived, (n) => n > before);
      await sleep(round * 300);
      await restless!.stop();
    }
    restless!.start();
  })();
  await all.messages.sendWhile(3_000, storm);
  expect(await all.settled()).toEqual(exact(all.messages.count));
});
