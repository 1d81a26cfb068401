import { jsonCodec, packField } from '@proj/codecs';
import { expect, it } from 'vitest';
import type { BatchEncoder } from '../src/encode/batch-encoder.js';
import { decodeRun } from '../src/encode/decode-run.js';
import { EncoderPool } from '../src/encode/encoder-pool.js';
import { IdleEncoders } from '../src/encode/idle-encoders.js';
import type { PackedBatch } from '../src/index.js';
import { pipelineOf } from './support/pipelines.js';

const KEEP = 4;
const pipeline = pipelineOf({ columns: [['text', 'String', '$.text']], meta: [] });

function batchOf(message: string): PackedBatch {
  const { bytes, start, end } = packField([message]);
  return {
    count: 1, bytes, topics: ['events'], topicIndex: Uint16Array.of(0), partition: Int32Array.of(0), offset: Float64Array.of(0),
    timestamp: Float64Array.of(-1), keyStart: Int32Array.of(-1), keyEnd: Int32Array.of(-1), valueStart: start, valueEnd: end,
    headers: () => [], retain: () => undefined,
  }; // prettier-ignore
}

async function fill(encoder: BatchEncoder, bytes: number): Promise<BatchEncoder> {
  const run = { batch: batchOf(JSON.stringify({ text: 'x'.repeat(bytes) })), from: 0, to: 1 };
  encoder.append(run, await decodeRun({ ...pipeline, valueCodec: jsonCodec }, run));
  return encoder;
}

it('all data sources together keep no more idle memory than the budget', async () => {
  const idle = new IdleEncoders(100_000);
  const pools = Array.from({ length: 8 }, () => new EncoderPool(pipeline, KEEP, idle));
  const used: BatchEncoder[] = [];
  for (const pool of pools) {
    const busy = await Promise.all(Array.from({ length: KEEP }, () => fill(pool.take(), 10_000)));
    used.push(...busy);
    for (const encoder of busy) pool.giveBack(encoder);
  }
  expect(idle.bytes).toBeGreaterThan(80_000);
  expect(idle.bytes).toBeLessThanOrEqual(100_000);

  const known = new Set(used);
  const kept = pools.map((pool) => Array.from({ length: KEEP }, () => pool.take()).filter((one) => known.has(one)));
  // The last that were used: those of the last two pools, and one of the pool before.
  expect(kept.map((one) => one.length)).toEqual([0, 0, 0, 0, 0, 1, 4, 4]);
  expect(kept.flat().reduce((sum, one) => sum + one.retainedBytes, 0)).toBeLessThanOrEqual(100_000);
  expect(idle.bytes).toBe(0);
});

it('an encoder counts by the largest batch it ever held, because its memory never shrinks', async () => {
  const idle = new IdleEncoders(100_000);
  const pool = new EncoderPool(pipeline, KEEP, idle);
  const encoder = await fill(pool.take(), 50_000);
  pool.giveBack(encoder);
  expect(pool.take()).toBe(encoder);
  await fill(encoder, 10);
  pool.giveBack(encoder);
  expect(idle.bytes).toBeGreaterThan(50_000);
});

it('an encoder that is larger than the budget alone is not kept, and does not drive out the others', async () => {
  const idle = new IdleEncoders(100_000);
  const pool = new EncoderPool(pipeline, KEEP, idle);
  const [small, large] = [await fill(pool.take(), 10), await fill(pool.take(), 200_000)];
  pool.giveBack(small);
  pool.giveBack(large);
  expect(pool.take()).toBe(small);
  expect(pool.take()).not.toBe(large);
});

it('what a closed pool kept is let go; its neighbours keep theirs', async () => {
  const idle = new IdleEncoders(100_000);
  const [one, other] = [new EncoderPool(pipeline, KEEP, idle), new EncoderPool(pipeline, KEEP, idle)];
  const [first, second] = [await fill(one.take(), 10), await fill(other.take(), 10)];
  one.giveBack(first);
  other.giveBack(second);
  one.close();
  expect(one.take()).not.toBe(first);
  expect(other.take()).toBe(second);
  expect(idle.bytes).toBe(0);
});
