import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it, onTestFinished } from 'vitest';
import { startKafkaBroker } from '../../tools/servers/kafka-broker.js';
import { eventually } from '../support/eventually.js';
import { exact } from './support/account.js';
import { scene } from './support/scene.js';

it('a broker restarted under load, in order or by SIGKILL, costs no row and doubles none', async () => {
  const broker = await startKafkaBroker({ security: false });
  onTestFinished(() => broker.stop());
  const all = await scene({ direct: broker.bootstrapServers });
  all.members[0]?.start();
  await all.messages.send(5_000);
  await eventually(all.arrived, (n) => n > 0);
  const restarts = (async () => {
    await sleep(700);
    await broker.restart();
    const before = await all.arrived();
    await eventually(all.arrived, (n) => n > before);
    await broker.kill();
    await broker.restart();
  })();
  await all.messages.sendWhile(2_000, restarts);
  expect(await all.settled()).toEqual(exact(all.messages.count));
});

it('a ClickHouse killed, frozen and restarted under load costs no row and doubles none', async () => {
  const all = await scene({ direct: inject('kafkaBootstrapServers') });
  all.members[0]?.start();
  await all.messages.send(5_000);
  const disturbed = (async () => {
    for (const pause of [0, 130, 410]) {
      const before = await all.arrived();
      await eventually(all.arrived, (n) => n > before);
      await sleep(pause);
      await all.clickhouse.kill();
      await sleep(500);
      await all.clickhouse.restart();
    }
    all.clickhouse.freeze();
    await sleep(5_000);
    all.clickhouse.thaw();
  })();
  await all.messages.sendWhile(5_000, disturbed);
  expect(await all.settled()).toEqual(exact(all.messages.count));
});
