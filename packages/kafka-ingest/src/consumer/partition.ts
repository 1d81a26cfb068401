import type { BatchEncoder } from '../encode/batch-encoder.js';
import type { MessageRun } from '../encode/decode-run.js';
import type { EncoderPool } from '../encode/encoder-pool.js';
import type { PartitionOfDatasource } from '../events.js';
import type { Pipeline } from '../pipeline.js';
import type { DatasourceCounters } from '../stats.js';
import type { BatchInsert } from './batch-insert.js';

/** What all partitions of a data source share. */
export interface DatasourceWork {
  readonly pipeline: Pipeline;
  readonly pool: EncoderPool;
  readonly counters: DatasourceCounters;
}

/** What the driver keeps of a partition: the messages, encoders and blocks that the machine knows by number only. */
export interface PartitionWork {
  readonly key: string;
  readonly datasource: DatasourceWork;
  readonly topic: string;
  readonly partition: number;
  /** Messages that were read before this moment belong to an earlier assignment. */
  readonly assignedAt: number;
  /** Runs that are not appended yet; the first may be partly. */
  readonly received: { run: MessageRun; next: number }[];
  /** Counts up when received messages are dropped, so that a decoding under way knows that its result is not wanted. */
  turn: number;
  open: BatchEncoder | undefined;
  readonly sealed: Map<number, BatchInsert>;
  /** Part of the tokens: the topic's id, else the id of this run. */
  incarnation: Promise<string>;
  /** Next offset after what was read. */
  position: number | undefined;
  /** Why the last attempt failed, told together with the time of the next one. */
  problem: unknown;
}

export const keyOf = (topic: string, partition: number): string => `${topic}[${partition}]`;

/** For events and log lines. */
export const whereIs = ({ datasource, topic, partition }: PartitionWork): PartitionOfDatasource => ({
  datasource: datasource.pipeline.datasource,
  topic,
  partition,
});

/** What is tried again, and what that means for the messages. */
export function retryText(
  what: 'append' | 'insert' | 'commit',
  { key, datasource: { pipeline } }: PartitionWork,
): string {
  const { datasource, landing } = pipeline;
  const table = `${landing.database}.${landing.table}`;
  const texts = {
    append: `messages of ${key} could not be decoded; they are kept.`,
    insert: `an insert into ${table} or its quarantine table failed; the batch is kept.`,
    commit: `committing offsets of ${key} failed; the rows are in ClickHouse.`,
  };
  return `Data source ${datasource}: ${texts[what]}`;
}
