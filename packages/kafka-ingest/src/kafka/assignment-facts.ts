import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { AssignedPartition, TopicPartition } from '../ports.js';
import { withAdmin, type Ask } from './client/ask-admin.js';
import { committedOffsets, type CommittedOffset, type RawConsumer } from './client/raw-consumer.js';
import { logBounds, type LogBounds } from './client/log-bounds.js';
import { partitionKey } from '../partition-key.js';
import type { TopicDirectory } from './topic-directory.js';

export interface FactsOptions {
  readonly client: KafkaClientConfig;
  readonly topics: TopicDirectory;
  readonly timeoutMs: number;
}

/**
 * What has to be known about partitions before they can be read: what the group has committed in
 * all partitions of their topics, which topics these are, and what the brokers hold.
 *
 * @returns no element for a partition about which something could not be learned now
 */
export function assignmentFacts(
  consumer: RawConsumer,
  partitions: readonly TopicPartition[],
  { client, topics, timeoutMs }: FactsOptions,
): Promise<readonly AssignedPartition[]> {
  if (partitions.length === 0) return Promise.resolve([]);
  return withAdmin(client, async (ask) => {
    const existing = await existingTopics(ask, partitions, topics);
    const readable = partitions.filter((one) => existing.has(one.topic));
    const all = [...existing].flatMap(([topic, { partitions: count }]) =>
      Array.from({ length: count }, (_, partition) => ({ topic, partition })),
    );
    const [committed, bounds] = await Promise.all([
      committedOffsets(consumer, all, timeoutMs),
      logBounds(ask, readable),
    ]);
    return readable.flatMap((one) => {
      const topic = existing.get(one.topic);
      const facts = topic && factsOf(one, committed, bounds.get(partitionKey(one)));
      if (!facts) return [];
      const createdLater = topics.wasCreatedLater(one.topic);
      return [{ ...facts, topicId: topic.id, partitionCount: topic.partitions, createdLater }];
    });
  });
}

interface ExistingTopic {
  readonly id: string | undefined;
  readonly partitions: number;
}

async function existingTopics(
  ask: Ask,
  partitions: readonly TopicPartition[],
  topics: TopicDirectory,
): Promise<ReadonlyMap<string, ExistingTopic>> {
  const found = await topics.describe(ask, [...new Set(partitions.map((one) => one.topic))]);
  return new Map(found.flatMap((one) => (one.state === 'exists' ? [[one.topic, one]] : [])));
}

type CommittedAndBounds = Omit<AssignedPartition, 'topicId' | 'partitionCount' | 'createdLater'>;

function factsOf(
  { topic, partition }: TopicPartition,
  committed: readonly CommittedOffset[],
  bounds: LogBounds | undefined,
): CommittedAndBounds | undefined {
  const ofTopic = committed.filter((one) => one.topic === topic);
  const own = ofTopic.find((one) => one.partition === partition);
  if (!own || !bounds || ofTopic.some((one) => one.offset === 'unknown')) return undefined;
  const siblings = ofTopic.filter((one) => one !== own && one.offset !== undefined);
  return {
    topic,
    partition,
    committedOffset: own.offset === 'unknown' ? undefined : own.offset,
    committedMetadata: own.metadata === '' ? undefined : own.metadata,
    siblingMetadata: siblings.map((one) => one.metadata),
    logStart: bounds.logStart,
    logEnd: bounds.logEnd,
  };
}
