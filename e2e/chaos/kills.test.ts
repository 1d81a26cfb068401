import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';

import { Random } from '../../tools/attack/fuzz/random.js';
import { eventually } from '../support/eventually.js';
import { exact } from './support/account.js';
import { report } from './support/report.js';
import { scene, type Scene } from './support/scene.js';
import { seed, setting } from './support/settings.js';

const kills = setting('KILLS') ?? 15;
const asked = setting('MEMBERS');
const broker = inject('kafkaBootstrapServers');

/** Messages produced a second, so that something is under way whenever a member dies. */
const PER_SECOND = setting('RATE') ?? 8_000;

/**
 * Kills a member at a moment that nobody chose: two times in three while rows are arriving, else
 * whenever.
 *
 * @returns milliseconds from the start of a killed member to the next rows
 */
async function killOften({ members, arrived }: Scene, random: Random): Promise<readonly number[]> {
  const recoveries: number[] = [];
  for (const member of members) member.start();
  for (let kill = 0; kill < kills; kill++) {
    const isWatched = random.below(3) > 0 || kill === 0;
    const before = await arrived();
    const startedAt = performance.now();
    if (isWatched) {
      await eventually(arrived, (n) => n > before);
      if (kill > 0) recoveries.push(performance.now() - startedAt);
    }
    await sleep(random.below(isWatched ? 700 : 2_500));
    const victim = random.pick(members);
    await victim.kill();
    victim.start();
  }
  return recoveries;
}

it.each(asked === undefined ? [1, 3] : [asked])(
  'SIGKILL at random moments loses, doubles and reorders nothing, with members: %i',
  async (count) => {
    const random = new Random(seed, count);
    const all = await scene({ direct: broker, members: count, partitions: 6 });
    await all.messages.send(20_000);
    const killed = killOften(all, random);
    await all.messages.sendWhile(PER_SECOND, killed);
    const run = `${kills} kills, members: ${count}, seed ${seed}, ${all.messages.count} messages`;
    expect({ run, ...(await all.settled()) }).toEqual({ run, ...exact(all.messages.count) });
    report(run, await killed);
    expect((await killed).length).toBeGreaterThan(0);
  },
  120_000 + kills * 20_000,
);
