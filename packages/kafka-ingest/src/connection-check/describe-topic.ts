import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client/client-error.js';
import { askAdmin } from '../kafka/client/ask-admin.js';

/** What the broker reports about a topic. */
export interface TopicFacts {
  readonly error?: ClientError;
  readonly partitions: number;
  /** Whether we may read it; undefined if the broker does not say. */
  readonly readable?: boolean;
}

interface DescribedTopic {
  readonly error?: ClientError;
  readonly partitions?: readonly unknown[];
  readonly authorizedOperations?: readonly number[];
}

/** A number of Kafka's AclOperation. */
const READ = 3;

/** Asks about one topic and our rights to it. */
export async function describeTopic(client: KafkaClientConfig, topic: string, timeoutMs: number): Promise<TopicFacts> {
  try {
    const [found] = await askAdmin<readonly DescribedTopic[]>(client, (admin, answer) =>
      admin.describeTopics([topic], { timeout: timeoutMs, includeAuthorizedOperations: true }, answer),
    );
    const { error, partitions = [], authorizedOperations: allowed } = found ?? {};
    if (error) return { error, partitions: 0 };
    return { partitions: partitions.length, ...(allowed ? { readable: allowed.includes(READ) } : {}) };
  } catch (error) {
    return { error: error as ClientError, partitions: 0 };
  }
}
