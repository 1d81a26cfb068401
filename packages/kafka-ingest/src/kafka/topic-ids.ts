import kafka from '@confluentinc/kafka-javascript';
import { clientErrors, type ClientError } from './problems.js';

export interface TopicDescription {
  /** Differs for every life of the topic. Undefined where the broker gives none. */
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
      topics?: readonly { topicId?: { base64?: string }; error?: ClientError }[],
    ) => void,
  ): void;
  disconnect(): void;
}

/** Asks the broker, over the consumer's own connection. Never rejects: what cannot be told is left out. */
export function describeTopic(consumer: kafka.KafkaConsumer, topic: string): Promise<TopicDescription> {
  return new Promise((resolve) => {
    try {
      const admin = kafka.AdminClient.createFrom(consumer as never) as unknown as Admin;
      admin.describeTopics([topic], { timeout: TIMEOUT_MS }, (error, topics) => {
        const [found] = topics ?? [];
        admin.disconnect();
        if (error || !found) return resolve({});
        if (found.error)
          return resolve(found.error.code === clientErrors.unknownTopicOrPartition ? { missing: true } : {});
        const id = found.topicId?.base64;
        resolve(id === undefined || id === NO_ID ? {} : { id });
      });
    } catch {
      resolve({});
    }
  });
}
