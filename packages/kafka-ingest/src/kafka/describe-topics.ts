import kafka from '@confluentinc/kafka-javascript';
import { clientErrors, type ClientError } from './problems.js';

export interface TopicDescription {
  readonly topic: string;
  /** Differs for every life of the topic. Undefined where the broker gives none, or does not answer. */
  readonly id?: string;
  /** The broker says that there is no such topic. */
  readonly missing?: boolean;
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
  settings: Readonly<Record<string, string | number | boolean>>,
  topics: readonly string[],
): Promise<readonly TopicDescription[]> {
  const nothing = topics.map((topic) => ({ topic }));
  return new Promise((resolve) => {
    let admin: Admin;
    try {
      // What is wrong with the connection is told by the consumer; here it only means that there is no answer.
      admin = kafka.AdminClient.create({ ...settings, log_level: 0 }, { 'event.error': () => undefined }) as never;
    } catch {
      return resolve(nothing);
    }
    admin.describeTopics(topics, { timeout: TIMEOUT_MS }, (error, found) => {
      // Not within its own callback: the client would wait for itself.
      setImmediate(() => admin.disconnect());
      if (error || !found) return resolve(nothing);
      resolve(
        found.map(({ name: topic, topicId, error: problem }) => {
          const id = topicId?.base64;
          if (problem) {
            return problem.code === clientErrors.unknownTopicOrPartition ? { topic, missing: true } : { topic };
          }
          return id === undefined || id === NO_ID ? { topic } : { topic, id };
        }),
      );
    });
  });
}
