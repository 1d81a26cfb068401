import { inject, onTestFinished, vi } from 'vitest';
import type { ConsumerGroup } from '../../src/consumer-group.js';
import { consumerGroups } from '../../src/consumer-group.js';
import { KafkaSource, type KafkaSourceOptions } from '../../src/kafka/source.js';
import type { ReachedEnd } from '../../src/packed-batch.js';
import type { AssignedPartition, SourceStatus, TopicPartition } from '../../src/ports.js';
import { systemClock } from '../../src/system-clock.js';
import { clientOf, pipelineOf } from './pipelines.js';

const silent = (): void => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

/** What a member of a group was given, in order. */
export interface Received extends TopicPartition {
  readonly offset: number;
  readonly value: string;
}

export interface MemberOptions {
  /** @default `topic` */
  readonly group?: string;
  readonly topics?: readonly string[];
  readonly bootstrapServers?: string;
  /** Where to read a partition from. @default its committed offset, or the beginning of the log */
  readonly startOf?: (facts: AssignedPartition) => number;
  /** Called before a revocation is answered. */
  readonly onRevoked?: (partitions: readonly TopicPartition[], lost: boolean) => Promise<void>;
  readonly source?: Partial<KafkaSourceOptions>;
  readonly more?: Partial<ConsumerGroup>;
}

/** A real source that is polled until the test ends, or `close`. It commits nothing by itself. */
export function joinGroup(topic: string, options: MemberOptions = {}) {
  const {
    topics = [topic],
    group: groupId = topic,
    startOf = ({ committedOffset, logStart }: AssignedPartition): number => committedOffset ?? logStart,
    bootstrapServers = inject('kafkaBootstrapServers'),
  } = options;
  const client = clientOf(bootstrapServers);
  const pipelines = topics.map((one) => pipelineOf({ topic: one, datasource: one, groupId, client }));
  const [group] = consumerGroups(pipelines);
  if (!group) throw new Error('no group');
  const source = new KafkaSource({
    group: { ...group, ...options.more },
    logger,
    clock: systemClock,
    ...options.source,
  });
  const assignments: (readonly AssignedPartition[])[] = [];
  const revocations: { readonly partitions: readonly TopicPartition[]; readonly lost: boolean }[] = [];
  const statuses: SourceStatus[] = [];
  const messages: Received[] = [];
  /** For each end, how many messages had been handed over when it was reported. */
  const ends: (ReachedEnd & { readonly after: number })[] = [];
  source.open({
    onAssigned(partitions) {
      assignments.push(partitions);
      return partitions.map((one) => ({ topic: one.topic, partition: one.partition, offset: startOf(one) }));
    },
    async onRevoked(partitions, lost) {
      await options.onRevoked?.(partitions, lost);
      revocations.push({ partitions, lost });
    },
    onStatus: (status) => void statuses.push(status),
  });
  let closed = false;
  const polling = (async () => {
    while (!closed) {
      const batch = await source.poll(1_000);
      for (let i = 0; i < batch.count; i++) {
        const value = Buffer.from(batch.bytes.subarray(batch.valueStart[i], batch.valueEnd[i])).toString();
        const where = { topic: batch.topics[batch.topicIndex[i] ?? 0] ?? '', partition: batch.partition[i] ?? -1 };
        messages.push({ ...where, offset: batch.offset[i] ?? -1, value });
      }
      for (const one of batch.ends ?? []) ends.push({ ...one, after: messages.length });
    }
  })();
  const close = async (deadlineMs?: number): Promise<void> => {
    closed = true;
    await polling;
    await source.close(deadlineMs);
  };
  onTestFinished(() => close());
  return {
    source,
    close,
    assignments,
    revocations,
    statuses,
    messages,
    ends,
    /** All facts reported so far. */
    get facts() {
      return assignments.flat();
    },
    offsets: (partition = 0): number[] =>
      messages.filter((one) => one.partition === partition).map((one) => one.offset),
  };
}

/** Waits as long as a broker may take. */
export const until = (what: () => unknown): Promise<unknown> => vi.waitFor(what, { timeout: 50_000, interval: 20 });
