import { clientErrors, type ClientError } from './client-error.js';
import type { Ask } from './ask-admin.js';

/** What a broker says about a topic. */
export type TopicDescription = { readonly topic: string } & (
  | {
      readonly state: 'exists';
      /** A topic that is created again has another one. Undefined: the broker has none. */
      readonly id: string | undefined;
      readonly partitions: number;
    }
  /** The broker does not know the topic, or we are not authorized to see it. */
  | { readonly state: 'missing' | 'forbidden' }
  /** It cannot say at present. */
  | { readonly state: 'unknown' }
);

interface DescribedTopic {
  readonly name: string;
  readonly topicId?: { readonly base64?: string };
  readonly partitions?: readonly unknown[];
  readonly error?: ClientError;
}

const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const TIMEOUT_MS = 5_000;

/** Asks the broker about topics. Rejects when it does not answer. */
export async function describeTopics(ask: Ask, topics: readonly string[]): Promise<readonly TopicDescription[]> {
  const found = await ask<readonly DescribedTopic[]>((admin, answer) =>
    admin.describeTopics([...topics], { timeout: TIMEOUT_MS }, answer),
  );
  return found.map(described);
}

function described({ name: topic, topicId, partitions = [], error }: DescribedTopic): TopicDescription {
  if (error?.code === clientErrors.unknownTopicOrPartition) return { topic, state: 'missing' };
  if (error?.code === clientErrors.topicAuthorization) return { topic, state: 'forbidden' };
  // A topic that is being created has no partitions for a moment.
  if (error || partitions.length === 0) return { topic, state: 'unknown' };
  const id = topicId?.base64;
  return { topic, state: 'exists', id: id === NO_ID ? undefined : id, partitions: partitions.length };
}
