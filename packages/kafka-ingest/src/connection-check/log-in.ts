import kafka from '@confluentinc/kafka-javascript';
import { isFailure, type ClientError, type LogLine } from '../kafka/client-error.js';
import { connectionSettings } from '../kafka/client-settings.js';
import {
  investigateFailure,
  problemFrom,
  SaidErrors,
  tokenProblem,
  type ConnectionProblem,
  type KafkaConnection,
} from '../kafka/connection-failure.js';
import { tokenSettings } from '../kafka/token-settings.js';

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

/**
 * Connects as the consumer will, once, and asks who is there. By a producer that sends nothing: a consumer would look
 * for its group already.
 */
export async function logIn(
  connection: KafkaConnection,
  timeoutMs: number,
): Promise<
  | { readonly cluster: Cluster; readonly problem?: undefined }
  | { readonly cluster?: undefined; readonly problem: ConnectionProblem }
> {
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
  if (!metadata) return { problem: noToken ?? problemFrom(await investigateFailure(said.all, connection)) };
  await new Promise<void>((resolve) => void client.disconnect(timeoutMs, () => resolve()));
  const brokers = metadata.brokers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  return { cluster: { brokers, topics: metadata.topics.length } };
}
