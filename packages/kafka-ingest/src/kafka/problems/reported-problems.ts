import type { Logger } from '../../ports.js';
import { clientErrors, isFailure, type ClientError, type LogLine } from '../client/client-error.js';
import {
  explainFailure,
  investigateFailure,
  problemFrom,
  tokenProblem,
  type ConnectionProblem,
  type KafkaConnection,
  type SaidErrors,
} from './connection-failure.js';
import { hideSecrets } from './hide-secrets.js';
import type { NotReadable } from '../topic-directory.js';

/** What a source tells about its connection, in words, and what it has told already. */
export class ToldProblems {
  readonly #connection: KafkaConnection;
  readonly #groupId: string;
  readonly #logger: Logger;
  readonly #hide: (text: string) => string;
  #noToken: ConnectionProblem | undefined;
  #forbidden: string | undefined;

  constructor(connection: KafkaConnection, groupId: string, logger: Logger) {
    this.#connection = connection;
    this.#groupId = groupId;
    this.#logger = logger;
    this.#hide = hideSecrets(connection.client, connection.user);
  }

  /** While no token can be had for the brokers. */
  get noToken(): ConnectionProblem | undefined {
    return this.#noToken;
  }

  /** @returns whether that is news */
  onToken(failure: unknown): boolean {
    const before = this.#noToken;
    this.#noToken = failure === undefined ? undefined : tokenProblem(this.#connection.name, failure);
    return this.#noToken?.message !== before?.message;
  }

  /** What is behind a failed connection. That no token can be had says more than what the client makes of it. */
  async behind(said: SaidErrors, signal: AbortSignal): Promise<ConnectionProblem> {
    return this.#noToken ?? problemFrom(await investigateFailure(said.all, this.#connection, signal));
  }

  of(error: ClientError): ConnectionProblem {
    return problemFrom(explainFailure([error], this.#connection));
  }

  ofTopics({ missing, forbidden }: NotReadable): readonly ConnectionProblem[] {
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

  /** Of a topic or the group. The client says it again with every attempt. @returns nothing when it was told already */
  ofRights(error: ClientError): ConnectionProblem | undefined {
    const topic = /not available: ([\w.-]+)/.exec(error.message ?? '')?.[1];
    const details = { group: this.#groupId, ...(topic === undefined ? {} : { topic }) };
    const problem = problemFrom(explainFailure([error], this.#connection, details));
    if (problem.message === this.#forbidden) return undefined;
    this.#forbidden = problem.message;
    return problem;
  }

  log(line: LogLine): void {
    const { severity = 7, fac, message = '' } = line;
    const fields = { connection: this.#connection.name, facility: fac };
    const text = `Kafka client: ${this.#hide(message)}`;
    // Failures are told as a status, in our words; the client repeats them every second.
    if (severity <= 4 && !isFailure(line)) this.#logger.warn(fields, text);
    else this.#logger.debug(fields, text);
  }
}
