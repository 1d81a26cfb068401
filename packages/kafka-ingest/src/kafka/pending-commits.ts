import type { Clock, TopicPartition } from '../ports.js';
import type { ClientError } from './client/client-error.js';
import { commitError } from './errors.js';
import { partitionKey } from '../partition-key.js';

/** "Everything before `offset` is done", with a note that the broker keeps beside it. */
export type PartitionCommit = TopicPartition & { readonly offset: number; readonly metadata: string };

/** The part of the client that sends commits. */
export interface CommitClient {
  commit(offset: PartitionCommit): unknown;
}

interface Pending {
  readonly offset: number;
  /** Undefined once the caller has been answered. */
  settle: ((error: ClientError | undefined) => void) | undefined;
  cancelTimer: () => void;
}

/**
 * The client itself notices only after a minute that a broker is gone. Committing again is
 * harmless.
 */
const ANSWER_LIMIT_MS = 10_000;
/** By then the client has answered every request: it gives up on a broker after 60 s. */
const LATE_ANSWER_LIMIT_MS = 75_000;

/**
 * Commits that the broker has not answered yet. The client's `commitCb` fires when a commit is
 * queued and its `commitSync` blocks the thread; only `offset_commit_cb` reports what the broker
 * said, so answers are matched with commits here.
 *
 * An answer carries topic, partition and offset, but not the metadata, so two commits of the same
 * offset look alike. The client sends the commits of a partition, and reports the answers, in
 * order: each answer belongs to the oldest commit of its offset that has none. A commit whose
 * caller was turned away for lack of an answer keeps its place, or its late answer would settle the
 * attempt after it.
 *
 * Each request names one partition: for several, the client hides errors that not all of them had.
 */
export class PendingCommits {
  readonly #clock: Clock;
  readonly #byPartition = new Map<string, Pending[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sends a commit. Rejects with a retryable error when it is refused or not answered in time. */
  send(client: CommitClient, commit: PartitionCommit): Promise<void> {
    const key = partitionKey(commit);
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        offset: commit.offset,
        settle: (error) => (error ? reject(commitError(key, error)) : resolve()),
        cancelTimer: this.#clock.after(ANSWER_LIMIT_MS, () => this.#giveUp(key, pending)),
      };
      this.#byPartition.set(key, [...(this.#byPartition.get(key) ?? []), pending]);
      try {
        client.commit(commit);
      } catch (error) {
        this.#finish(key, pending, error as ClientError);
      }
    });
  }

  /** What `offset_commit_cb` reported. */
  answered(error: ClientError | undefined, offsets: readonly (TopicPartition & { readonly offset?: number })[]): void {
    for (const { topic, partition, offset } of offsets) {
      const key = partitionKey({ topic, partition });
      const oldest = this.#byPartition.get(key)?.find((one) => one.offset === offset);
      if (oldest) this.#finish(key, oldest, error);
    }
  }

  /** Rejects what is still pending. No answer is expected any more. */
  rejectAll(): void {
    for (const [key, all] of [...this.#byPartition]) {
      for (const pending of all) this.#finish(key, pending, { message: 'The connection was closed.' });
    }
  }

  #giveUp(key: string, pending: Pending): void {
    const { settle } = pending;
    pending.settle = undefined;
    const restMs = LATE_ANSWER_LIMIT_MS - ANSWER_LIMIT_MS;
    pending.cancelTimer = this.#clock.after(restMs, () => this.#finish(key, pending, undefined));
    settle?.({ message: 'The broker did not answer.' });
  }

  #finish(key: string, pending: Pending, error: ClientError | undefined): void {
    pending.cancelTimer();
    const left = (this.#byPartition.get(key) ?? []).filter((one) => one !== pending);
    if (left.length > 0) this.#byPartition.set(key, left);
    else this.#byPartition.delete(key);
    pending.settle?.(error);
  }
}
