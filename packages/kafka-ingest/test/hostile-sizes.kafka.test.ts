import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, produce, uniqueName, type TestMessage } from '../../../tools/servers/topics.js';
import { createIngest } from '../src/index.js';
import { MAX_HEADERS, MAX_KEY_BYTES, RAW_VALUE_LIMIT } from '../src/message-limits.js';
import { clientOf, pipelineOf, type PipelineOptions } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const MEBIBYTE = 1024 * 1024;
const LIMIT = 2 * MEBIBYTE;
const BOMB = 64 * MEBIBYTE;
const servers = (): string => inject('kafkaBootstrapServers');

/** A valid message of this many bytes. */
function row(n: number, bytes: number): string {
  const frame = JSON.stringify({ n, name: '' });
  return JSON.stringify({ n, name: 'x'.repeat(bytes - frame.length) });
}
const good = (n: number): TestMessage => ({ value: row(n, 40), key: `k${n}` });

type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

/** Sends batches, and reads them until the last message, a good one that is added, has landed. */
async function read(
  batches: readonly (readonly TestMessage[])[],
  { compression = 'gzip', ...options }: PipelineOptions & { readonly compression?: Compression } = {},
) {
  const topic = uniqueName('sizes');
  await createTopic(servers(), topic, { config: { 'max.message.bytes': '16000000' } });
  for (const batch of batches) await produce(servers(), topic, batch, { compression, maxMessageBytes: 1_000_000_000 });
  const last = batches.flat().length;
  await produce(servers(), topic, [good(last)]);
  const sink = new RecordingSink();
  const pipeline = pipelineOf({
    topic,
    groupId: topic,
    client: clientOf(servers()),
    maxMessageBytes: LIMIT,
    ...options,
  });
  const ingest = createIngest({ pipelines: [pipeline], policy: { maxAgeMs: 50 }, sink });
  await ingest.start();
  onTestFinished(() => ingest.stop({ deadlineMs: 5_000 }).then(() => undefined));
  await vi.waitFor(() => expect(sink.offsets('events').at(-1)).toBe(last), { timeout: 90_000, interval: 100 });
  await vi.waitFor(() => expect(ingest.stats().datasources[0]).toMatchObject({ lag: 0 }), { timeout: 20_000 });
  const quarantined = sink.rows('events_quarantine').map((one) => ({
    offset: Number(one['__offset']),
    errors: one['c__error'],
    value: (one['__value'] as string).length,
    key: (one['__key'] as string).length,
  }));
  return { landed: sink.offsets('events'), quarantined, rows: sink.rows('events') };
}

const tooLarge = (bytes: number, limit = LIMIT): string[] => [
  `message of ${bytes} bytes is larger than the limit of ${limit} bytes`,
  `__value holds the first ${RAW_VALUE_LIMIT} of ${bytes} bytes`,
];

describe('a message that expands to far more than it was', () => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)(
    'a message inflated by %s is quarantined with its true size, and the messages around it land',
    async (compression) => {
      const bomb = { value: Buffer.alloc(BOMB, 'x'), key: 'bomb' };
      const { landed, quarantined } = await read([[bomb, good(1), bomb], [good(3)], [good(4), bomb]], { compression });
      expect(landed).toEqual([1, 3, 4, 6]);
      expect(quarantined).toEqual(
        [0, 2, 5].map((offset) => ({ offset, errors: tooLarge(BOMB), value: RAW_VALUE_LIMIT, key: 4 })),
      );
    },
    120_000,
  );

  it('a message one byte over the limit is quarantined, and one exactly at the limit lands', async () => {
    const { landed, quarantined } = await read([
      [{ value: row(0, LIMIT) }, { value: row(1, LIMIT + 1) }, { value: row(2, LIMIT) }],
    ]);
    expect(landed).toEqual([0, 2, 3]);
    expect(quarantined.map(({ offset, errors }) => [offset, errors])).toEqual([[1, tooLarge(LIMIT + 1)]]);
  }, 120_000);

  it('many oversized messages in one batch of a few kilobytes are quarantined', async () => {
    const bombs = Array.from({ length: 60 }, () => ({ value: Buffer.alloc(3 * MEBIBYTE) }));
    const { landed, quarantined } = await read([[good(0), ...bombs, good(61)]]);
    expect(landed).toEqual([0, 61, 62]);
    expect(quarantined.map(({ offset }) => offset)).toEqual(bombs.map((_, i) => i + 1));
  }, 120_000);

  it('many messages within the limit land in order, whatever their total size', async () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ value: row(n, LIMIT) }));
    const { landed, rows } = await read([many]);
    expect(landed).toEqual([...many.keys(), 50]);
    expect(rows.slice(0, 50).every(({ name }) => (name as string).length > LIMIT - 40)).toBe(true);
  }, 120_000);
});

describe('keys', () => {
  it('keys over the limit are quarantined with their head, with or without a value, and a key at the limit lands', async () => {
    const key = Buffer.alloc(40 * MEBIBYTE, 'k');
    const { landed, quarantined } = await read(
      [
        [
          { ...good(0), key: key.subarray(0, MAX_KEY_BYTES) },
          { ...good(1), key: key.subarray(0, MAX_KEY_BYTES + 1) },
          { ...good(2), key },
          { value: null, key },
          { value: Buffer.alloc(BOMB, 'x'), key },
        ],
      ],
      { columns: [['n', 'Nullable(Int64)', '$.n'], ['name', 'Nullable(String)', '$.name']] },
    ); // prettier-ignore
    const ofKey = (bytes: number): string => `key of ${bytes} bytes is larger than the limit of ${MAX_KEY_BYTES} bytes`;
    const cut = (bytes: number): string => `__key holds the first ${RAW_VALUE_LIMIT} of ${bytes} bytes`;
    expect(landed).toEqual([0, 5]);
    expect(quarantined.map(({ errors }) => errors)).toEqual([
      [ofKey(MAX_KEY_BYTES + 1), cut(MAX_KEY_BYTES + 1)],
      [ofKey(key.length), cut(key.length)],
      [ofKey(key.length), cut(key.length)],
      [tooLarge(BOMB)[0], ofKey(key.length), tooLarge(BOMB)[1], cut(key.length)],
    ]);
    expect(quarantined.map((one) => [one.value, one.key])).toEqual(
      [40, 40, 0, RAW_VALUE_LIMIT].map((value) => [value, RAW_VALUE_LIMIT]),
    );
  }, 120_000);
});

describe('headers', () => {
  const headers = (count: number, bytes = 1) =>
    Array.from({ length: count }, (_, i) => [`h${i}`, Buffer.alloc(bytes, 'v')] as const);
  const messages = [
    { ...good(0), headers: headers(MAX_HEADERS) },
    { ...good(1), headers: headers(MAX_HEADERS + 1) },
    { ...good(2), headers: headers(20_000) },
    { ...good(3), headers: headers(1, 30 * MEBIBYTE) },
  ];

  it('headers over the limits are quarantined where they are stored, as many as the limits allow', async () => {
    const { landed, quarantined } = await read([messages], { storeHeaders: true });
    const limits = `the limit of ${MAX_HEADERS} headers or ${MEBIBYTE} bytes`;
    expect(landed).toEqual([0, 4]);
    expect(quarantined.map(({ errors }) => errors)).toEqual([
      [`headers (1001, of 4896 bytes) are over ${limits}`, '__headers holds the first 1000 of 1001 headers'],
      [`headers (20000, of 128890 bytes) are over ${limits}`, '__headers holds the first 1000 of 20000 headers'],
      [`headers (1, of ${30 * MEBIBYTE + 2} bytes) are over ${limits}`, '__headers holds the first 0 of 1 headers'],
    ]);
  }, 120_000);

  it('headers do not matter to a data source that does not store them', async () => {
    const { landed, quarantined } = await read([messages]);
    expect([landed, quarantined]).toEqual([[0, 1, 2, 3, 4], []]);
  }, 120_000);
});
