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
const TIMEOUT_MS = 2_000;

interface Admin {
  describeTopics(
    topics: readonly string[],
    options: { timeout: number },
    callback: (
      error: ClientError | null,
      topics?: readonly { name: string; topicId?: { base64?: string }; error?: ClientError }[],
    ) => void,
  ): void;
}

/**
 * Asks the broker, over the consumer's own connection. Never rejects: what cannot be told is left out.
 *
 * Only while no `consume` is under way, and wait for the answer before the next one: both take the same lock of the client, and
 * a consumer that goes on reading would keep this waiting for ever, in one of the few threads of libuv's pool.
 */
export function describeTopics(
  consumer: kafka.KafkaConsumer,
  topics: readonly string[],
): Promise<readonly TopicDescription[]> {
  return new Promise((resolve) => {
    const nothing = topics.map((topic) => ({ topic }));
    try {
      const admin = kafka.AdminClient.createFrom(consumer) as unknown as Admin;
      admin.describeTopics(topics, { timeout: TIMEOUT_MS }, (error, found) => {
        if (error || !found) return resolve(nothing);
        resolve(
          found.map(({ name: topic, topicId, error: problem }) => {
            const id = topicId?.base64;
            if (problem)
              return problem.code === clientErrors.unknownTopicOrPartition ? { topic, missing: true } : { topic };
            return id === undefined || id === NO_ID ? { topic } : { topic, id };
          }),
        );
      });
    } catch {
      resolve(nothing);
    }
  });
}
