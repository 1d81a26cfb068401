import { existsSync } from 'node:fs';
import path from 'node:path';
import { IngestError } from '@proj/diagnostics';
import { clickhouseDatabase, openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from './io.js';
import { stateFolder } from './state-folder.js';

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
  const project = path.resolve(io.cwd, options.folder);
  // A mistyped folder must not come into being with an empty server in it.
  if (url === undefined && options.dataFolder === undefined && !existsSync(project)) {
    throw new IngestError('runner/folder-not-found', `There is no folder ${project}.`, {
      retryable: false,
      hint: 'Name the folder of the project with --project.',
    });
  }
  if (url !== undefined) return openClickHouse({ url, dataFolder: project, ...more });
  const dataFolder =
    options.dataFolder === undefined ? await stateFolder(project) : path.resolve(io.cwd, options.dataFolder);
  return openClickHouse({
    dataFolder,
    ...more,
    ...(binary === undefined || binary === '' ? {} : { binary }),
  });
}

/** Set to nothing is not set: so do compose files and CI systems pass on what is missing. */
function urlOf(io: Io): string | undefined {
  const url = io.env['CLICKHOUSE_URL'];
  return url === '' ? undefined : url;
}
