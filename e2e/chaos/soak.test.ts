import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Random } from '../../tools/attack/fuzz/random.js';
import { createTopic, uniqueName } from '../../tools/servers/topics.js';
import { eventually } from '../support/eventually.js';
import { plainConnection } from '../support/project.js';
import { account, arrived, createView, exact, numbers } from './support/account.js';
import { footprintOf, typical, type Footprint } from './support/footprint.js';
import { deploy, members } from './support/members.js';
import { NumberedMessages, type MessageOptions } from './support/numbered-messages.js';
import { startProxiedBroker, type ProxiedBroker } from './support/proxied-broker.js';
import { startProxiedClickHouse, type ProxiedClickHouse } from './support/proxied-clickhouse.js';
import { report } from './support/report.js';
import { seed, setting } from './support/settings.js';

interface Kind extends MessageOptions {
  readonly partitions: number;
  readonly perSecond: number;
  readonly settings?: string;
}

/** Five that have little in common. */
const kinds: Readonly<Record<string, Kind>> = {
  busy: { partitions: 4, perSecond: 1_000 },
  large: { partitions: 2, perSecond: 40, paddingBytes: 20_000, compression: 'zstd' },
  slow: { partitions: 1, perSecond: 1 },
  spread: { partitions: 24, perSecond: 200, compression: 'lz4' },
  // More table partitions than ClickHouse takes in one block.
  sliced: { partitions: 2, perSecond: 300, settings: 'ENGINE_PARTITION_KEY id % 150' },
};

const minutes = setting('MINUTES');

/** What happens to them, each followed by half a minute of peace. */
const disturbances: readonly ((broker: ProxiedBroker, clickhouse: ProxiedClickHouse) => Promise<void>)[] = [
  ({ broker }) => broker.restart(),
  async (_, clickhouse) => {
    await clickhouse.kill();
    await sleep(3_000);
    await clickhouse.restart();
  },
  async ({ broker }) => {
    await broker.kill();
    await sleep(20_000);
    await broker.restart();
  },
  async (_, clickhouse) => {
    clickhouse.freeze();
    await sleep(20_000);
    clickhouse.thaw();
  },
  async ({ broker }) => {
    process.kill(broker.pid, 'SIGSTOP');
    await sleep(20_000);
    process.kill(broker.pid, 'SIGCONT');
  },
  async ({ proxy }, clickhouse) => {
    proxy.cut();
    clickhouse.proxy.cut();
  },
];

it.skipIf(minutes === undefined)(
  'five sources stay exact while broker and ClickHouse are restarted and frozen, and the process does not grow',
  async () => {
    const random = new Random(seed);
    const broker = await startProxiedBroker();
    const clickhouse = await startProxiedClickHouse();
    const files: Record<string, string> = { 'broker.connection': plainConnection(broker.proxied) };
    const sources = new Map<string, { readonly messages: NumberedMessages; readonly perSecond: number }>();
    for (const [table, { partitions, perSecond, settings = '', ...options }] of Object.entries(kinds)) {
      const topic = uniqueName(table);
      await createTopic(broker.direct, topic, { partitions });
      const file = numbers({ topic, group: topic });
      files[`${table}.datasource`] = file.replace('ENGINE_SORTING_KEY id', (line) => `${settings}\n${line}`);
      sources.set(table, { messages: new NumberedMessages(broker.direct, topic, partitions, options), perSecond });
    }
    await deploy(files, clickhouse.direct);
    for (const table of sources.keys()) await createView(clickhouse.direct, table);
    const [member] = await members(1, files, clickhouse.proxied);
    const command = member!.start();

    const footprints: Footprint[] = [];
    const until = performance.now() + (minutes ?? 0) * 60_000;
    const disturbed = (async () => {
      for (let i = 0; performance.now() < until; i++) {
        // In peace, so that what is held is what stays.
        await sleep(20_000 + random.below(10_000));
        footprints.push(await footprintOf(command.pid));
        await disturbances[i % disturbances.length]!(broker, clickhouse);
      }
    })();
    await Promise.all([...sources.values()].map(({ messages, perSecond }) => messages.sendWhile(perSecond, disturbed)));

    for (const [table, { messages }] of sources) {
      await eventually(
        () => arrived(clickhouse.direct, table),
        (n) => n === messages.count,
        180_000,
      );
    }
    await member!.stop();
    for (const [table, { messages }] of sources) {
      const found = await account(clickhouse.direct, messages, { table });
      expect({ seed, table, ...found }).toEqual({ seed, table, ...exact(messages.count) });
    }

    // The first quarter warms up.
    const quarter = Math.ceil(footprints.length / 4);
    const [early, late] = [typical(footprints.slice(quarter, 2 * quarter)), typical(footprints.slice(-quarter))];
    report(`${minutes} minutes, seed ${seed}, ${JSON.stringify(early)} early, ${JSON.stringify(late)} late`);
    expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 10);
    expect(late.threads).toBeLessThanOrEqual(early.threads + 4);
    expect(late.memoryMB).toBeLessThanOrEqual(early.memoryMB * 1.25 + 30);
  },
  (minutes ?? 0) * 60_000 + 600_000,
);
