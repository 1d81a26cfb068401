import { printable } from '@proj/diagnostics';
import type { DatasourceStats } from '@proj/kafka-ingest';

/** One row of the live view and of the summary. */
export interface CounterRow {
  readonly datasource: string;
  readonly read: number;
  readonly landed: number;
  readonly quarantined: number;
  readonly rowsPerSecond: number;
  readonly lag: number | undefined;
}

const columns = ['data source', 'messages read', 'rows landed', 'quarantined', 'rows/s', 'lag'] as const;

/** Counters as an aligned table, with numbers flush right. */
export function counterTable(rows: readonly CounterRow[]): readonly string[] {
  const cells = rows.map((row) => [
    printable(row.datasource),
    number(row.read),
    number(row.landed),
    number(row.quarantined),
    number(Math.round(row.rowsPerSecond)),
    row.lag === undefined ? '–' : number(row.lag),
  ]);
  const widths = columns.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return [line(columns), ...cells.map(line)];
}

/** Rows per second over the last few seconds, for each data source. */
export function createRates(): (stats: readonly DatasourceStats[], nowMs: number) => readonly CounterRow[] {
  // Enough samples for a steady rate, few enough to follow a change.
  const KEPT = 10;
  const samples = new Map<string, { readonly at: number; readonly rows: number }[]>();
  return (stats, nowMs) =>
    stats.map((one) => {
      const rows = one.rowsLanded + one.rowsQuarantined;
      const past = samples.get(one.datasource) ?? [];
      past.push({ at: nowMs, rows });
      if (past.length > KEPT) past.shift();
      samples.set(one.datasource, past);
      const [oldest] = past;
      const seconds = oldest ? (nowMs - oldest.at) / 1000 : 0;
      return {
        datasource: one.datasource,
        read: one.messagesRead,
        landed: one.rowsLanded,
        quarantined: one.rowsQuarantined,
        rowsPerSecond: oldest && seconds > 0 ? (rows - oldest.rows) / seconds : 0,
        lag: one.lag,
      };
    });
}

const number = (value: number): string => value.toLocaleString('en-US');
