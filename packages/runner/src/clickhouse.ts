import path from 'node:path';
import { clickhouseDatabase, openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from './io.js';

/** The database that CLICKHOUSE_URL names; the tables of a project go there. */
export function databaseOf(io: Io): string {
  const url = urlOf(io);
  return url === undefined ? 'default' : clickhouseDatabase(url);
}

/** Opens the ClickHouse that the environment and the options name, the embedded one by default. */
export function openFor(
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
