import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import { clientErrors, type ClientError } from './client-error.js';
import { connectionSettings } from './client-settings.js';
import { tokenSettings } from './token-settings.js';

export interface TopicDescription {
  readonly topic: string;
  /** Differs for every life of the topic. Undefined where the broker gives none, or does not answer. */
  readonly id?: string;
  /** The broker says that there is no such topic. */
  readonly missing?: boolean;
  /** The broker says that we may not see it. */
  readonly forbidden?: boolean;
}

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const TIMEOUT_MS = 5_000;

interface Admin {
  describeTopics(
    topics: readonly string[],
    options: { timeout: number },
    callback: (
      error: ClientError | null,
      topics?: readonly { name: string; topicId?: { base64?: string }; error?: ClientError }[],
    ) => void,
  ): void;
  disconnect(): void;
}

/**
 * Asks the broker about topics. Never rejects: what cannot be told is left out.
 *
 * Over a connection of its own, because one that is derived from a consumer shares its lock: it waits for ever while the
 * consumer reads, and, asked between two reads while a broker comes back, it kept the consumer from ever reading again.
 */
export function describeTopics(
  client: KafkaClientConfig,
  topics: readonly string[],
): Promise<readonly TopicDescription[]> {
  const nothing = topics.map((topic) => ({ topic }));
  const closing = new AbortController();
  const settings = { ...connectionSettings(client), ...tokenSettings(client.tokens, { signal: closing.signal }) };
  const ignore = (): void => undefined;
  return new Promise((resolve) => {
    let admin: Admin;
    try {
      // What is wrong with the connection is told by the consumer; here it only means that there is no answer.
      const handlers = { 'event.error': ignore, error: ignore };
      admin = kafka.AdminClient.create({ ...settings, log_level: 0 }, handlers) as never;
    } catch {
      return resolve(nothing);
    }
    admin.describeTopics(topics, { timeout: TIMEOUT_MS }, (error, found) => {
      closing.abort();
      // Not within its own callback: the client would wait for itself.
      setImmediate(() => admin.disconnect());
      if (error || !found) return resolve(nothing);
      resolve(
        found.map(({ name: topic, topicId, error: problem }) => {
          const id = topicId?.base64;
          if (problem?.code === clientErrors.unknownTopicOrPartition) return { topic, missing: true };
          if (problem?.code === clientErrors.topicAuthorization) return { topic, forbidden: true };
          if (problem) return { topic };
          return id === undefined || id === NO_ID ? { topic } : { topic, id };
        }),
      );
    });
  });
}
