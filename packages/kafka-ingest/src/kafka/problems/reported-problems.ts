import type { ConsumerGroup } from '../../consumer-group.js';
import type { Logger } from '../../ports.js';
import type { Problem } from '../../problem.js';
import { clientErrors, isFailure, type ClientError, type LogLine } from '../client/client-error.js';
import type { UnreadableTopics } from '../unreadable-topics.js';
import type { ClientErrors } from './client-errors.js';
import {
  explainFailure,
  investigateFailure,
  problemFrom,
  tokenProblem,
  type KafkaConnection,
} from './connection-failure.js';
import { hideSecrets } from './hide-secrets.js';

/** As in syslog. */
const DEBUG = 7;

/** Puts the failures of one connection into words, and remembers which of them were reported. */
export class ReportedProblems {
  readonly #connection: KafkaConnection;
  readonly #groupId: string;
  readonly #logger: Logger;
  readonly #hide: (text: string) => string;
  #missingToken: Problem | undefined;
  #missingRight: string | undefined;

  constructor(group: ConsumerGroup, logger: Logger) {
    this.#connection = { ...group, name: group.connection };
    this.#groupId = group.groupId;
    this.#logger = logger;
    this.#hide = hideSecrets(group.client, group.user);
  }

  /** Why there is no token for the brokers, while there is none. */
  get missingToken(): Problem | undefined {
    return this.#missingToken;
  }

  /** @returns whether the state of the token changed */
  onToken(failure: unknown): boolean {
    const before = this.#missingToken;
    this.#missingToken = failure === undefined ? undefined : tokenProblem(this.#connection.name, failure);
    return this.#missingToken?.message !== before?.message;
  }

  /** Why a connection failed. A missing token explains more than what the client makes of it. */
  async behind(errors: ClientErrors, signal: AbortSignal): Promise<Problem> {
    return this.#missingToken ?? problemFrom(await investigateFailure(errors.all, this.#connection, signal));
  }

  of(error: ClientError): Problem {
    return problemFrom(explainFailure([error], this.#connection));
  }

  ofTopics({ missing, forbidden }: UnreadableTopics): readonly Problem[] {
    const kinds = [
      { code: clientErrors.topicAuthorization, topics: forbidden },
      { code: clientErrors.unknownTopicOrPartition, topics: missing },
    ];
    return kinds
      .filter(({ topics }) => topics.length > 0)
      .map(({ code, topics }) =>
        problemFrom(explainFailure([{ code }], this.#connection, { topic: topics.join(', ') })),
      );
  }

  /**
   * A missing right to a topic or to the group. The client repeats it with every attempt.
   *
   * @returns undefined when it was the last one to be reported
   */
  ofRights(error: ClientError): Problem | undefined {
    const topic = /not available: ([\w.-]+)/.exec(error.message ?? '')?.[1];
    const details = { group: this.#groupId, ...(topic === undefined ? {} : { topic }) };
    const problem = problemFrom(explainFailure([error], this.#connection, details));
    if (problem.message === this.#missingRight) return undefined;
    this.#missingRight = problem.message;
    return problem;
  }

  log(line: LogLine): void {
    const { severity = 7, fac, message = '' } = line;
    // Debug output that another part asked for.
    if (severity === DEBUG && line.severity !== undefined) return;
    const fields = { connection: this.#connection.name, facility: fac };
    const text = `Kafka client: ${this.#hide(message)}`;
    // Failures are reported as a status, in our words; the client repeats them every second.
    if (severity <= 4 && !isFailure(line)) this.#logger.warn(fields, text);
    else this.#logger.debug(fields, text);
  }
}
