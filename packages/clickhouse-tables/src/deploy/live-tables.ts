import { quoteString } from '@proj/clickhouse-types/sql';
import { columnClause, createTableStatement } from '../create-table.js';
import type { TableDefinition } from '../definition.js';
import { flatColumns } from '../flat-columns.js';
import type { TableServer } from '../table-server.js';
import { indexesOf } from './indexes-of.js';

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
 * ClickHouse calls types such as LowCardinality(UInt8) suspicious, but here they are asked for on
 * purpose.
 */
export const typeSettings = {
  allow_suspicious_low_cardinality_types: 1,
  allow_suspicious_fixed_string_types: 1,
  allow_suspicious_variant_types: 1,
} as const;

/** Reads rows. No database has to exist for it. */
async function rows<Row>(
  server: TableServer,
  sql: string,
  secretReferences: readonly string[] = [],
): Promise<readonly Row[]> {
  // DESCRIBE would print types on several lines.
  const settings = { ...typeSettings, print_pretty_type_names: 0 };
  const text = await server.query(sql, { format: 'JSONEachRow', database: '', settings, secretReferences });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}

export async function liveDatabases(server: TableServer): Promise<ReadonlySet<string>> {
  const found = await rows<{ readonly name: string }>(server, 'SELECT name FROM system.databases');
  return new Set(found.map((one) => one.name));
}

/** The tables that exist, by `database.name`. Takes two queries, however many tables there are. */
export async function liveTables(
  server: TableServer,
  tables: readonly TableDefinition[],
): Promise<ReadonlyMap<string, LiveTable>> {
  if (tables.length === 0) return new Map();
  const wanted = tables.map((one) => `(${quoteString(one.database)}, ${quoteString(one.name)})`).join(', ');
  const [engines, columns] = await Promise.all([
    rows<Record<'database' | 'name' | 'engine' | 'engine_full' | 'create_table_query', string>>(
      server,
      `SELECT database, name, engine, engine_full, create_table_query FROM system.tables WHERE (database, name) IN (${wanted})`,
    ),
    rows<LiveColumn & { readonly database: string; readonly table: string }>(
      server,
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
 * A table as it would be. ClickHouse itself prints the types, defaults and engine of the
 * definition, so that two spellings of the same thing compare equal. Creates nothing.
 *
 * @param server does the printing
 * @param table the definition
 * @param references the secrets in it, as they stand in the file
 */
export async function asClickHousePrints(
  server: TableServer,
  table: TableDefinition,
  references: readonly string[],
): Promise<LiveTable> {
  const structure = flatColumns(table.columns).map(columnClause).join(', ');
  const [columns, [formatted]] = await Promise.all([
    rows<LiveColumn>(server, `DESCRIBE TABLE null(${quoteString(structure)})`, references),
    rows<{ readonly sql: string }>(
      server,
      `SELECT formatQuerySingleLine(${quoteString(createTableStatement(table))}) AS sql`,
      references,
    ),
  ]);
  const engine = /\) ENGINE = (.*)$/s.exec(formatted?.sql ?? '')?.[1] ?? '';
  return { engine, columns, indexes: indexesOf(formatted?.sql ?? '') };
}
