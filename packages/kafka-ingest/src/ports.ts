import type { InsertRequest, StoredPartition, StoredRange } from '@proj/clickhouse-sink';
import type { TableServer } from '@proj/clickhouse-tables';
import type { StartFacts } from './delivery/starting.js';
import type { PackedBatch } from './packed-batch.js';
import type { Problem } from './problem.js';

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/**
 * A partition that a source has been given, and the facts from which the engine decides where to
 * read.
 */
export interface AssignedPartition extends TopicPartition, StartFacts {}

/** Where to read a partition from. */
export interface ReadingStart extends TopicPartition {
  readonly offset: number;
}

/** What a source reports while it runs, in the order in which it happened. */
export interface MessageSourceListener {
  /**
   * These partitions are ours from now on, also for commits that are made from within this call.
   * None of them is paused, whatever was paused before.
   *
   * A source that finds out that a topic was deleted and created again gives its partitions back
   * (`onRevoked`, not `lost`) and reports them as assigned once more, with the new facts.
   *
   * @returns where to read each of them from; the source reads nothing else
   */
  onAssigned(partitions: readonly AssignedPartition[]): readonly ReadingStart[];
  /**
   * These partitions are no longer ours. With `lost`, they already belong to another member, and
   * nothing may be committed for them. Otherwise the source keeps them until the promise settles,
   * so that work under way can be finished.
   */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void>;
  /** The connection failed or recovered. The source keeps trying by itself. */
  onStatus(status: SourceStatus): void;
}

/** The state of a source's connection. */
export interface SourceStatus {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  /** What is wrong and what to do about it. Absent when all is well. */
  readonly problem?: Problem;
  /** When the next attempt is made, in ms from now, if the source knows. */
  readonly retryInMs?: number;
}

/**
 * A member of a consumer group: anything that yields packed batches. The real one is
 * `kafka/source.ts`.
 */
export interface MessageSource {
  /**
   * Starts connecting, and keeps trying until `close`. Returns at once; the listener follows the
   * progress.
   */
  open(listener: MessageSourceListener): void;
  /**
   * Resolves to the next messages, at most `maxMessages`, or to an empty batch when none arrived
   * for a while. Must be called over and over, even when everything is paused: the calls keep the
   * member alive in its group. One call at a time. A batch is valid until the call after the next
   * one, or for as long as needed once `retain()` was called. It holds messages only of partitions
   * that were assigned when the call was made and have not been revoked since.
   */
  poll(maxMessages: number): Promise<PackedBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /**
   * Commits "everything before `offset` is done", with a text that the broker keeps beside it.
   * Rejects with a retryable error, or with one that is not retryable when the partition is no
   * longer ours.
   */
  commit(offsets: readonly (TopicPartition & { readonly offset: number; readonly metadata: string })[]): Promise<void>;
  /**
   * Reads single messages again, without touching the group. The answer has those of the offsets
   * that still exist. Rejects with a retryable error when the broker does not answer.
   */
  readAgain(partition: TopicPartition, offsets: readonly number[]): Promise<PackedBatch>;
  /** The high-water mark, if known: lag is computed from it. */
  highWatermark(partition: TopicPartition): number | undefined;
  /**
   * For how long a member may stay silent before the group gives its partitions to another one, in
   * ms. After a longer silence of `poll`, nothing is sent until it has answered again.
   */
  readonly sessionTimeoutMs: number;
  /**
   * Leaves the group. Never rejects, and resolves by the deadline, in ms from now: what has not
   * closed by then is left behind, and reported as a status.
   */
  close(deadlineMs: number): Promise<void>;
}

/** Where blocks go. The real one is `@proj/clickhouse-sink`. */
export interface RowSink {
  /**
   * Writes one block. Resolves only after ClickHouse has acknowledged it. Rejects with an
   * `InsertError`, whose `action` says what to do. The caller may send the same block again with
   * the same token.
   */
  insert(request: InsertRequest): Promise<void>;
  /**
   * Ends the inserts of an earlier owner that may still be running: those whose query ids begin
   * with this text. Without it, only the deduplication stands between them and ours.
   */
  endInserts?(queryIdPrefix: string): Promise<void>;
  /**
   * The offsets of a range that these tables hold. Without it, a range whose token may have been
   * forgotten by ClickHouse is inserted again.
   */
  storedOffsets?(range: StoredRange): Promise<ReadonlySet<number>>;
  /**
   * One more than the highest offset that these tables hold of a Kafka partition; 0 for none. Asked
   * once when an epoch begins: only above it can `storedOffsets` prove anything.
   */
  storedEnd?(partition: StoredPartition): Promise<number>;
  /**
   * Runs a query and resolves with the answer as text. With it, a table that has changed is noticed
   * and said in words, before a refused block is taken for one with a bad row.
   */
  query?: TableServer['query'];
}

/** Time and randomness, passed in so that tests control both. */
export interface Clock {
  /** Milliseconds from any starting point; monotonic enough for ages and pauses. */
  now(): number;
  /** Milliseconds since 1970, for what outlives the process. */
  unixMs(): number;
  /** Calls back once after `ms`. @returns how to cancel it */
  after(ms: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (not included). */
  random(): number;
}

/** Where log lines go: fields for machines, one sentence for people. Neither holds a secret. */
export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}
