import { IngestError } from '@proj/diagnostics';
import type { Plan } from '../delivery/position-record.js';
import type { StartReason } from '../delivery/starting.js';
import type { Pipeline } from '../pipeline.js';
import { readMessageFrom, type LoggedMessage } from './read-message.js';
import { askTime, readOffsets, type GroupOffsets, type OffsetsOptions, type PartitionOffsets } from './read-offsets.js';
import { storedRows, type RowReader, type StoredRow } from './stored-rows.js';

/** What has become of a message, or of an offset that has none. */
export type MessageFate =
  /** It is a row of the landing table. */
  | { readonly kind: 'landed' }
  /** It is in the quarantine table. */
  | { readonly kind: 'quarantined' }
  /** No message has this offset yet; the next one gets `logEnd`. */
  | { readonly kind: 'beyond-end'; readonly logEnd: number }
  /** Its batch is written down and may be on its way; after a crash it is sent again. */
  | { readonly kind: 'inserting'; readonly plan: Plan }
  /** The group has not come to it: `behind` offsets lie before it. */
  | { readonly kind: 'unread'; readonly next: number; readonly behind: number }
  /** Nothing is committed, and reading would start after it. */
  | { readonly kind: 'passed-over'; readonly start: number; readonly reason: StartReason }
  /** It belongs to a transaction that is open: readers wait for its end. */
  | { readonly kind: 'open-transaction'; readonly stableEnd: number }
  /** It belongs to a transaction that was aborted: no reader gets it. */
  | { readonly kind: 'aborted' }
  /** Compaction has removed it, or the offset is a marker of a transaction. */
  | { readonly kind: 'no-message'; readonly next: number | undefined }
  /** Retention has removed it, and neither table has it. */
  | { readonly kind: 'expired'; readonly logStart: number; readonly wasRead: boolean }
  /** The group has finished it, and neither table has it. */
  | { readonly kind: 'not-stored' };

/** A message, and all that is known about it. */
export interface MessageTrace {
  readonly offsets: Omit<GroupOffsets, 'partitions'>;
  readonly position: PartitionOffsets;
  readonly offset: number;
  readonly fate: MessageFate;
  /** Rows of both tables from this offset, those of earlier topics of the same name included. */
  readonly rows: readonly (StoredRow & { readonly isOfEarlierTopic: boolean })[];
  /** The message, if the broker still has it. */
  readonly message: LoggedMessage | undefined;
}

/**
 * Finds out what has become of one message. Joins no group, changes nothing.
 *
 * @param pipeline the data source that reads it
 * @param place its partition and offset
 * @param place.partition from 0 on
 * @param place.offset from 0 on
 * @param reader of the ClickHouse that has the tables
 * @param options limits of the questions to Kafka
 * @throws IngestError `offsets/no-partition`, or what went wrong with Kafka or ClickHouse
 */
export async function traceMessage(
  pipeline: Pipeline,
  { partition, offset }: { readonly partition: number; readonly offset: number },
  reader: RowReader,
  options: OffsetsOptions = {},
): Promise<MessageTrace> {
  // The group before the tables: what is committed in between is then found there.
  const { partitions, ...offsets } = await readOffsets(pipeline, options);
  const position = partitions[partition];
  if (!position) throw noPartition(pipeline.topic, partition, partitions.length);
  const time = askTime(options);
  const isInLog = offset >= position.logStart && offset < position.logEnd;
  const place = { partition, offset };
  const next = isInLog ? await readMessageFrom(pipeline, { ...place, committedOnly: false }, time) : undefined;
  const message = next?.offset === offset ? next : undefined;
  const rows = (await storedRows(pipeline, place, reader)).map((row) => ({
    ...row,
    isOfEarlierTopic: message !== undefined && isAnother(row, message),
  }));
  const own = rows.filter((one) => !one.isOfEarlierTopic);
  const isCommitted = async (): Promise<boolean> =>
    (await readMessageFrom(pipeline, { ...place, committedOnly: true }, time))?.offset === offset;
  const fate = storedFate(own) ?? (isInLog ? await logFate(position, offset, { message, next, isCommitted }) : outside(position, offset)); // prettier-ignore
  return { offsets, position, offset, fate, rows, message };
}

function storedFate(rows: readonly StoredRow[]): MessageFate | undefined {
  if (rows.some((one) => one.table === 'landing')) return { kind: 'landed' };
  return rows.length > 0 ? { kind: 'quarantined' } : undefined;
}

/** Of an offset that the log holds, and no table. */
async function logFate(
  position: PartitionOffsets,
  offset: number,
  log: {
    readonly message: LoggedMessage | undefined;
    readonly next: LoggedMessage | undefined;
    readonly isCommitted: () => Promise<boolean>;
  },
): Promise<MessageFate> {
  const { committed, record, stableEnd, start } = position;
  if (!log.message) return { kind: 'no-message', next: log.next?.offset };
  if (offset >= stableEnd) return { kind: 'open-transaction', stableEnd };
  if (!(await log.isCommitted())) return { kind: 'aborted' };
  const { plan } = record ?? {};
  if (plan && plan.first <= offset && offset <= plan.last) return { kind: 'inserting', plan };
  if (offset >= start.offset) return { kind: 'unread', next: start.offset, behind: offset - start.offset };
  if (committed === undefined) return { kind: 'passed-over', start: start.offset, reason: start.reason };
  return { kind: 'not-stored' };
}

/** Of an offset before the log or after it, that no table has. */
function outside({ committed, logStart, logEnd }: PartitionOffsets, offset: number): MessageFate {
  if (offset >= logEnd) return { kind: 'beyond-end', logEnd };
  return { kind: 'expired', logStart, wasRead: committed !== undefined && offset < committed };
}

/** The last second that a DateTime can hold: tables keep another time of a later message. */
const LAST_SECOND_MS = 0xffffffff * 1_000;

/** Tables keep seconds or milliseconds of the timestamp, so only larger differences count. */
function isAnother(row: StoredRow, message: LoggedMessage): boolean {
  const canTell = message.timestampMs > 0 && message.timestampMs < LAST_SECOND_MS;
  return canTell && row.timestampMs !== undefined && Math.abs(row.timestampMs - message.timestampMs) >= 1_000;
}

const noPartition = (topic: string, partition: number, count: number): IngestError =>
  new IngestError('offsets/no-partition', `Topic ${topic} has no partition ${partition}.`, {
    retryable: false,
    hint: `It has ${count}, counted from 0.`,
  });
