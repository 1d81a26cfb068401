import { quoteIdentifier, quoteString } from '@proj/clickhouse-types/sql';
import type { StoredPartition, StoredRange } from '../contract.js';
import type { ClickHouse } from './clickhouse.js';
import { QueryError } from './errors.js';

type Query = ClickHouse['query'];
type Table = StoredRange['tables'][number];

/** See {@link ClickHouse.storedOffsets}. */
export async function storedOffsets(query: Query, range: StoredRange): Promise<ReadonlySet<number>> {
  const { tables, topic, partition, first, last } = range;
  await fetchReplicated(query, tables);
  const stored = tables.map(
    (table) =>
      `SELECT toInt64(__offset) AS __stored FROM ${qualified(table)} WHERE __topic = ${quoteString(topic)} ` +
      `AND __partition = ${partition} AND __offset BETWEEN ${first} AND ${last}`,
  );
  // Runs of neighbours as their ends: a batch has up to a million offsets, and mostly all or none
  // of them are there.
  const answer = await query(
    `SELECT min(__stored), max(__stored) FROM (SELECT __stored, __stored - row_number() OVER (ORDER BY __stored) AS run ` +
      `FROM (SELECT DISTINCT __stored FROM (${stored.join(' UNION ALL ')}))) GROUP BY run`,
    { format: 'TSV', settings: READ_ALL },
  );
  const offsets = new Set<number>();
  for (const line of answer.split('\n')) {
    if (line === '') continue;
    const [from = NaN, to = NaN] = line.split('\t').map(Number);
    for (let offset = from; offset <= to; offset++) offsets.add(offset);
  }
  return offsets;
}

/** See {@link ClickHouse.storedEnd}. */
export async function storedEnd(query: Query, { tables, topic, partition }: StoredPartition): Promise<number> {
  await fetchReplicated(query, tables);
  const ends = tables.map(
    (table) =>
      `SELECT max(toInt64(__offset)) + 1 AS __end FROM ${qualified(table)} WHERE __topic = ${quoteString(topic)} ` +
      `AND __partition = ${partition} HAVING count() > 0`,
  );
  const answer = await query(`SELECT max(__end) FROM (${ends.join(' UNION ALL ')})`, {
    format: 'TSV',
    settings: READ_ALL,
  });
  return Number(answer.trim());
}

const READ_ALL = {
  select_sequential_consistency: 1,
  // A limit that cuts the answer, as a user's profile may set it, would make stored rows missing.
  result_overflow_mode: 'throw',
  read_overflow_mode: 'throw',
  timeout_overflow_mode: 'throw',
  distinct_overflow_mode: 'throw',
  group_by_overflow_mode: 'throw',
  limit: 0,
  offset: 0,
} as const;

/**
 * Another replica may have acknowledged an insert that this one has not fetched yet. Without the
 * right to wait for that, what is here has to do.
 */
async function fetchReplicated(query: Query, tables: readonly Table[]): Promise<void> {
  const wanted = tables.map(({ database, table }) => `(${quoteString(database)}, ${quoteString(table)})`);
  const answer = await query(
    `SELECT database, name FROM system.tables WHERE (database, name) IN (${wanted.join(', ')}) AND engine LIKE 'Replicated%'`,
    { format: 'JSONEachRow' },
  );
  for (const line of answer.split('\n').filter((one) => one !== '')) {
    const { database, name } = JSON.parse(line) as { readonly database: string; readonly name: string };
    const sync = query(`SYSTEM SYNC REPLICA ${qualified({ database, table: name })} LIGHTWEIGHT`);
    await sync.catch((error: unknown) => {
      if (!(error instanceof QueryError) || error.retryable) throw error;
    });
  }
}

const qualified = ({ database, table }: Table): string => `${quoteIdentifier(database)}.${quoteIdentifier(table)}`;
