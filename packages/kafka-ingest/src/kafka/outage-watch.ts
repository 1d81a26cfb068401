import type { SourceStatus } from '../ports.js';
import type { Problem } from '../problem.js';
import type { ClientError } from './client/client-error.js';
import { watchFailures, type RawConsumer } from './client/raw-consumer.js';
import { ClientErrors } from './problems/client-errors.js';

export interface OutageWatchOptions {
  /** A topic of the group: any answer about it shows that the brokers are back. */
  readonly topic: string;
  readonly isCurrent: (consumer: RawConsumer) => boolean;
  readonly explain: (errors: ClientErrors) => Promise<Problem>;
  /** Pauses after the nth failed attempt, and says beforehand for how long. */
  readonly sleep: (attempt: number, before: (ms: number) => void) => Promise<void>;
  readonly onStatus: (status: SourceStatus) => void;
}

const FIRST_ANSWER_MS = 1_500;
const ANSWER_MS = 5_000;

/**
 * Follows an outage of a connected consumer. librdkafka reconnects by itself, but does not say when
 * it has.
 */
export class OutageWatch {
  readonly #options: OutageWatchOptions;
  #isUnderWay = false;
  #isReported = false;

  constructor(options: OutageWatchOptions) {
    this.#options = options;
  }

  /**
   * Whether the outage is reported. Brokers that answer the first question and are not reached for
   * the next one make many short outages, none of which is.
   */
  get isReported(): boolean {
    return this.#isReported;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Reports what is wrong until the brokers answer again. One watch at a time. */
  async watch(consumer: RawConsumer, error: ClientError): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    const { isCurrent, explain, sleep, onStatus } = this.#options;
    const errors = new ClientErrors();
    errors.add(error);
    const stopWatching = watchFailures(consumer, (other) => errors.add(other));
    // Errors from before the connection was made arrive late. A real outage leaves this unanswered
    // too.
    let answers = await this.#answers(consumer, FIRST_ANSWER_MS);
    for (let attempt = 1; isCurrent(consumer) && !answers; attempt++) {
      const problem = await explain(errors);
      if (!isCurrent(consumer)) break;
      await sleep(attempt, (retryInMs) => {
        this.#isReported = true;
        onStatus({ state: 'disconnected', problem, retryInMs });
      });
      answers = isCurrent(consumer) && (await this.#answers(consumer, ANSWER_MS));
    }
    stopWatching();
    const wasReported = this.#isReported;
    this.#isUnderWay = false;
    this.#isReported = false;
    if (isCurrent(consumer) && wasReported) onStatus({ state: 'connected' });
  }

  #answers(consumer: RawConsumer, timeout: number): Promise<boolean> {
    const { topic } = this.#options;
    return new Promise(
      (resolve) => void consumer.getMetadata({ topic, timeout }, (error: ClientError | null) => resolve(!error)),
    );
  }
}
