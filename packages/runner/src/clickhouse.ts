import path from 'node:path';
import { openClickHouse, type ClickHouseTarget, type OpenClickHouse } from '@proj/kafka-ingest';
import type { Io } from './io.js';

/** The database that CLICKHOUSE_URL names; the tables of a project go there. */
export function databaseOf(io: Io): string {
  const url = io.env['CLICKHOUSE_URL'];
  if (url === undefined || !URL.canParse(url)) return 'default';
  return decodeURIComponent(new URL(url).pathname.replace(/^\//, '')) || 'default';
}

/** Opens the ClickHouse that the environment and the options name, the embedded one by default. */
export function openFor(
  options: { readonly folder: string; readonly dataFolder: string | undefined },
  io: Io,
  more: Pick<ClickHouseTarget, 'joinRunning' | 'onProblem'>,
): Promise<OpenClickHouse> {
  const url = io.env['CLICKHOUSE_URL'];
  const binary = io.env['CLICKHOUSE_BIN'];
  const dataFolder =
    options.dataFolder === undefined
      ? path.resolve(io.cwd, options.folder, '.kafka-ingest')
      : path.resolve(io.cwd, options.dataFolder);
  return openClickHouse({
    dataFolder,
    ...more,
    ...(url === undefined || url === '' ? {} : { url }),
    ...(binary === undefined || binary === '' ? {} : { binary }),
  });
}
