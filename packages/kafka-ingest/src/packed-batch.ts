import type { MessageHeader } from '@proj/codecs';

/** The true size of a message, however much of it was kept. */
export interface MessageSize {
  /** In bytes; 0 for a tombstone. */
  readonly value: number;
  /** In bytes; 0 without a key. */
  readonly key: number;
  /** How many; 0 when they are not measured. */
  readonly headers: number;
  /** The bytes of their names and values together. */
  readonly headerBytes: number;
}

/** A partition that was read to its end. */
export interface ReachedEnd {
  readonly topic: string;
  readonly partition: number;
  /**
   * Everything below this offset has been handed over, in this batch or an earlier one, or does not
   * exist: compaction and aborted transactions leave gaps.
   */
  readonly offset: number;
}

/**
 * Many Kafka messages in one buffer, with typed arrays that say where each of them starts. Without
 * an object per message, a batch is cheap to make, can move to another thread without copying, and
 * can be filled by a native reader. A message is an index `i` into all arrays; its key is
 * `bytes[keyStart[i] … keyEnd[i])`.
 *
 * Only the head of a message over a limit is kept, so producers cannot make a batch grow, and all
 * positions fit into 32 bits.
 */
export interface PackedBatch {
  readonly count: number;
  readonly bytes: Uint8Array;
  /** Topics that occur in this batch; `topicIndex[i]` points into it. */
  readonly topics: readonly string[];
  readonly topicIndex: Uint16Array;
  readonly partition: Int32Array;
  /** Exact up to 2^53. */
  readonly offset: Float64Array;
  /** Milliseconds since 1970-01-01 UTC; -1 when the broker gave none. */
  readonly timestamp: Float64Array;
  /** -1: null. */
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  /** -1: null, a tombstone. */
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  /**
   * The true sizes of the messages of which only the head was kept, by index. They go to quarantine
   * without being decoded. Absent when there are none, which is nearly always.
   */
  readonly oversized?: ReadonlyMap<number, MessageSize> | undefined;
  /** The partitions that were read to their end with this batch. Absent when there are none. */
  readonly ends?: readonly ReachedEnd[] | undefined;
  /**
   * Decoded on demand, because few data sources store headers. Repeated keys stay separate, in
   * order.
   */
  headers(i: number): readonly MessageHeader[];
  /**
   * Keeps this batch valid for as long as it is referenced: its memory is not reused for another
   * batch.
   */
  retain(): void;
}
