import kafka from '@confluentinc/kafka-javascript';
import { isFailure, type ClientError, type LogLine } from '../kafka/client/client-error.js';
import { connectionSettings } from '../kafka/client/client-settings.js';
import {
  explainFailure,
  investigateFailure,
  problemFrom,
  SaidErrors,
  tokenProblem,
  type ConnectionProblem,
  type KafkaConnection,
} from '../kafka/problems/connection-failure.js';
import { tokenSettings } from '../kafka/client/token-settings.js';

/** What a cluster says about itself. */
export interface Cluster {
  /** `host:port` of each, as the brokers advertise themselves. */
  readonly brokers: readonly string[];
  readonly topics: number;
}

interface Metadata {
  readonly brokers: readonly { readonly host: string; readonly port: number }[];
  readonly topics: readonly unknown[];
}

/** What came of it. */
export type LogIn =
  | { readonly cluster: Cluster; readonly problem?: undefined }
  | { readonly cluster?: undefined; readonly problem: ConnectionProblem };

/** A broker that is near has said by then what it will not have. */
const FIRST_LOOK_MS = 1_000;

/**
 * Connects as the consumer will and asks who is there. By a producer that sends nothing: a consumer would look for its group
 * already. The client uses up all the time that it is given, also after a refusal: it is given little first, and all of it
 * only when nothing was said by then that no waiting can change.
 */
export async function logIn(connection: KafkaConnection, timeoutMs: number): Promise<LogIn> {
  const first = await attempt(connection, Math.min(FIRST_LOOK_MS, timeoutMs));
  if (first.cluster) return first;
  const isFinal = first.noToken !== undefined || isRefusal(first.said, connection);
  const last = isFinal ? first : await attempt(connection, timeoutMs);
  if (last.cluster) return last;
  return { problem: last.noToken ?? problemFrom(await investigateFailure(last.said.all, connection)) };
}

function isRefusal(said: SaidErrors, connection: KafkaConnection): boolean {
  const { retryable, code } = explainFailure(said.all, connection);
  // The next token would be asked for after 10 s.
  return !retryable || code === 'kafka/token' || code === 'kafka/token-unusable';
}

interface Failure {
  readonly cluster?: undefined;
  readonly said: SaidErrors;
  readonly noToken: ConnectionProblem | undefined;
}

async function attempt(
  connection: KafkaConnection,
  timeoutMs: number,
): Promise<{ readonly cluster: Cluster } | Failure> {
  const said = new SaidErrors();
  const closing = new AbortController();
  let noToken: ConnectionProblem | undefined;
  const settings = {
    ...connectionSettings(connection.client),
    ...tokenSettings(connection.client.tokens, {
      signal: closing.signal,
      onToken: (failure) => {
        noToken = failure === undefined ? undefined : tokenProblem(connection.name, failure);
      },
    }),
    'socket.connection.setup.timeout.ms': Math.max(1_000, timeoutMs / 2),
  };
  const isByToken = connection.client.reveal()['sasl.mechanisms'] === 'OAUTHBEARER';
  const client = new kafka.Producer(settings);
  client.on('error' as 'event.error', () => undefined);
  client.on('event.error', (error: ClientError) => said.add(error));
  client.on('event.log', (line: LogLine) => {
    if (isFailure(line)) said.add({ message: line.message ?? '' });
  });
  // A failed connection is closed by the client itself.
  const metadata = await new Promise<Metadata | undefined>((resolve) => {
    client.connect({ timeout: timeoutMs }, (error: ClientError | null, found) => {
      if (error) said.add(error);
      resolve(error ? undefined : found);
    });
  });
  closing.abort();
  if (!metadata) {
    // An event that a producer hands out only while it is polled: the client had no token to try, so it tried nothing.
    if (isByToken && said.all.every((one) => one.code !== undefined)) said.add({ message: 'authentication failure' });
    return { said, noToken };
  }
  await new Promise<void>((resolve) => void client.disconnect(timeoutMs, () => resolve()));
  const brokers = metadata.brokers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return { cluster: { brokers, topics: metadata.topics.length } };
}
