import kafka from '@confluentinc/kafka-javascript';
import { isFailure, type ClientError, type LogLine } from '../kafka/client/client-error.js';
import { connectionSettings } from '../kafka/client/client-settings.js';
import { ClientErrors } from '../kafka/problems/client-errors.js';
import {
  explainFailure,
  investigateFailure,
  problemFrom,
  tokenProblem,
  type KafkaConnection,
} from '../kafka/problems/connection-failure.js';
import type { Problem } from '../problem.js';
import { tokenSettings } from '../kafka/client/token-settings.js';

/** What a cluster reports about itself. */
export interface Cluster {
  /** `host:port` of each broker, as advertised. */
  readonly brokers: readonly string[];
  readonly topics: number;
}

interface Metadata {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
  readonly topics: readonly unknown[];
}

/** The outcome of a login. */
export type LogIn =
  | { readonly cluster: Cluster; readonly problem?: undefined }
  | { readonly cluster?: undefined; readonly problem: Problem };

/** A broker nearby has refused by then what it does not accept. */
const FIRST_LOOK_MS = 1_000;

/**
 * Connects like the consumer will, and asks for the cluster's metadata. It uses a producer that
 * sends nothing, because a consumer would look for its group already. The client uses up all the
 * time that it is given, even after a refusal. So it gets little at first, and all of it only if
 * nothing final was reported by then.
 */
export async function logIn(connection: KafkaConnection, timeoutMs: number): Promise<LogIn> {
  const first = await attempt(connection, Math.min(FIRST_LOOK_MS, timeoutMs));
  if (first.cluster) return first;
  const isFinal = first.missingToken !== undefined || isRefusal(first.errors, connection);
  const last = isFinal ? first : await attempt(connection, timeoutMs);
  if (last.cluster) return last;
  return { problem: last.missingToken ?? problemFrom(await investigateFailure(last.errors.all, connection)) };
}

function isRefusal(errors: ClientErrors, connection: KafkaConnection): boolean {
  const { retryable, code } = explainFailure(errors.all, connection);
  // The client would ask for the next token only after 10 s.
  return !retryable || code === 'kafka/token' || code === 'kafka/token-unusable';
}

interface Failure {
  readonly cluster?: undefined;
  readonly errors: ClientErrors;
  readonly missingToken: Problem | undefined;
}

async function attempt(
  connection: KafkaConnection,
  timeoutMs: number,
): Promise<{ readonly cluster: Cluster } | Failure> {
  const errors = new ClientErrors();
  const closing = new AbortController();
  let missingToken: Problem | undefined;
  const settings = {
    ...connectionSettings(connection.client),
    ...tokenSettings(connection.client.tokens, {
      signal: closing.signal,
      onToken: (failure) => {
        missingToken = failure === undefined ? undefined : tokenProblem(connection.name, failure);
      },
    }),
    'socket.connection.setup.timeout.ms': Math.max(1_000, timeoutMs / 2),
  };
  const isByToken = connection.client.reveal()['sasl.mechanisms'] === 'OAUTHBEARER';
  const client = new kafka.Producer(settings);
  client.on('error' as 'event.error', () => undefined);
  client.on('event.error', (error: ClientError) => errors.add(error));
  client.on('event.log', (line: LogLine) => {
    if (isFailure(line)) errors.add({ message: line.message ?? '' });
  });
  // The client closes a failed connection by itself.
  const metadata = await new Promise<Metadata | undefined>((resolve) => {
    client.connect({ timeout: timeoutMs }, (error: ClientError | null, found) => {
      if (error) errors.add(error);
      resolve(error ? undefined : found);
    });
  });
  closing.abort();
  if (!metadata) {
    // Without a token the client tries nothing, and a producer reports why only while it is polled.
    if (isByToken && errors.all.every((one) => one.code !== undefined))
      errors.add({ message: 'authentication failure' });
    return { errors, missingToken };
  }
  await new Promise<void>((resolve) => void client.disconnect(timeoutMs, () => resolve()));
  const brokers = metadata.brokers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return { cluster: { brokers, topics: metadata.topics.length } };
}
