import { openFor } from '../project/clickhouse.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import type { SqlOptions } from '../options.js';

/** Sends a query as it is and prints what ClickHouse answers, byte by byte. */
export async function sql(options: SqlOptions, io: Io): Promise<ExitCode> {
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
