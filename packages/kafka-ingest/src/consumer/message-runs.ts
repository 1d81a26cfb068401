import type { PackedBatch } from '../packed-batch.js';

/** Consecutive messages of one partition: the indices `from` (included) to `to` (not included). */
export interface PartitionRun {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Splits where the partition changes. A client fetches partition by partition, so runs are long
 * under load.
 */
export function* runsOf(batch: PackedBatch): Generator<PartitionRun> {
  const { count, topicIndex, partition } = batch;
  for (let from = 0, to = 1; from < count; from = to, to++) {
    while (to < count && partition[to] === partition[from] && topicIndex[to] === topicIndex[from]) to++;
    yield { topic: batch.topics[topicIndex[from] ?? 0] ?? '', partition: partition[from] ?? 0, from, to };
  }
}

/** The bytes of the keys and values of these messages. */
export function messageBytes(
  { keyStart, keyEnd, valueStart, valueEnd }: PackedBatch,
  from: number,
  to: number,
): number {
  let bytes = 0;
  // A null has start -1 and end -1.
  for (let i = from; i < to; i++) {
    bytes += (valueEnd[i] ?? 0) - (valueStart[i] ?? 0) + (keyEnd[i] ?? 0) - (keyStart[i] ?? 0);
  }
  return bytes;
}

/**
 * How much is decoded before its rows are written. A decoded message takes many times its bytes.
 */
const STEP_MESSAGES = 1_000;
const STEP_BYTES = 1024 * 1024;

/**
 * Where a step of decoding that begins at `from` ends: at `to` at the latest, after one message at
 * least.
 */
export function endOfStep({ valueStart, valueEnd }: PackedBatch, from: number, to: number): number {
  const most = Math.min(to, from + STEP_MESSAGES);
  let bytes = 0;
  for (let i = from; i < most; i++) {
    bytes += (valueEnd[i] ?? 0) - (valueStart[i] ?? 0);
    if (bytes > STEP_BYTES) return Math.max(i, from + 1);
  }
  return most;
}

/** How many bytes of a batch's messages were cut off, not counting headers. */
export function bytesCutOff(batch: PackedBatch): number {
  let bytes = 0;
  for (const [i, { value, key }] of batch.oversized ?? []) bytes += value + key - messageBytes(batch, i, i + 1);
  return bytes;
}
