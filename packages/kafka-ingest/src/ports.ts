import type { InsertRequest } from '@proj/clickhouse-sink';
import type { PackedBatch } from './packed-batch.js';

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a consumer tells while it runs, in the order in which it happened. */
export interface MessageSourceListener {
  /** These partitions are ours from now on, and none of them is paused, whatever was before. Reading begins where `committed` says, else where the reset policy says. */
  onAssigned(partitions: readonly (TopicPartition & { readonly committedOffset: number | undefined })[]): void;
  /**
   * These are no longer ours. `lost`: they already belong to somebody else, nothing may be committed. Otherwise
   * the source waits with giving them back until the promise settles, so that work under way can be finished.
   */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void>;
  /** Something outside is wrong, or right again. The source goes on by itself. */
  onStatus(status: SourceStatus): void;
}

/** How the connection of a source is. */
export interface SourceStatus {
  readonly state: 'connecting' | 'connected' | 'disconnected';
  /** What happened and what to do, in our words, when something is wrong. */
  readonly problem?: { readonly code: string; readonly message: string; readonly hint?: string };
  /** When the next attempt is made, if the source knows, in ms from now. */
  readonly retryInMs?: number;
}

/** A member of a consumer group. Anything that yields packed batches can be one; the real one is `kafka/source.ts`. */
export interface MessageSource {
  /** Starts connecting and keeps trying until `close`. Resolves at once; progress is told to the listener. */
  open(listener: MessageSourceListener): void;
  /**
   * The next messages, at most `maxMessages`; an empty batch when none came for a while. Must be called again and
   * again, also when everything is paused: it is what keeps the member alive in its group. One call at a time. The
   * batch is valid until the call after the next one, or as long as wanted after its `retain()`. Holds messages only of
   * partitions that were assigned when the call was made and are not revoked since.
   */
  poll(maxMessages: number): Promise<PackedBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** Reads on from this offset. Used to read again what was dropped. */
  seek(partition: TopicPartition, offset: number): Promise<void>;
  /** Commits "all before `offset` is done". Rejects with a retryable error, or one that is not when the partition is no longer ours. */
  commit(offsets: readonly (TopicPartition & { readonly offset: number; readonly metadata?: string })[]): Promise<void>;
  /** High-water marks as far as known, for lag. */
  highWatermark(partition: TopicPartition): number | undefined;
  /**
   * The topic's own id, which changes when it is deleted and made again; undefined where the broker gives none. May come
   * from a cache, unless `fresh`. Never rejects.
   */
  topicId(topic: string, options?: { readonly fresh?: boolean }): Promise<string | undefined>;
  /** Leaves the group. Never rejects. */
  close(): Promise<void>;
}

/** Where blocks go. The real one is `@proj/clickhouse-sink`. */
export interface RowSink {
  /**
   * Writes one block. Resolves only after ClickHouse has acknowledged it. Rejects with an `InsertError`; its
   * `action` says what to do. The caller may send the same block again with the same token.
   */
  insert(request: InsertRequest): Promise<void>;
}

/** Time and chance, passed in so that tests can decide both. */
export interface Clock {
  /** Milliseconds, monotonic enough for ages and pauses. */
  now(): number;
  /** Calls back once after `ms`; returns how to cancel it. */
  after(ms: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (not included). */
  random(): number;
}

/** Where log lines go: fields for machines, one sentence for people. No secret is in either. */
export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, text: string): void;
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
  error(fields: Readonly<Record<string, unknown>>, text: string): void;
}
