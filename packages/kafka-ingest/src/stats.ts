import type { QuarantinedMessage } from './encode/batch-encoder.js';

/** What has become of a data source's messages since this process started. */
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
  /**
   * Why the last quarantined message is there: `<column>: <message>` of its first three reasons,
   * joined by `; `.
   */
  readonly lastQuarantineReason: string | undefined;
  /** Partitions that this process reads. */
  readonly partitions: number;
  readonly pausedPartitions: number;
  /**
   * Messages between the committed offsets and the ends of the partitions. Undefined unless known
   * for all of them.
   */
  readonly lag: number | undefined;
}

/** All data sources of this process. */
export interface IngestStats {
  readonly datasources: readonly DatasourceStats[];
  /** Bytes read or encoded that ClickHouse has not acknowledged. */
  readonly unacknowledgedBytes: number;
}

/** The counting part of `DatasourceStats`. */
export interface Counters {
  messagesRead: number;
  bytesRead: number;
  rowsLanded: number;
  rowsQuarantined: number;
  batchesLanded: number;
  insertFailures: number;
  lastQuarantineReason: string | undefined;
}

export const newCounters = (): Counters => ({
  messagesRead: 0,
  bytesRead: 0,
  rowsLanded: 0,
  rowsQuarantined: 0,
  batchesLanded: 0,
  insertFailures: 0,
  lastQuarantineReason: undefined,
});

/** A data source can have hundreds of bad columns: a log line names a few. */
const REASONS_SHOWN = 3;

export function reasonText({ reasons }: QuarantinedMessage): string {
  const shown = reasons.slice(0, REASONS_SHOWN).map((one) => `${one.column}: ${one.message}`);
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
