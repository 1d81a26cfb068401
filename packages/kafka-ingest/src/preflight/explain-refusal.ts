import type { TableServer } from '@proj/clickhouse-tables';
import { quoteString } from '@proj/clickhouse-types/sql';
import { sentQuarantineColumns } from '../encode/quarantine-rows.js';
import type { Pipeline } from '../pipeline.js';
import { sentLandingColumns } from './sent-columns.js';
import { driftText, tableDrift, type LiveColumn, type TableDrift } from './table-drift.js';

/** The part of a pipeline that says what is sent to which table. */
export type SentTables = Pick<Pipeline, 'landing' | 'quarantine' | 'mapping' | 'storeRawValue'>;

/**
 * Says how a table differs from what is sent to it: a column is gone, or has another type, or the
 * table is missing. Ask before a refused block is taken for one with a bad row: where the table has
 * changed, every row is bad. Never rejects.
 *
 * @returns a sentence, or undefined when there is no difference or ClickHouse cannot be asked
 */
export async function explainRefusal(
  server: Pick<TableServer, 'query'>,
  pipeline: SentTables,
  kind: 'landing' | 'quarantine',
): Promise<string | undefined> {
  const { database, table } = pipeline[kind];
  const drifts = await readDrift(server, pipeline, kind).catch(() => []);
  return drifts.length === 0 ? undefined : driftText(`${database}.${table}`, drifts);
}

/**
 * How a table differs from what is sent to it, as data. ClickHouse converts what is sent, and
 * stores 300 as 44 in an Int8 without a word, so a change of a type is best noticed by looking from
 * time to time.
 *
 * @throws the error of `server.query`
 */
export async function readDrift(
  server: Pick<TableServer, 'query'>,
  pipeline: SentTables,
  kind: 'landing' | 'quarantine',
): Promise<readonly TableDrift[]> {
  const { database, table } = pipeline[kind];
  const where = `database = ${quoteString(database)} AND table = ${quoteString(table)}`;
  const text = await server.query(`SELECT name, type, default_kind FROM system.columns WHERE ${where}`, {
    format: 'JSONEachRow',
    database: '',
  });
  const live = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LiveColumn]));
  return tableDrift(live, kind === 'landing' ? sentLandingColumns(pipeline) : sentQuarantineColumns(pipeline));
}
