import path from 'node:path';
import { clickhouseDatabase } from '@proj/clickhouse-sink';
import { openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from '../terminal/io.js';
import { projectFolder } from './named-project.js';
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
  if (url !== undefined) return openClickHouse({ url, dataFolder: path.resolve(io.cwd, options.folder), ...more });
  const dataFolder =
    options.dataFolder === undefined
      ? // A mistyped folder must not come into being with an empty server in it.
        await stateFolder(await projectFolder(options.folder, io))
      : path.resolve(io.cwd, options.dataFolder);
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
