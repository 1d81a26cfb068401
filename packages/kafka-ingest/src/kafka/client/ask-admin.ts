import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from './client-error.js';
import { connectionSettings } from './client-settings.js';
import { tokenSettings } from './token-settings.js';

type Admin = ReturnType<typeof kafka.AdminClient.create>;

/** Puts one question to the cluster. Rejects with a ClientError. */
export type Ask = <T>(question: (admin: Admin, answer: never) => void) => Promise<T>;

/**
 * Asks the cluster, over a connection of its own that ends with the conversation.
 *
 * An admin client derived from a consumer shares its lock: it waits forever while the consumer
 * reads, and when asked between two reads while a broker was coming back, it kept the consumer from
 * ever reading again. Where we make the tokens, the first question waits for the first one: a token
 * set while a question is under way blocks, together with the whole process, until the question
 * ends.
 *
 * @throws what the conversation throws, or the reason why there is no token
 */
export async function withAdmin<T>(client: KafkaClientConfig, converse: (ask: Ask) => Promise<T>): Promise<T> {
  const closing = new AbortController();
  const ignore = (): void => undefined;
  let onToken: (failure: unknown) => void = ignore;
  const hasToken = client.tokens
    ? new Promise<void>((resolve, reject) => {
        onToken = (failure) => (failure === undefined ? setImmediate(resolve) : reject(toError(failure)));
      })
    : Promise.resolve();
  const tokens = tokenSettings(client.tokens, { signal: closing.signal, onToken: (failure) => onToken(failure) });
  const settings = { ...connectionSettings(client), ...tokens, log_level: 0 };
  const admin = kafka.AdminClient.create(settings, { 'event.error': ignore, error: ignore });
  try {
    await hasToken;
    return await converse((question) => put(admin, question));
  } finally {
    closing.abort();
    // Not inside the client's own callback: it would wait for itself.
    setImmediate(() => admin.disconnect());
  }
}

/** Asks the cluster one question. */
export const askAdmin = <T>(client: KafkaClientConfig, question: (admin: Admin, answer: never) => void): Promise<T> =>
  withAdmin(client, (ask) => ask<T>(question));

function put<T>(admin: Admin, question: (admin: Admin, answer: never) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const answer = (error: unknown, found?: T): void => {
      if (error) reject(toError(error));
      else resolve(found as T);
    };
    question(admin, answer as never);
  });
}

const toError = (failure: unknown): Error => (failure instanceof Error ? failure : asError(failure as ClientError));

/** Not all errors of the client are instances of Error. */
export const asError = ({ message = '', code }: ClientError): Error & ClientError =>
  Object.assign(new Error(message), code === undefined ? {} : { code });
