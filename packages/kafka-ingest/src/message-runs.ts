import type { PackedBatch } from './packed-batch.js';

/** Consecutive messages of one partition: the indices `from` (included) to `to` (not included). */
export interface PartitionRun {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Where the partition changes. A client hands over what it fetched partition by partition, so runs are long under load. */
export function* runsOf(batch: PackedBatch): Generator<PartitionRun> {
  const { count, topicIndex, partition } = batch;
  for (let from = 0, to = 1; from < count; from = to, to++) {
    while (to < count && partition[to] === partition[from] && topicIndex[to] === topicIndex[from]) to++;
    yield { topic: batch.topics[topicIndex[from] ?? 0] ?? '', partition: partition[from] ?? 0, from, to };
  }
}

/** Keys and values of these messages. */
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
