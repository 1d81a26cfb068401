import type { Clock } from '../../ports.js';
import type { Problem } from '../../problem.js';
import type { ClientError } from '../client/client-error.js';
import { watchFailures, type RawConsumer } from '../client/raw-consumer.js';
import { ClientErrors } from '../problems/client-errors.js';

const PATIENCE_MS = 15_000;

export interface JoinWatchOptions {
  readonly connection: string;
  readonly groupId: string;
  readonly clock: Clock;
  readonly explain: (errors: ClientErrors) => Promise<Problem>;
}

/**
 * Notices when a connected consumer does not become a member of its group. The client says nothing
 * about it: it has an answer from the first broker that it asked, and tries for ever to reach the
 * one that coordinates the group.
 */
export class JoinWatch {
  readonly #options: JoinWatchOptions;
  readonly #since: number;
  readonly #errors = new ClientErrors();
  readonly #stopWatching: () => void;
  #joined = false;

  constructor(consumer: RawConsumer, options: JoinWatchOptions) {
    this.#options = options;
    this.#since = options.clock.now();
    this.#stopWatching = watchFailures(consumer, (error) => this.#errors.add(error));
  }

  /** The group has told the consumer which partitions it has, if any. */
  joined(): void {
    this.#joined = true;
    this.#stopWatching();
  }

  /** What `consume` answered. */
  failed(error: ClientError): void {
    if (!this.#joined) this.#errors.add(error);
  }

  /** @returns what keeps the consumer from joining, once that has taken too long */
  async problem(): Promise<Problem | undefined> {
    const { connection, groupId, clock, explain } = this.#options;
    const waitedMs = clock.now() - this.#since;
    if (this.#joined || waitedMs < PATIENCE_MS) return undefined;
    const waiting = `not a member of the group ${groupId} after ${Math.round(waitedMs / 1_000)} s`;
    if (this.#errors.all.length === 0) {
      return {
        code: 'kafka/not-joined',
        message: `Connection ${connection}: ${waiting}, although a broker answers.`,
        hint: 'Look at the other members of the group and at its coordinator: kafka-consumer-groups.sh --describe --state --members.',
        retryable: true,
      };
    }
    const { message, ...problem } = await explain(this.#errors);
    return { ...problem, message: `${message} This process is ${waiting}.` };
  }
}
