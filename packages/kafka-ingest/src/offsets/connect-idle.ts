import { asError } from '../kafka/client/ask-admin.js';
import type { ClientError } from '../kafka/client/client-error.js';
import { connectionSettings } from '../kafka/client/client-settings.js';
import { newConsumer, type RawConsumer } from '../kafka/client/raw-consumer.js';
import type { GroupOfDatasource } from './group-of-datasource.js';

/** Connects a consumer that subscribes to nothing, so that it never joins the group. */
export async function connectIdle(
  { client, groupId }: GroupOfDatasource,
  timeoutMs: number,
  options: {
    readonly settings?: Readonly<Record<string, string | number | boolean>>;
    readonly onCommitted?: (error: ClientError | undefined) => void;
  } = {},
): Promise<RawConsumer> {
  const ignore = (): void => undefined;
  const settings = {
    ...connectionSettings(client),
    'group.id': groupId,
    'enable.auto.commit': false,
    log_level: 0,
    ...options.settings,
  };
  const consumer = newConsumer(settings, client.tokens, {
    onRebalance: ignore,
    onCommitted: options.onCommitted ?? ignore,
    onLog: ignore,
    onToken: ignore,
  });
  consumer.on('event.error', ignore);
  await new Promise<void>((resolve, reject) => {
    consumer.connect({ timeout: timeoutMs }, (error: ClientError | null) =>
      error ? reject(asError(error)) : resolve(),
    );
  }).catch((error: unknown) => {
    // The client closes a failed connection by itself.
    consumer.closing.abort();
    throw error;
  });
  return consumer;
}

/** Closes it. Never rejects. */
export async function disconnect(consumer: RawConsumer): Promise<void> {
  consumer.closing.abort();
  await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
}
