import type { MessageHeader } from '@proj/codecs';

/** What a message has, however much of it was kept. */
export interface MessageSize {
  /** In bytes; 0 for a tombstone. */
  readonly value: number;
  /** In bytes; 0 for none. */
  readonly key: number;
  /** How many; 0 where nobody looks at them. */
  readonly headers: number;
  /** Of their names and values together. */
  readonly headerBytes: number;
}

/**
 * Many Kafka messages in one buffer, with typed arrays that say where each begins: no object per message,
 * so it is cheap to make, can be handed to another thread without copying, and can be filled by a native
 * reader. A message is the index `i` of all arrays; its key is `bytes[keyStart[i] … keyEnd[i])`.
 *
 * Of a message that is over a limit only the head is in it: no batch grows with what somebody sends. So all positions fit into
 * 32 bits.
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
   * The messages of which only the head was kept, by index, with their true sizes: they go to quarantine and are not decoded. Absent
   * where there are none, as nearly always.
   */
  readonly oversized?: ReadonlyMap<number, MessageSize> | undefined;
  /** Decoded on demand, because few data sources store them. Repeated keys stay separate, in order. */
  headers(i: number): readonly MessageHeader[];
  /** Keeps this batch valid for as long as somebody holds it: its memory is not used again for the next one. */
  retain(): void;
}
