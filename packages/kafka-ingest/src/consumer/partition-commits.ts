import { IngestError, isRetryable } from '@proj/diagnostics';
import { printRecord, type Incarnation } from '../delivery/position-record.js';
import type { Commit } from '../delivery/protocol.js';
import type { Clock, MessageSource, TopicPartition } from '../ports.js';
import type { Incarnations } from './incarnations.js';

/** What became of a commit. */
export type CommitOutcome =
  | { readonly stored: true; readonly isNews: boolean }
  | { readonly stored: false; readonly isFenced: boolean; readonly error: unknown };

/** Writes down at the broker how far a partition is done, and what is planned next. */
export class PartitionCommits {
  readonly #where: TopicPartition;
  readonly #incarnations: Incarnations;
  readonly #source: MessageSource;
  readonly #clock: Clock;
  #committedOffset: number | undefined;

  constructor(
    where: TopicPartition,
    committedOffset: number | undefined,
    incarnations: Incarnations,
    { source, clock }: { readonly source: MessageSource; readonly clock: Clock },
  ) {
    this.#where = where;
    this.#committedOffset = committedOffset;
    this.#incarnations = incarnations;
    this.#source = source;
    this.#clock = clock;
  }

  /** Never rejects. */
  async send(commit: Commit): Promise<CommitOutcome> {
    try {
      // Called at once where nothing has to be asked: an assignment is answered in the same turn.
      await (this.#isReady(commit) ? this.#store(commit, this.#incarnations.of(commit.life)) : this.#ask(commit));
      // A commit of a plan alone says nothing new about what is done.
      const isNews = commit.offset !== this.#committedOffset;
      this.#committedOffset = commit.offset;
      return { stored: true, isNews };
    } catch (error) {
      return { stored: false, isFenced: error instanceof IngestError && !isRetryable(error), error };
    }
  }

  /** Before anything is planned in an epoch, its floor has to be known. */
  #isReady({ plan, life }: Commit): boolean {
    return plan === undefined || this.#incarnations.of(life).floor !== undefined;
  }

  async #ask(commit: Commit): Promise<void> {
    // A failure of ClickHouse must not look like a commit that was refused for good.
    const incarnation = await this.#incarnations.withFloor(commit.life).catch((cause: unknown) => {
      const text = `ClickHouse did not say what it holds. ${cause instanceof Error ? cause.message : String(cause)}`;
      throw new IngestError('ingest/floor-unknown', text, { retryable: true, cause });
    });
    await this.#store(commit, incarnation);
  }

  #store({ offset, plan }: Commit, incarnation: Incarnation): Promise<void> {
    const { topic, partition } = this.#where;
    const at = Math.floor(this.#clock.unixMs());
    const metadata = printRecord(plan ? { ...incarnation, plan: { ...plan, at } } : incarnation);
    return this.#source.commit([{ topic, partition, offset, metadata }]);
  }
}
