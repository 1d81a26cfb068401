import type { KafkaClientConfig } from '@proj/kafka-auth';
import {
  explainKafkaError,
  findTlsFault,
  type KafkaConnectionSummary,
  type KafkaErrorExplanation,
  type TlsFinding,
} from '@proj/kafka-auth/explain';
import { problemOf } from '../../problem.js';
import type { SourceStatus } from '../../ports.js';
import { saysAllBrokersDown, type ClientError } from '../client/client-error.js';
import { hideSecrets } from './hide-secrets.js';

/** A connection as far as clients and texts need it. */
export interface KafkaConnection {
  readonly name: string;
  readonly client: KafkaClientConfig;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
}

/** What is wrong, for status events. */
export type ConnectionProblem = NonNullable<SourceStatus['problem']>;

/** What else is known of a failure. */
export type FailureDetails = Pick<KafkaConnectionSummary, 'topic' | 'group' | 'tls'>;

/** What went wrong, in words and without secrets, from all that a client said about it. */
export function explainFailure(
  errors: readonly ClientError[],
  { name, client, user }: KafkaConnection,
  details: FailureDetails = {},
): KafkaErrorExplanation {
  const properties = client.reveal();
  const mechanism = properties['sasl.mechanisms'];
  const hide = hideSecrets(client, user);
  const safe = errors.map((error) => ({
    ...(error.code === undefined ? {} : { code: error.code }),
    message: hide(error.message ?? ''),
  }));
  return explainKafkaError(safe, {
    name,
    brokers: properties['bootstrap.servers'],
    protocol: properties['security.protocol'].toUpperCase(),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(user === undefined ? {} : { user }),
    ...details,
  });
}

/** The same, after a look at the broker's certificate where only that can tell more. */
export async function investigateFailure(
  errors: readonly ClientError[],
  connection: KafkaConnection,
  signal?: AbortSignal,
): Promise<KafkaErrorExplanation> {
  const explanation = explainFailure(errors, connection);
  if (explanation.code !== 'kafka/certificate') return explanation;
  const tls = await certificateFault(connection.client, signal);
  return tls ? explainFailure(errors, connection, { tls }) : explanation;
}

/** Of several servers the first whose own certificate is wrong; that of the authority concerns all of them. */
async function certificateFault(client: KafkaClientConfig, signal?: AbortSignal): Promise<TlsFinding | undefined> {
  const servers = client.reveal()['bootstrap.servers'].split(',');
  const options = signal ? { signal } : {};
  const faults = await Promise.all(servers.map((server) => findTlsFault(server, client, options)));
  return faults.find((one) => one && one.kind !== 'unknown-authority') ?? faults.find((one) => one);
}

export const problemFrom = ({ code, message, cause, advice }: KafkaErrorExplanation): ConnectionProblem => ({
  code,
  message: `${message} ${cause}`,
  hint: advice,
});

/** A token that could not be made tells by itself which step failed and what to check. */
export const tokenProblem = (connection: string, failure: unknown): ConnectionProblem => {
  const { code, message, hint } = problemOf('', failure);
  return { code, message: `Connection ${connection}: ${message.trim()}`, ...(hint === undefined ? {} : { hint }) };
};

/** Kinds that concern one broker among others, or nothing of the connection: the client gets over them by itself. */
const passing: ReadonlySet<string> = new Set([
  ...['resolve', 'refused', 'timeout', 'unreachable', 'disconnected', 'login-wanted', 'login-renewal'],
  ...['topic-authorization', 'group-authorization', 'cluster-authorization', 'unknown-topic', 'group-lost'],
  'client-error',
].map((kind) => `kafka/${kind}`)); // prettier-ignore

/** Whether it is a matter of the connection and not of one broker among others. */
export const isOutage = (error: ClientError, connection: KafkaConnection): boolean =>
  saysAllBrokersDown(error) || !passing.has(explainFailure([error], connection).code);

/** More says no more: the client repeats itself every second. */
const MOST = 30;

/** What a client has said about one failure, each thing once. */
export class SaidErrors {
  readonly #byText = new Map<string, ClientError>();

  add(error: ClientError): void {
    const key = `${error.code ?? ''} ${(error.message ?? '').replace(/ \(after \d+ms.*\)$/, '')}`;
    if (this.#byText.size < MOST && !this.#byText.has(key)) this.#byText.set(key, error);
  }

  get all(): readonly ClientError[] {
    return [...this.#byText.values()];
  }
}
