import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName, type TestMessage } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');
const MEBIBYTE = 1024 * 1024;
const good = (id: number): TestMessage => ({ value: JSON.stringify(order(id)), key: `k${id}` });

/**
 * What bombs may cost, however many there are: the batch as the client expands it, the buffer made
 * from it, the next batch, which the client expands meanwhile, and the memory of a process that
 * reads no bombs.
 */
const boundFor = (bomb: number): number => 3 * bomb + 512 * MEBIBYTE;

/** Peak resident memory of a process so far, in bytes. */
async function peakMemory(pid: number): Promise<number> {
  const [, kibibytes = ''] = /^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

interface Attack {
  readonly compression: 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /** Sent one after the other, each a batch. */
  readonly batches: readonly (readonly TestMessage[])[];
  readonly settings?: string;
}

/**
 * Runs the built command on an attacker's messages followed by a good one, until that has landed.
 */
async function attack({ compression, batches, settings = '' }: Attack) {
  const topic = uniqueName('attack');
  await createTopic(broker, topic, { config: { 'max.message.bytes': '16000000' } });
  for (const batch of batches) await produce(broker, topic, batch, { compression, maxMessageBytes: 1_000_000_000 });
  await produce(broker, topic, [good(1_000)]);
  const project = await projectFolder({
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic, more: settings }),
  });
  onTestFinished(() => project.remove());
  const command = start(['run', project.path]);
  const url = await consuming(command, project.path);
  const count = batches.flat().length + 1;
  await eventually(
    async () => (await rowCount(url, 'orders')) + (await rowCount(url, 'orders_quarantine')),
    (n) => n === count,
    180_000,
  );
  const landed = await ask<{ readonly id: number; readonly offset: number }>(
    url,
    'SELECT id, __offset AS offset FROM orders ORDER BY offset',
  );
  const quarantined = await ask<{ readonly offset: number; readonly errors: readonly string[]; readonly kept: number }>(
    url,
    `SELECT __offset AS offset, c__error AS errors, length(__value) AS kept FROM orders_quarantine ORDER BY offset`,
  );
  const peak = await peakMemory(command.pid);
  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
  return { ids: landed.map(({ id }) => id), quarantined, peak, log: command.log };
}

const reason = (bytes: number): readonly string[] => [
  `message of ${bytes} bytes is larger than the limit of ${10 * MEBIBYTE} bytes`,
  `__value holds the first ${MEBIBYTE} of ${bytes} bytes`,
];

/**
 * Bombs one after the other between good messages: those land, the bombs are quarantined, the
 * memory is that of one.
 */
async function sendBombs(compression: Attack['compression'], bytes: number, count: number): Promise<number> {
  const bomb = { value: Buffer.alloc(bytes, 'x'), key: 'bomb' };
  const between = Array.from({ length: count }, (_, i) => [[good(i)], [bomb]]).flat();
  const { ids, quarantined, peak } = await attack({ compression, batches: between });
  expect(ids).toEqual([...Array.from({ length: count }, (_, i) => i), 1_000]);
  expect(quarantined.map(({ errors, kept }) => ({ errors, kept }))).toEqual(
    Array.from({ length: count }, () => ({ errors: reason(bytes), kept: MEBIBYTE })),
  );
  return peak;
}

describe('messages that expand in memory', () => {
  it('messages that expand in memory stop nothing, and cost the memory of one and the next, not of all', async () => {
    const bytes = 160 * MEBIBYTE;
    expect(await sendBombs('lz4', bytes, 6)).toBeLessThan(boundFor(bytes));
  });

  it.skipIf(process.env['ATTACK'] !== 'full').each([
    ['gzip', 900],
    ['zstd', 250],
    ['lz4', 900],
    ['snappy', 250],
  ] as const)(
    'stop nothing when they are as large as %s can make them: %d MiB',
    async (compression, mebibytes) => {
      const bytes = mebibytes * MEBIBYTE;
      expect(await sendBombs(compression, bytes, 3)).toBeLessThan(boundFor(bytes));
    },
    600_000,
  );

  it('messages that expand in memory can also be keys, headers and tombstones: each oversized part has its reason', async () => {
    const large = Buffer.alloc(40 * MEBIBYTE, 'k');
    const many = Array.from({ length: 20_000 }, (_, i) => [`h${i}`, 'v'] as const);
    const { ids, quarantined } = await attack({
      compression: 'gzip',
      batches: [
        [good(0), { ...good(1), key: large }, good(2), { value: null, key: large }],
        [{ ...good(3), headers: many }, { ...good(4), headers: [['__proto__', 'mine']] }, good(5)],
        [{ ...good(6), headers: [['h', large]] }],
      ],
      settings: 'KAFKA_STORE_HEADERS True\n',
    });
    expect(ids).toEqual([0, 2, 4, 5, 1_000]);
    expect(quarantined.map(({ offset, errors }) => [offset, errors[0]])).toEqual([
      [1, `key of ${large.length} bytes is larger than the limit of 1048576 bytes`],
      [3, `key of ${large.length} bytes is larger than the limit of 1048576 bytes`],
      [4, 'headers (20000, of 128890 bytes) are over the limit of 1000 headers or 1048576 bytes'],
      [7, `headers (1, of ${large.length + 1} bytes) are over the limit of 1000 headers or 1048576 bytes`],
    ]);
  });
});
