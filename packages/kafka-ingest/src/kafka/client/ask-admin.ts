import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from './client-error.js';
import { connectionSettings } from './client-settings.js';
import { tokenSettings } from './token-settings.js';

type Admin = ReturnType<typeof kafka.AdminClient.create>;

/**
 * Asks the cluster one question, over a connection of its own.
 *
 * An admin client derived from a consumer shares its lock: it waits forever while the consumer
 * reads, and when asked between two reads while a broker was coming back, it kept the consumer from
 * ever reading again. Where we make the tokens, the question waits for the first one: a token set
 * while a question is under way blocks, together with the whole process, until the question ends.
 *
 * @throws a ClientError, or the reason why there is no token
 */
export function askAdmin<T>(client: KafkaClientConfig, ask: (admin: Admin, answer: never) => void): Promise<T> {
  const closing = new AbortController();
  const ignore = (): void => undefined;
  return new Promise((resolve, reject) => {
    let asked = false;
    const finish = (error: unknown, found?: T): void => {
      closing.abort();
      // Not inside the client's own callback: it would wait for itself.
      setImmediate(() => admin.disconnect());
      if (error) reject(error instanceof Error ? error : asError(error));
      else resolve(found as T);
    };
    const put = (): void => {
      if (asked) return;
      asked = true;
      ask(admin, finish as never);
    };
    const onToken = (failure: unknown): void => {
      if (failure === undefined) setImmediate(put);
      else if (!asked) {
        asked = true;
        finish(failure);
      }
    };
    const tokens = tokenSettings(client.tokens, { signal: closing.signal, onToken });
    const settings = { ...connectionSettings(client), ...tokens, log_level: 0 };
    const admin = kafka.AdminClient.create(settings, { 'event.error': ignore, error: ignore });
    if (!client.tokens) put();
  });
}

/** Not all errors of the client are instances of Error. */
export const asError = ({ message = '', code }: ClientError): Error & ClientError =>
  Object.assign(new Error(message), code === undefined ? {} : { code });
