import type { KafkaClientConfig } from '@proj/kafka-auth';
import { askAdmin } from './ask-admin.js';
import { clientErrors, type ClientError } from './client-error.js';

export interface TopicDescription {
  readonly topic: string;
  /**
   * Changes when the topic is deleted and created again. Undefined when the broker has none or does
   * not answer.
   */
  readonly id?: string;
  /** The broker does not know the topic. */
  readonly missing?: boolean;
  /** We are not authorized to see the topic. */
  readonly forbidden?: boolean;
}

interface DescribedTopic {
  readonly name: string;
  readonly topicId?: { readonly base64?: string };
  readonly error?: ClientError;
}

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const TIMEOUT_MS = 5_000;

/** Asks the broker about topics. Never rejects: unknown facts are left out. */
export async function describeTopics(
  client: KafkaClientConfig,
  topics: readonly string[],
): Promise<readonly TopicDescription[]> {
  try {
    const found = await askAdmin<readonly DescribedTopic[]>(client, (admin, answer) =>
      admin.describeTopics([...topics], { timeout: TIMEOUT_MS }, answer),
    );
    return found.map(described);
  } catch {
    // The consumer reports what is wrong with the connection; here it only means "unknown".
    return topics.map((topic) => ({ topic }));
  }
}

function described({ name: topic, topicId, error }: DescribedTopic): TopicDescription {
  if (error?.code === clientErrors.unknownTopicOrPartition) return { topic, missing: true };
  if (error?.code === clientErrors.topicAuthorization) return { topic, forbidden: true };
  const id = topicId?.base64;
  return error || id === undefined || id === NO_ID ? { topic } : { topic, id };
}
