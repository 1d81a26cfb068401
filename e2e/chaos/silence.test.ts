import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { FaultProxy } from '../support/fault-proxy.js';
import { exact } from './support/account.js';
import { startProxiedBroker } from './support/proxied-broker.js';
import { scene, type Scene } from './support/scene.js';

/** Longer than a heartbeat, a poll and an insert may take, and about as long as a session lasts. */
const DROPPED_MS = 40_000;

/** The line that says what a data source is waiting for. */
const STALLED = /"msg":"numbers: [^\n]*(?:nothing has landed|waiting for)/i;

async function dropPackets(all: Scene, proxy: FaultProxy): Promise<void> {
  all.members[0]?.start();
  await all.messages.send(4_000);
  await eventually(all.arrived, (n) => n > 0);
  const dropped = (async () => {
    // Something is on its way when it begins, and more waits when it ends.
    await sleep(500);
    proxy.fault = { kind: 'silence' };
    await sleep(DROPPED_MS);
    proxy.fault = { kind: 'none' };
    await sleep(1_000);
  })();
  await all.messages.sendWhile(500, dropped);
}

async function freeze(all: Scene): Promise<void> {
  const command = all.members[0]!.start();
  await all.messages.send(1_000);
  await eventually(all.arrived, (n) => n === all.messages.count);
  all.clickhouse.freeze();
  await all.messages.send(1_000);
  await command.says(STALLED);
  all.clickhouse.thaw();
}

/** A member that is stopped for longer than a session comes back when others own its partitions. */
async function stall(all: Scene): Promise<void> {
  for (const member of all.members) member.start();
  await all.messages.send(4_000);
  await eventually(all.arrived, (n) => n > 0);
  const [stalled] = all.members;
  const stalling = (async () => {
    await sleep(300);
    stalled!.command.kill('SIGSTOP');
    await sleep(DROPPED_MS);
    stalled!.command.kill('SIGCONT');
    await sleep(1_000);
  })();
  await all.messages.sendWhile(500, stalling);
}

// One test, since all of it is waiting.
it('packets dropped for 40 s on either way, a ClickHouse that never answers, and a stalled runner whose partitions others take cost no row and double none', async () => {
  const { direct, proxied, proxy } = await startProxiedBroker();
  const toBroker = await scene({ direct, proxied });
  const toClickHouse = await scene({ direct });
  const frozen = await scene({ direct });
  const stalled = await scene({ direct, members: 2 });
  await Promise.all([
    dropPackets(toBroker, proxy),
    dropPackets(toClickHouse, toClickHouse.clickhouse.proxy),
    freeze(frozen),
    stall(stalled),
  ]);
  const all = [toBroker, toClickHouse, frozen, stalled];
  expect(await Promise.all(all.map((one) => one.settled()))).toEqual(all.map(({ messages }) => exact(messages.count)));
});
