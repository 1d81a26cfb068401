import kafka from '@confluentinc/kafka-javascript';
import type { KafkaTokenProvider } from '@proj/kafka-auth';
import type { AssignedPartition, TopicPartition } from '../../ports.js';
import { isFailure, type ClientError, type LogLine } from './client-error.js';
import { tokenSettings } from './token-settings.js';

/** The client, with the members that its types leave out. */
export type RawConsumer = kafka.KafkaConsumer & {
  setDefaultIsTimeoutOnlyForFirstMessage(is: boolean): void;
  assignmentLost(): boolean;
  rebalanceProtocol(): string;
  incrementalAssign(partitions: readonly StartingPartition[]): void;
  incrementalUnassign(partitions: readonly TopicPartition[]): void;
  /** Aborted before `disconnect`: a token that arrives later must not reach the client. */
  readonly closing: AbortController;
};

/** `offset`: where to start; -2 is the beginning, -1 the end. */
export type StartingPartition = TopicPartition & { readonly offset: number };

/** What the client reports about a commit: its offsets, but never their metadata. */
export type CommitReport = readonly (TopicPartition & { readonly offset?: number })[];

export interface ConsumerCallbacks {
  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void;
  onCommitted(error: ClientError | undefined, offsets: CommitReport): void;
  onLog(line: LogLine): void;
  onToken(failure: unknown): void;
}

const POLL_TIMEOUT_MS = 100;

/** Makes a consumer without connecting it. Throws when the client rejects a setting. */
export function newConsumer(
  settings: Readonly<Record<string, string | number | boolean>>,
  tokens: KafkaTokenProvider | undefined,
  offsetReset: 'earliest' | 'latest',
  callbacks: ConsumerCallbacks,
): RawConsumer {
  const closing = new AbortController();
  const all = {
    ...settings,
    ...tokenSettings(tokens, { signal: closing.signal, onToken: (failure) => callbacks.onToken(failure) }),
    rebalance_cb: (error: ClientError, partitions: TopicPartition[]) =>
      callbacks.onRebalance(consumer, error, partitions),
    offset_commit_cb: (error: ClientError | undefined, offsets: CommitReport) => callbacks.onCommitted(error, offsets),
  };
  const client = new kafka.KafkaConsumer(all, { 'auto.offset.reset': offsetReset });
  const consumer = Object.assign(client, { closing }) as RawConsumer;
  consumer.setDefaultConsumeTimeout(POLL_TIMEOUT_MS);
  consumer.setDefaultIsTimeoutOnlyForFirstMessage(true);
  // Every token that could not be fetched is also emitted as an error, which would end the process
  // without a listener.
  consumer.on('error' as 'event.error', () => undefined);
  consumer.on('event.log', (line: LogLine) => callbacks.onLog(line));
  return consumer;
}

/**
 * Passes on the failures that the client emits as errors or writes to its log.
 *
 * @returns how to stop
 */
export function watchFailures(consumer: RawConsumer, onFailure: (error: ClientError) => void): () => void {
  const onLog = (line: LogLine): void => {
    if (isFailure(line)) onFailure({ message: line.message ?? '' });
  };
  consumer.on('event.error', onFailure).on('event.log', onLog);
  return () => void consumer.off('event.error', onFailure).off('event.log', onLog);
}

export function assign(consumer: RawConsumer, partitions: readonly StartingPartition[]): void {
  if (isEager(consumer)) consumer.assign([...partitions]);
  else consumer.incrementalAssign(partitions);
}

export function unassign(consumer: RawConsumer, partitions: readonly TopicPartition[]): void {
  if (isEager(consumer)) consumer.unassign();
  else consumer.incrementalUnassign(partitions);
}

/**
 * The group falls back to this when one of its members does not support cooperative rebalancing.
 */
const isEager = (consumer: RawConsumer): boolean => consumer.rebalanceProtocol() === 'EAGER';

type Committed = TopicPartition & { readonly offset?: number; readonly metadata?: string };

const withoutCommit = (partition: TopicPartition): AssignedPartition => ({
  ...partition,
  committedOffset: undefined,
  committedMetadata: undefined,
});

/**
 * What the group has committed for these partitions; undefined when the broker did not answer for
 * all of them in time.
 */
export function committedOffsets(
  consumer: RawConsumer,
  partitions: readonly TopicPartition[],
  timeoutMs: number,
): Promise<readonly AssignedPartition[] | undefined> {
  return new Promise((resolve) => {
    consumer.committed([...partitions], timeoutMs, (error: ClientError | null, answer: readonly unknown[]) => {
      // The list holds an Error for a partition whose offset could not be fetched.
      if (error || answer.some((one) => one instanceof Error)) return resolve(undefined);
      const committed = answer as readonly Committed[];
      resolve(
        partitions.map(({ topic, partition }) => {
          const found = committed.find((one) => one.topic === topic && one.partition === partition);
          if (found?.offset === undefined || found.offset < 0) return withoutCommit({ topic, partition });
          const { offset: committedOffset, metadata } = found;
          // Without metadata, the client reports an empty text.
          return { topic, partition, committedOffset, committedMetadata: metadata === '' ? undefined : metadata };
        }),
      );
    });
  });
}

/**
 * The offset of the next message of a partition; undefined when the broker did not answer in time.
 */
export function endOffset(
  consumer: RawConsumer,
  { topic, partition }: TopicPartition,
  timeoutMs: number,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    consumer.queryWatermarkOffsets(topic, partition, timeoutMs, (error, offsets) =>
      resolve(error ? undefined : offsets.highOffset),
    );
  });
}
