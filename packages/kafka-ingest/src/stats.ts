import type { QuarantinedMessage } from './encode/batch-encoder.js';

/** What became of a data source's messages since the start of this process. */
export interface DatasourceStats {
  readonly datasource: string;
  readonly messagesRead: number;
  /** Keys and values, as they came. */
  readonly bytesRead: number;
  /** Acknowledged by ClickHouse. */
  readonly rowsLanded: number;
  readonly rowsQuarantined: number;
  readonly batchesLanded: number;
  /** Failed attempts to insert. */
  readonly insertFailures: number;
  /** Why the last quarantined message is there: `<column>: <message>` of its first three reasons, joined by `; `. */
  readonly lastQuarantineReason: string | undefined;
  /** Partitions that this process reads. */
  readonly partitions: number;
  readonly pausedPartitions: number;
  /** Messages between what is committed and the end of the partitions, undefined while it is not known of all of them. */
  readonly lag: number | undefined;
}

/** All data sources of this process. */
export interface IngestStats {
  readonly datasources: readonly DatasourceStats[];
  /** What was read or encoded and is not acknowledged by ClickHouse, in bytes. */
  readonly unacknowledgedBytes: number;
}

/** The counting part of `DatasourceStats`. */
export interface DatasourceCounters {
  messagesRead: number;
  bytesRead: number;
  rowsLanded: number;
  rowsQuarantined: number;
  batchesLanded: number;
  insertFailures: number;
  lastQuarantineReason: string | undefined;
}

export const newCounters = (): DatasourceCounters => ({
  messagesRead: 0,
  bytesRead: 0,
  rowsLanded: 0,
  rowsQuarantined: 0,
  batchesLanded: 0,
  insertFailures: 0,
  lastQuarantineReason: undefined,
});

/** A data source can have hundreds of columns, and all of them be bad: a line of a log tells a few. */
const REASONS_TOLD = 3;

export function reasonText({ reasons }: QuarantinedMessage): string {
  const told = reasons.slice(0, REASONS_TOLD).map((one) => `${one.column}: ${one.message}`);
  const more = reasons.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
