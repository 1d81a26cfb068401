import kafka from '@confluentinc/kafka-javascript';
import type { KafkaTokenProvider } from '@proj/kafka-auth';
import type { TopicPartition } from '../../ports.js';
import { asError } from './ask-admin.js';
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

/** `offset`: where to start. */
export type StartingPartition = TopicPartition & { readonly offset: number };

/** What the client reports about a commit: its offsets, but never their metadata. */
export type CommitReport = readonly (TopicPartition & { readonly offset?: number })[];

export interface ConsumerCallbacks {
  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void;
  onCommitted(error: ClientError | undefined, offsets: CommitReport): void;
  onLog(line: LogLine): void;
  onToken(failure: unknown): void;
  /** Something is in the queue that `consume` empties, and was empty. */
  onArrival?(): void;
}

const CONSUME_TIMEOUT_MS = 100;

/**
 * Makes a consumer without connecting it. Throws when the client rejects a setting.
 *
 * @param timeoutMs for how long `consume` waits for a first message, holding a thread of the
 *   process
 */
export function newConsumer(
  settings: Readonly<Record<string, string | number | boolean>>,
  tokens: KafkaTokenProvider | undefined,
  callbacks: ConsumerCallbacks,
  timeoutMs = CONSUME_TIMEOUT_MS,
): RawConsumer {
  const closing = new AbortController();
  const all = {
    ...settings,
    ...tokenSettings(tokens, { signal: closing.signal, onToken: (failure) => callbacks.onToken(failure) }),
    rebalance_cb: (error: ClientError, partitions: TopicPartition[]) =>
      callbacks.onRebalance(consumer, error, partitions),
    queue_non_empty_cb: () => callbacks.onArrival?.(),
    offset_commit_cb: (error: ClientError | undefined, offsets: CommitReport) => callbacks.onCommitted(error, offsets),
  };
  const client = new kafka.KafkaConsumer(all, {
    // Where reading starts is never the client's decision.
    'auto.offset.reset': 'error',
  });
  const consumer = Object.assign(client, { closing }) as RawConsumer;
  consumer.setDefaultConsumeTimeout(timeoutMs);
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

/**
 * Takes partitions over.
 *
 * @param kept the other partitions, with the offsets to read next; used only in an eager group
 */
export function assign(
  consumer: RawConsumer,
  partitions: readonly StartingPartition[],
  kept: () => readonly StartingPartition[],
): void {
  if (isEager(consumer)) consumer.assign([...kept(), ...partitions]);
  else consumer.incrementalAssign(partitions);
}

/**
 * Gives partitions back.
 *
 * @param kept the other partitions, with the offsets to read next; used only in an eager group
 */
export function unassign(
  consumer: RawConsumer,
  partitions: readonly TopicPartition[],
  kept: () => readonly StartingPartition[],
): void {
  if (!isEager(consumer)) return consumer.incrementalUnassign(partitions);
  const rest = kept();
  if (rest.length === 0) consumer.unassign();
  else consumer.assign([...rest]);
}

/** The offset of the next message that `consume` will return. */
export function position(consumer: RawConsumer, { topic, partition, offset: start }: StartingPartition): number {
  const [found] = consumer.position([{ topic, partition }]) as readonly { readonly offset?: number }[];
  // Below zero until a message was returned.
  return Math.max(start, found?.offset ?? start);
}

/**
 * The group falls back to this when one of its members does not support cooperative rebalancing.
 */
const isEager = (consumer: RawConsumer): boolean => consumer.rebalanceProtocol() === 'EAGER';

/** What a group has committed for a partition. */
export interface CommittedOffset extends TopicPartition {
  /** Undefined when nothing is committed, 'unknown' when the broker could not say. */
  readonly offset: number | undefined | 'unknown';
  /** Empty when there is none. */
  readonly metadata: string;
}

/** What the group has committed for these partitions. Rejects when the broker does not answer. */
export function committedOffsets(
  consumer: RawConsumer,
  partitions: readonly TopicPartition[],
  timeoutMs: number,
): Promise<readonly CommittedOffset[]> {
  return new Promise((resolve, reject) => {
    consumer.committed([...partitions], timeoutMs, (error: ClientError | null, answer: readonly unknown[]) => {
      if (error) return reject(asError(error));
      // In the order of the question, with an Error for an offset that could not be fetched.
      resolve(
        partitions.map(({ topic, partition }, i) => {
          const found = answer[i] as { readonly offset?: number; readonly metadata?: string } | undefined;
          if (!found || found instanceof Error) return { topic, partition, offset: 'unknown', metadata: '' };
          const { offset, metadata = '' } = found;
          return { topic, partition, offset: offset === undefined || offset < 0 ? undefined : offset, metadata };
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
