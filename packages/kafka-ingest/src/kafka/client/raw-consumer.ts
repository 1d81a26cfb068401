import kafka from '@confluentinc/kafka-javascript';
import type { KafkaTokenProvider } from '@proj/kafka-auth';
import type { TopicPartition } from '../../ports.js';
import { isFailure, type ClientError, type LogLine } from './client-error.js';
import { tokenSettings } from './token-settings.js';

/** The client, with what its types miss. */
export type RawConsumer = kafka.KafkaConsumer & {
  setDefaultIsTimeoutOnlyForFirstMessage(is: boolean): void;
  assignmentLost(): boolean;
  rebalanceProtocol(): string;
  incrementalAssign(partitions: readonly StartingPartition[]): void;
  incrementalUnassign(partitions: readonly TopicPartition[]): void;
  /** Aborted before `disconnect`: a token that comes later must not reach the client. */
  readonly closing: AbortController;
};

/** `offset`: where to begin; -2 is the beginning, -1 the end. */
export type StartingPartition = TopicPartition & { readonly offset: number };

/** A partition with what the group has committed for it. */
export type CommittedPartition = TopicPartition & { readonly committedOffset: number | undefined };

export interface ConsumerCallbacks {
  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void;
  onCommitted(
    error: ClientError | undefined,
    offsets: readonly (TopicPartition & { readonly offset?: number })[],
  ): void;
  onLog(line: LogLine): void;
  onToken(failure: unknown): void;
}

const POLL_TIMEOUT_MS = 100;

/** Makes a consumer that is not connected. Throws for settings that the client does not take. */
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
    offset_commit_cb: (error: ClientError | undefined, offsets: (TopicPartition & { offset?: number })[]) =>
      callbacks.onCommitted(error, offsets),
  };
  const client = new kafka.KafkaConsumer(all, { 'auto.offset.reset': offsetReset });
  const consumer = Object.assign(client, { closing }) as RawConsumer;
  consumer.setDefaultConsumeTimeout(POLL_TIMEOUT_MS);
  consumer.setDefaultIsTimeoutOnlyForFirstMessage(true);
  // Each token that could not be had is also an error that ends the process when nobody listens.
  consumer.on('error' as 'event.error', () => undefined);
  consumer.on('event.log', (line: LogLine) => callbacks.onLog(line));
  return consumer;
}

/** Collects what the client says is wrong, from its errors and its log. @returns how to stop */
export function noticeProblems(consumer: RawConsumer, tell: (error: ClientError) => void): () => void {
  const onLog = (line: LogLine): void => {
    if (isFailure(line)) tell({ message: line.message ?? '' });
  };
  consumer.on('event.error', tell).on('event.log', onLog);
  return () => void consumer.off('event.error', tell).off('event.log', onLog);
}

export function assign(consumer: RawConsumer, partitions: readonly StartingPartition[]): void {
  if (isEager(consumer)) consumer.assign([...partitions]);
  else consumer.incrementalAssign(partitions);
}

export function unassign(consumer: RawConsumer, partitions: readonly TopicPartition[]): void {
  if (isEager(consumer)) consumer.unassign();
  else consumer.incrementalUnassign(partitions);
}

/** A group in which another member knows no cooperative rebalancing falls back to this. */
const isEager = (consumer: RawConsumer): boolean => consumer.rebalanceProtocol() === 'EAGER';

/** What the group has committed for these partitions; nothing when the broker did not tell for all of them in time. */
export function committedOffsets(
  consumer: RawConsumer,
  partitions: readonly TopicPartition[],
  timeoutMs: number,
): Promise<readonly CommittedPartition[] | undefined> {
  return new Promise((resolve) => {
    consumer.committed([...partitions], timeoutMs, (error: ClientError | null, answer: readonly unknown[]) => {
      // A partition that could not be asked for is an Error in the list.
      if (error || answer.some((one) => one instanceof Error)) return resolve(undefined);
      const offsets = answer as readonly (TopicPartition & { readonly offset?: number })[];
      resolve(
        partitions.map(({ topic, partition }) => {
          const found = offsets.find((one) => one.topic === topic && one.partition === partition)?.offset;
          return { topic, partition, committedOffset: found !== undefined && found >= 0 ? found : undefined };
        }),
      );
    });
  });
}

/** The offset that the next message of a partition will have; nothing when the broker did not tell in time. */
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
