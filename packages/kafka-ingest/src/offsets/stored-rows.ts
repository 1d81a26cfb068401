import { quoteIdentifier, quoteString } from '@proj/clickhouse-types/sql';
import type { Pipeline } from '../pipeline.js';

/** Sends a query and resolves with the whole answer. The client of `@proj/clickhouse-sink` does. */
export interface RowReader {
  query(sql: string, options?: { readonly format?: string }): Promise<string>;
}

/** A row that a message has become. */
export interface StoredRow {
  readonly table: 'landing' | 'quarantine';
  /** By column, as ClickHouse puts them into JSON; large integers and decimals are texts. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The timestamp of its message, in ms since 1970. Undefined when the table does not keep it. */
  readonly timestampMs: number | undefined;
}

/** Enough to see that there is more than one. */
const MOST = 10;
const UNKNOWN_TABLE = 60;
const UNKNOWN_DATABASE = 81;

/**
 * The rows of both tables that stem from this place of the topic. A message that was read twice has
 * several; so has a place that messages of two topics of the same name have had.
 *
 * @returns no rows of a table that does not exist, or that does not keep partitions and offsets
 */
export async function storedRows(
  { topic, landing, quarantine }: Pick<Pipeline, 'topic' | 'landing' | 'quarantine'>,
  { partition, offset }: { readonly partition: number; readonly offset: number },
  reader: RowReader,
): Promise<readonly StoredRow[]> {
  const kept = new Set(landing.metaColumns.map((one) => one.name));
  const hasTimestamp = kept.has('__timestamp');
  const conditions = [
    ...(kept.has('__topic') ? [`__topic = ${quoteString(topic)}`] : []),
    `__partition = ${partition}`,
    `__offset = ${offset}`,
  ];
  if (!kept.has('__partition') || !kept.has('__offset')) return [];
  const found: StoredRow[] = [];
  for (const [kind, { database, table }] of [
    ['landing', landing],
    ['quarantine', quarantine],
  ] as const) {
    const time = hasTimestamp ? `toUnixTimestamp64Milli(toDateTime64(__timestamp, 3))` : 'NULL';
    const sql = `SELECT ${time} AS ${TIME}, * FROM ${quoteIdentifier(database)}.${quoteIdentifier(table)} WHERE ${conditions.join(' AND ')} LIMIT ${MOST} SETTINGS output_format_json_quote_64bit_integers = 1, output_format_json_quote_decimals = 1, output_format_json_quote_denormals = 1`;
    for (const line of (await answerOf(reader, sql)).split('\n')) {
      if (line === '') continue;
      const { [TIME]: timestamp, ...values } = JSON.parse(line) as Record<string, unknown>;
      const timestampMs = timestamp === null ? undefined : Number(timestamp);
      found.push({ table: kind, values, timestampMs });
    }
  }
  return found;
}

/** No column of a datafile can have this name. */
const TIME = 'message timestamp';

async function answerOf(reader: RowReader, sql: string): Promise<string> {
  try {
    return await reader.query(sql.replace(`AS ${TIME}`, `AS ${quoteIdentifier(TIME)}`), { format: 'JSONEachRow' });
  } catch (error) {
    const code = error instanceof Error && 'clickhouseCode' in error ? error.clickhouseCode : undefined;
    // Nothing was ever stored.
    if (code === UNKNOWN_TABLE || code === UNKNOWN_DATABASE) return '';
    throw error;
  }
}
