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
  /** Why the last quarantined message is there: `<column>: <message>`, joined by `; `. */
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

export const reasonText = (message: QuarantinedMessage): string =>
  message.reasons.map((one) => `${one.column}: ${one.message}`).join('; ');
