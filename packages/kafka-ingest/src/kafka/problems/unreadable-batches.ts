import type { Clock } from '../../ports.js';
import type { Problem } from '../../problem.js';
import { clientErrors, type ClientError } from '../client/client-error.js';

const REPEAT_MS = 60_000;

/**
 * Batches that the client cannot expand. It fetches such a batch again and again, without saying
 * which one it is or where. The partition is stuck until an operator moves the group past the
 * batch: nothing is skipped here.
 */
export class UnreadableBatches {
  readonly #connection: string;
  readonly #topics: readonly string[];
  readonly #clock: Clock;
  #reportedAt = -Infinity;

  constructor(connection: string, topics: readonly string[], clock: Clock) {
    this.#connection = connection;
    this.#topics = topics;
    this.#clock = clock;
  }

  /** @returns the problem to report, at most once a minute */
  notice({ code }: ClientError): Problem | undefined {
    if (code !== clientErrors.badCompression || this.#clock.now() - this.#reportedAt < REPEAT_MS) return undefined;
    this.#reportedAt = this.#clock.now();
    const topics = this.#topics.join(', ');
    return {
      code: 'kafka/batch-unreadable',
      message: `Connection ${this.#connection}: a batch of messages cannot be decompressed (${topics}). It is damaged, or it expands to more than 1.2 GB. Its partition is stuck; the others go on.`,
      hint: "Find the partition whose lag grows, then move the group's offset past the batch with kafka-consumer-groups.sh --reset-offsets.",
      retryable: false,
    };
  }
}
