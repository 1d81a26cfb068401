import type { DatasourceStats, OpenClickHouse } from '@proj/kafka-ingest';
import type { ReadProject } from '../project/read-project.js';
import { counterTable } from './counters.js';
import type { Io } from '../io.js';

/** The ways to query the rows while they arrive: this command, and plain HTTP. */
export function howToQuery(
  { folder, dataFolder }: { readonly folder: string; readonly dataFolder: string | undefined },
  project: ReadProject,
  { secretUrl }: OpenClickHouse,
  io: Io,
): readonly string[] {
  const [pipeline] = project.compiled.pipelines;
  if (!pipeline) return [];
  const where = dataFolder === undefined ? `--project ${folder}` : `--data-folder ${dataFolder}`;
  const { landing, quarantine } = pipeline;
  const count = `SELECT count() FROM ${landing.table}`;
  const reasons = `SELECT c__error_column, any(c__error), count() FROM ${quarantine.table} GROUP BY ALL`;
  const lines = [
    'From another terminal:',
    ...[count, reasons].map((sql) => `  npx kafka-ingest sql ${where} "${sql}"`),
  ];
  // The address is the key to the data: only the person who started the server sees it, and no file
  // holds it.
  if (secretUrl !== undefined && io.terminal.err) lines.push(`  curl ${secretUrl} --data "${count}"`);
  return [...lines, ''];
}

/** The counters at the end of a run. */
export function summaryText(datasources: readonly DatasourceStats[], elapsedSeconds: number): string {
  const rows = datasources.map((one) => ({
    datasource: one.datasource,
    read: one.messagesRead,
    landed: one.rowsLanded,
    quarantined: one.rowsQuarantined,
    rowsPerSecond: (one.rowsLanded + one.rowsQuarantined) / elapsedSeconds,
    // Lag is unknown after leaving the group.
    lag: undefined,
  }));
  return `After ${elapsedSeconds.toFixed(1)} s:\n${counterTable(rows).join('\n')}\n`;
}
