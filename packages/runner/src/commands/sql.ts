import { required } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment } from '../arguments/environment.js';
import { text } from '../arguments/flag.js';
import { dataFolder, project } from '../arguments/project-flags.js';
import { openFor } from '../project/clickhouse.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { hideKnownSecrets } from '../project/known-secrets.js';

export interface SqlOptions {
  readonly query: string;
  readonly folder: string;
  readonly dataFolder: string | undefined;
  /** An output format of ClickHouse. */
  readonly format: string | undefined;
}

export const command = defineCommand({
  name: 'sql',
  section: 'Tables and rows',
  summary: 'Query ClickHouse, including the embedded server while it runs.',
  needs: 'ClickHouse',
  argument: required('QUERY', {
    missing: 'sql needs a query, for example: kafka-ingest sql "SELECT 1".',
    tooMany: 'Put the query in quotes.',
  }),
  flags: {
    project,
    dataFolder,
    format: text(
      'FORMAT',
      'Any output format of ClickHouse. Default: PrettyCompact on a terminal, TabSeparatedWithNames elsewhere.',
    ),
  },
  environment: clickhouseEnvironment,
  examples: [
    { line: 'kafka-ingest sql "SELECT count() FROM orders" --project shop', does: 'Count the rows that have arrived.' },
    { line: 'kafka-ingest sql "SELECT * FROM orders" --format CSVWithNames > orders.csv', does: 'Export a table.' },
  ],
  options: ({ argument: query, flags: { project: folder = '.', ...flags } }): SqlOptions => ({
    query,
    folder,
    dataFolder: flags.dataFolder,
    format: flags.format,
  }),
  run: sql,
});

/** Sends a query unchanged and prints the answer of ClickHouse byte for byte. */
async function sql(options: SqlOptions, io: Io): Promise<ExitCode> {
  hideKnownSecrets(io, { connections: [] });
  const opened = await openFor(options, io, { joinRunning: true });
  try {
    const format = options.format ?? (io.terminal.out ? 'PrettyCompact' : 'TabSeparatedWithNames');
    await io.pipe(await opened.clickhouse.queryStream(options.query, { format }));
    return ExitCode.Done;
  } finally {
    await opened.close();
  }
}
