import path from 'node:path';
import { clickhouseDatabase } from '@proj/clickhouse-sink';
import { openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from '../io.js';
import { projectFolder } from './named-project.js';
import { stateFolder } from './state-folder.js';

/** The database in CLICKHOUSE_URL, where the tables of a project go. */
export function databaseOf(io: Io): string {
  const url = urlOf(io);
  return url === undefined ? 'default' : clickhouseDatabase(url);
}

/**
 * Opens the ClickHouse that the environment and the options name; by default, the embedded server.
 */
export async function openFor(
  options: { readonly folder: string; readonly dataFolder: string | undefined },
  io: Io,
  more: Pick<ClickHouseTarget, 'joinRunning' | 'onProblem'>,
): Promise<OpenClickHouse> {
  const url = urlOf(io);
  const binary = io.env['CLICKHOUSE_BIN'];
  if (url !== undefined) return openClickHouse({ url, dataFolder: path.resolve(io.cwd, options.folder), ...more });
  const dataFolder =
    options.dataFolder === undefined
      ? // A mistyped folder must not be created with an empty server in it.
        await stateFolder(await projectFolder(options.folder, io))
      : path.resolve(io.cwd, options.dataFolder);
  return openClickHouse({
    dataFolder,
    ...more,
    ...(binary === undefined || binary === '' ? {} : { binary }),
  });
}

/**
 * An empty value counts as unset: compose files and CI systems pass missing variables on that way.
 */
function urlOf(io: Io): string | undefined {
  const url = io.env['CLICKHOUSE_URL'];
  return url === '' ? undefined : url;
}
