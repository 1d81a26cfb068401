import { decode, encode } from '@msgpack/msgpack';
import type { Codec, DecodeFailure } from '@proj/codecs';
import { parseProject } from '@proj/datafile-parser';
import { expect, it } from 'vitest';
import { compileProject, createIngest } from '../src/index.js';
import { manualClock, MemorySource } from '../src/testing.js';
import { RecordingSink } from './support/recording-sink.js';

/** A codec of the embedding program. It has no `messages`, because its bytes are not JSON text. */
const messagePack: Codec = {
  format: 'msgpack',
  decode({ count, bytes, start, end }) {
    const values = new Array<unknown>(count).fill(undefined);
    const failures = new Map<number, DecodeFailure>();
    for (let i = 0; i < count; i++) {
      if ((start[i] ?? -1) < 0) continue;
      try {
        values[i] = decode(bytes.subarray(start[i], end[i]), { useBigInt64: true });
      } catch (error) {
        failures.set(i, { code: 'msgpack/malformed', message: `not MessagePack: ${(error as Error).message}` });
      }
    }
    return failures.size === 0 ? { values } : { values, failures };
  },
};

it('a program reads keys and values in a format of its own', async () => {
  const { project } = parseProject([
    { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n' },
    {
      path: 'orders.datasource',
      text: 'SCHEMA >\n  id String `json:$.id`,\n  item String `json:$.item`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC orders\nKAFKA_GROUP_ID g\nKAFKA_KEY_FORMAT json_without_schema\n',
    },
  ]); // prettier-ignore
  // In place of JSON, which is what a data source has when it does not say otherwise.
  const { pipelines, diagnostics } = compileProject(project, {
    lookupSecret: () => undefined,
    codecs: { json_without_schema: messagePack },
  });
  expect(diagnostics).toEqual([]);
  const [source, sink, clock] = [new MemorySource(), new RecordingSink(), manualClock()];
  const ingest = createIngest({ pipelines, sink, source: () => source, clock });
  await ingest.start();
  source.assign({ topic: 'orders', partition: 0 });
  const packed = (value: unknown): Buffer => Buffer.from(encode(value, { useBigInt64: true }));
  const good = packed({ id: 9007199254740993n, item: { sku: 'a', sizes: [1, 2] } });
  source.produce('orders', 0, [
    { value: good, key: packed('text') },
    { value: good, key: packed({ id: 7 }) },
    { value: good, key: packed(null) },
    { value: good.subarray(0, -1) },
    { value: good, key: Buffer.from('c1', 'hex') },
  ]);
  await clock.advance(2_000);
  expect(sink.rows('orders').map((row) => [row['id'], row['item'], row['__key']])).toEqual([
    ['9007199254740993', '{"sku":"a","sizes":[1,2]}', 'text'],
    ['9007199254740993', '{"sku":"a","sizes":[1,2]}', '{"id":7}'],
    ['9007199254740993', '{"sku":"a","sizes":[1,2]}', 'null'],
  ]);
  expect(sink.rows('orders_quarantine').map((row) => row['c__error_column'])).toEqual([['__value'], ['__key']]);
  const stopped = ingest.stop();
  await clock.advance(1_000);
  await stopped;
});
