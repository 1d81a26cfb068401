import type { KafkaClientConfig } from '@proj/kafka-auth';
import {
  explainKafkaError,
  findTlsFault,
  type KafkaConnectionSummary,
  type KafkaErrorExplanation,
  type TlsFinding,
} from '@proj/kafka-auth/explain';
import { problemOf, type Problem } from '../../problem.js';
import { saysAllBrokersDown, type ClientError } from '../client/client-error.js';
import { hideSecrets } from './hide-secrets.js';

/** What clients and messages need to know about a connection. */
export interface KafkaConnection {
  readonly name: string;
  readonly client: KafkaClientConfig;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
}

/** What else is known about a failure. */
export type FailureDetails = Pick<KafkaConnectionSummary, 'topic' | 'group' | 'tls'>;

/** Explains a failure, without secrets, from everything that a client reported about it. */
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

/** The same, after inspecting the broker's certificate where nothing else can say more. */
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

/** Prefers a server whose own certificate is wrong: a wrong authority concerns all of them. */
async function certificateFault(client: KafkaClientConfig, signal?: AbortSignal): Promise<TlsFinding | undefined> {
  const servers = client.reveal()['bootstrap.servers'].split(',');
  const options = signal ? { signal } : {};
  const faults = await Promise.all(servers.map((server) => findTlsFault(server, client, options)));
  return faults.find((one) => one && one.kind !== 'unknown-authority') ?? faults.find((one) => one);
}

export const problemFrom = ({ code, message, cause, advice, retryable }: KafkaErrorExplanation): Problem => ({
  code,
  message: `${message} ${cause}`,
  hint: advice,
  retryable,
});

/** The failure to get a token names by itself the step that failed and what to check. */
export const tokenProblem = (connection: string, failure: unknown): Problem => {
  const { code, message, hint, retryable } = problemOf('', failure);
  return {
    code,
    message: `Connection ${connection}: ${message.trim()}`,
    ...(hint === undefined ? {} : { hint }),
    retryable,
  };
};

/**
 * Kinds that concern a single broker or not the connection at all: the client recovers by itself.
 */
const passing: ReadonlySet<string> = new Set([
  ...['resolve', 'refused', 'timeout', 'unreachable', 'disconnected', 'login-wanted', 'login-renewal'],
  ...['topic-authorization', 'group-authorization', 'cluster-authorization', 'unknown-topic', 'group-lost'],
  'client-error',
].map((kind) => `kafka/${kind}`)); // prettier-ignore

/** Whether an error concerns the whole connection and not just one broker. */
export const isOutage = (error: ClientError, connection: KafkaConnection): boolean =>
  saysAllBrokersDown(error) || !passing.has(explainFailure([error], connection).code);
