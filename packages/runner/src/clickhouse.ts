import { existsSync } from 'node:fs';
import path from 'node:path';
import { IngestError } from '@proj/diagnostics';
import { clickhouseDatabase, openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from './io.js';

/** The database that CLICKHOUSE_URL names; the tables of a project go there. */
export function databaseOf(io: Io): string {
  const url = urlOf(io);
  return url === undefined ? 'default' : clickhouseDatabase(url);
}

/** Opens the ClickHouse that the environment and the options name, the embedded one by default. */
export async function openFor(
  options: { readonly folder: string; readonly dataFolder: string | undefined },
  io: Io,
  more: Pick<ClickHouseTarget, 'joinRunning' | 'onProblem'>,
): Promise<OpenClickHouse> {
  const url = urlOf(io);
  const binary = io.env['CLICKHOUSE_BIN'];
  const dataFolder =
    options.dataFolder === undefined
      ? path.resolve(io.cwd, options.folder, '.kafka-ingest')
      : path.resolve(io.cwd, options.dataFolder);
  // A mistyped folder must not come into being with an empty server in it.
  const parent = path.resolve(io.cwd, options.folder);
  if (url === undefined && options.dataFolder === undefined && !existsSync(parent)) {
    throw new IngestError('runner/folder-not-found', `There is no folder ${parent}.`, {
      retryable: false,
      hint: 'Name the folder of the project with --project.',
    });
  }
  return openClickHouse({
    dataFolder,
    ...more,
    ...(url === undefined ? {} : { url }),
    ...(binary === undefined || binary === '' ? {} : { binary }),
  });
}

/** Set to nothing is not set: so do compose files and CI systems pass on what is missing. */
function urlOf(io: Io): string | undefined {
  const url = io.env['CLICKHOUSE_URL'];
  return url === '' ? undefined : url;
}
