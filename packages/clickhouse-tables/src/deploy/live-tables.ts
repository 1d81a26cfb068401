import type { ClickHouse } from '../client/clickhouse.js';
import type { TableDefinition } from '../contract.js';
import { columnClause, createTableStatement } from '../tables/create-table.js';
import { flatColumns } from '../tables/flat-columns.js';
import { indexesOf } from './indexes-of.js';
import { quoteString } from './quote-string.js';

/** A column as ClickHouse describes it. */
interface LiveColumn {
  readonly name: string;
  readonly type: string;
  readonly default_expression: string;
  /** `ZSTD(3)`; empty for the default. */
  readonly codec_expression: string;
}

/** A table as it is. */
export interface LiveTable {
  /** The engine and everything after it, as ClickHouse prints it. */
  readonly engine: string;
  readonly columns: readonly LiveColumn[];
  /** Data-skipping indexes by name: `INDEX a lower(b) TYPE minmax GRANULARITY 1`. */
  readonly indexes: ReadonlyMap<string, string>;
}

/**
 * What a datafile names on purpose is not suspicious: `check` accepts LowCardinality(UInt8) and its like, so a deploy
 * must not refuse them.
 */
export const typeSettings = {
  allow_suspicious_low_cardinality_types: 1,
  allow_suspicious_fixed_string_types: 1,
  allow_suspicious_variant_types: 1,
} as const;

/** Reads rows; needs no database to be there. */
async function rows<Row>(clickhouse: ClickHouse, sql: string): Promise<readonly Row[]> {
  // DESCRIBE would print types on several lines.
  const settings = { ...typeSettings, print_pretty_type_names: 0 };
  const text = await clickhouse.query(sql, { format: 'JSONEachRow', database: '', settings });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}

export async function liveDatabases(clickhouse: ClickHouse): Promise<ReadonlySet<string>> {
  const found = await rows<{ readonly name: string }>(clickhouse, 'SELECT name FROM system.databases');
  return new Set(found.map((one) => one.name));
}

/** Those of the tables that exist, by `database.name`. Two queries, whatever their number. */
export async function liveTables(
  clickhouse: ClickHouse,
  tables: readonly TableDefinition[],
): Promise<ReadonlyMap<string, LiveTable>> {
  if (tables.length === 0) return new Map();
  const wanted = tables.map((one) => `(${quoteString(one.database)}, ${quoteString(one.name)})`).join(', ');
  const [engines, columns] = await Promise.all([
    rows<Record<'database' | 'name' | 'engine' | 'engine_full' | 'create_table_query', string>>(
      clickhouse,
      `SELECT database, name, engine, engine_full, create_table_query FROM system.tables WHERE (database, name) IN (${wanted})`,
    ),
    rows<LiveColumn & { readonly database: string; readonly table: string }>(
      clickhouse,
      `SELECT database, table, name, type, default_expression,
         replaceRegexpOne(compression_codec, '^CODEC\\((.*)\\)$', '\\\\1') AS codec_expression FROM system.columns
       WHERE (database, table) IN (${wanted}) ORDER BY database, table, position`,
    ),
  ]);
  return new Map(
    engines.map((one) => {
      const own = columns.filter((column) => column.database === one.database && column.table === one.name);
      // Views have an empty engine_full.
      const engine = one.engine_full || one.engine;
      return [`${one.database}.${one.name}`, { engine, columns: own, indexes: indexesOf(one.create_table_query) }];
    }),
  );
}

/**
 * A table as it would be: ClickHouse itself prints our types, defaults and engine in its own words, so that what is
 * equal to it looks equal. Makes nothing.
 */
export async function asClickHousePrints(clickhouse: ClickHouse, table: TableDefinition): Promise<LiveTable> {
  const structure = flatColumns(table.columns).map(columnClause).join(', ');
  const [columns, [formatted]] = await Promise.all([
    rows<LiveColumn>(clickhouse, `DESCRIBE TABLE null(${quoteString(structure)})`),
    rows<{ readonly sql: string }>(
      clickhouse,
      `SELECT formatQuerySingleLine(${quoteString(createTableStatement(table))}) AS sql`,
    ),
  ]);
  const engine = /\) ENGINE = (.*)$/s.exec(formatted?.sql ?? '')?.[1] ?? '';
  return { engine, columns, indexes: indexesOf(formatted?.sql ?? '') };
}
