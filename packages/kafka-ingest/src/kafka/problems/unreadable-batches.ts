import type { Clock } from '../../ports.js';
import { clientErrors, type ClientError } from '../client/client-error.js';
import type { ConnectionProblem } from './connection-failure.js';

const AGAIN_MS = 60_000;

/**
 * Batches that the client cannot expand: it fetches them again and again, and says neither which nor where. The partition stands still
 * until somebody lets it go on behind it: nothing is skipped here.
 */
export class UnreadableBatches {
  readonly #connection: string;
  readonly #topics: readonly string[];
  readonly #clock: Clock;
  #toldAt = -Infinity;

  constructor(connection: string, topics: readonly string[], clock: Clock) {
    this.#connection = connection;
    this.#topics = topics;
    this.#clock = clock;
  }

  /** @returns what is to be told, once a minute */
  notice({ code }: ClientError): ConnectionProblem | undefined {
    if (code !== clientErrors.badCompression || this.#clock.now() - this.#toldAt < AGAIN_MS) return undefined;
    this.#toldAt = this.#clock.now();
    const topics = this.#topics.join(', ');
    return {
      code: 'kafka/batch-unreadable',
      message: `Connection ${this.#connection}: a batch of messages cannot be decompressed (${topics}). It is damaged, or expands to more than 1.2 GB. Its partition stands still, others go on.`,
      hint: 'Find the partition whose lag grows; set the offset of the group behind the batch with kafka-consumer-groups.sh --reset-offsets.',
    };
  }
}
