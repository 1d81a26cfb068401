import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Random } from '../../tools/attack/fuzz/random.js';
import { eventually } from '../support/eventually.js';
import type { Fault, FaultProxy } from '../support/fault-proxy.js';
import { exact } from './support/account.js';
import { startProxiedBroker } from './support/proxied-broker.js';
import { report } from './support/report.js';
import { scene } from './support/scene.js';
import { seed, setting } from './support/settings.js';

const loginPage = '<html><body>Sign in</body></html>';
const stranger = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${loginPage.length}\r\n\r\n${loginPage}`;

/** Half of the answers of ClickHouse are shorter than this. */
const ANSWER_BYTES = 400;

const faults: readonly ((random: Random) => Fault | 'cut')[] = [
  () => 'cut',
  () => ({ kind: 'refuse' }),
  () => ({ kind: 'silence' }),
  () => ({ kind: 'stranger', answer: stranger }),
  // The request has arrived, and no byte of its answer returns.
  () => ({ kind: 'cut-answer', afterBytes: 0 }),
  (random) => ({ kind: 'cut-answer', afterBytes: 1 + random.below(ANSWER_BYTES) }),
  (random) => ({ kind: 'delay', ms: 50 + random.below(500) }),
];

/** Breaks one connection after the other, for up to two seconds, and lets rows arrive between. */
async function disturb(proxies: readonly FaultProxy[], count: number, random: Random): Promise<void> {
  for (let i = 0; i < count; i++) {
    const proxy = random.pick(proxies);
    // Each kind comes about equally often, also in a short run.
    const fault = faults[i % faults.length]!(random);
    if (fault === 'cut') proxy.cut();
    else proxy.fault = fault;
    await sleep(100 + random.below(1_900));
    proxy.fault = { kind: 'none' };
    await sleep(random.below(800));
  }
}

it('connections that are cut, delayed, silent, half-answered or answered by a stranger cost no row and double none', async () => {
  const random = new Random(seed);
  const { direct, proxied, proxy } = await startProxiedBroker();
  const all = await scene({ direct, proxied });
  const [member] = all.members;
  member?.start();
  await all.messages.send(2_000);
  await eventually(all.arrived, (n) => n > 0);

  const count = setting('FAULTS') ?? 14;
  // Two in three at the side where rows can be doubled.
  const proxies = [all.clickhouse.proxy, all.clickhouse.proxy, proxy];
  await all.messages.sendWhile(4_000, disturb(proxies, count, random));
  const run = `${count} faults of connections, seed ${seed}, ${all.messages.count} messages`;
  expect({ run, ...(await all.settled()) }).toEqual({ run, ...exact(all.messages.count) });
  report(run);
});
