import { createBlockBuilder } from '@proj/clickhouse-sink';
import type { MetaColumnName } from '@proj/datafile-parser';
import { expect, it } from 'vitest';
import { metaWriter } from '../src/encode/meta-writers.js';
import type { PackedBatch } from '../src/index.js';
import { typeOf } from './support/pipelines.js';

/** One message with a null key, and the bytes of its value in a column of this type. */
function written(name: MetaColumnName, type: string, message: { timestamp?: number; offset?: number }): Buffer {
  const batch: PackedBatch = {
    count: 1, bytes: new Uint8Array(0), topics: ['t'], topicIndex: Uint16Array.of(0), partition: Int32Array.of(0),
    offset: Float64Array.of(message.offset ?? 0), timestamp: Float64Array.of(message.timestamp ?? -1),
    keyStart: Int32Array.of(-1), keyEnd: Int32Array.of(-1), valueStart: Int32Array.of(-1), valueEnd: Int32Array.of(-1),
    headers: () => [], retain: () => undefined,
  }; // prettier-ignore
  const builder = createBlockBuilder([{ name, type: typeOf(type) }]);
  const [writer] = builder.writers;
  if (!writer) throw new Error('a block without columns');
  const head = builder.byteLength;
  metaWriter(name, writer, { topic: 't' })(batch, 0);
  builder.endRow();
  const { parts } = builder.finish();
  return Buffer.concat(parts).subarray(head - builder.byteLength);
}

it.each([
  ['DateTime64(3)', 1_700_000_000_123, 1_700_000_000_123n],
  ['DateTime64(6)', 1_700_000_000_123, 1_700_000_000_123_000n],
  ['DateTime64(9)', 1_700_000_000_123, 1_700_000_000_123_000_000n],
  ['DateTime64(0)', 1_700_000_000_999, 1_700_000_000n],
  ['DateTime64(2)', 1_700_000_000_290, 170_000_000_029n],
  ['DateTime64(3)', -1, 0n],
])('__timestamp in %s of %d ms is %d ticks', (type, timestamp, ticks) => {
  expect(written('__timestamp', type, { timestamp }).readBigInt64LE()).toBe(ticks);
});

// A producer that gives microseconds where milliseconds belong.
it.each([
  ['DateTime64(3)', 10_413_791_999_999n],
  ['DateTime64(6)', 10_413_791_999_999_000n],
  ['DateTime64(9)', 9_223_372_036_854_000_000n],
])('__timestamp in %s stops at what the type can hold, and never wraps around', (type, ticks) => {
  expect(written('__timestamp', type, { timestamp: 1.7e18 }).readBigInt64LE()).toBe(ticks);
});

it('a missing timestamp and a null key are NULL where the column can be', () => {
  expect([...written('__timestamp', 'Nullable(DateTime64(3))', {})].slice(0, 1)).toEqual([1]);
  expect([...written('__key', 'Nullable(String)', {})]).toEqual([1, 0]);
  expect([...written('__key', 'String', {})]).toEqual([0]);
});

it('offsets are exact up to 2^53', () => {
  const offset = Number.MAX_SAFE_INTEGER;
  for (const type of ['Int64', 'UInt64', 'Int128']) {
    expect(written('__offset', type, { offset }).readBigInt64LE()).toBe(BigInt(offset));
  }
});
