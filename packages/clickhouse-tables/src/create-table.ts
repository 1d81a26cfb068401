import { printType } from '@proj/clickhouse-types';
import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from './definition.js';
import { checkDefinition } from './check-definition.js';
import { flatColumns } from './flat-columns.js';
import { defaultSortingKey } from './sorting-key.js';
import { asKey } from './top-level.js';

/**
 * How many inserts ClickHouse remembers, to recognise a repeated one. Plain MergeTree tables
 * remember none by default.
 */
export const DEDUPLICATION_WINDOW = { name: 'non_replicated_deduplication_window', value: '10000' };

/**
 * The statement that creates a table unless it exists. A MergeTree table gets a deduplication
 * window unless its settings name one, and a sorting key if it has none: the first DateTime column,
 * else the first number, else the first String, else none.
 *
 * Throws an {@link UnsafeSqlError} when SQL of the definition would not stay in its place.
 */
export function createTableStatement(table: TableDefinition): string {
  checkDefinition(table);
  const parts = [...flatColumns(table.columns).map(columnClause), ...(table.indexes ?? []).map(indexClause)];
  return (
    `CREATE TABLE IF NOT EXISTS ${qualifiedName(table)}\n(\n` +
    `${parts.map((part) => `    ${part}`).join(',\n')}\n)\n${engineClauses(table).join('\n')}`
  );
}

export const qualifiedName = (table: { readonly database: string; readonly name: string }): string =>
  `${quoteIdentifier(table.database)}.${quoteIdentifier(table.name)}`;

/** A column as in CREATE TABLE and ADD COLUMN. */
export function columnClause(column: ColumnDefinition): string {
  return [
    quoteIdentifier(column.name),
    printType(column.type),
    ...(column.defaultExpression === undefined ? [] : ['DEFAULT', column.defaultExpression]),
    ...(column.codec === undefined ? [] : [/^CODEC\b/i.test(column.codec) ? column.codec : `CODEC(${column.codec})`]),
  ].join(' ');
}

const indexClause = (index: IndexDefinition): string =>
  `INDEX ${quoteIdentifier(index.name)} ${index.expression} TYPE ${index.type}` +
  (index.granularity === undefined ? '' : ` GRANULARITY ${index.granularity}`);

/** Everything from ENGINE on, one clause a line. */
function engineClauses({ columns, engine }: TableDefinition): readonly string[] {
  const name = engine.name ?? 'MergeTree';
  const isMergeTree = name.endsWith('MergeTree');
  const sortingKey = engine.sortingKey ?? (isMergeTree ? defaultSortingKey(columns) : undefined);
  const settings = effectiveSettings(engine);
  const clauses: readonly (readonly [string, string | undefined])[] = [
    ['ENGINE =', `${name}${engine.arguments?.length ? `(${engine.arguments.join(', ')})` : ''}`],
    ['PARTITION BY', engine.partitionKey && asKey(engine.partitionKey)],
    ['PRIMARY KEY', engine.primaryKey && asKey(engine.primaryKey)],
    ['ORDER BY', sortingKey && asKey(sortingKey)],
    ['SAMPLE BY', engine.samplingKey],
    ['TTL', engine.ttl],
    ['SETTINGS', settings.map((setting) => `${setting.name} = ${setting.value}`).join(', ')],
  ];
  return clauses.flatMap(([word, value]) => (value === undefined || value === '' ? [] : [`${word} ${value}`]));
}

function effectiveSettings(
  engine: TableDefinition['engine'],
): readonly { readonly name: string; readonly value: string }[] {
  const given = engine.settings ?? [];
  // Replicated tables have their own window, which is on by default.
  const wantsWindow = /^(?!Replicated|Shared).*MergeTree$/.test(engine.name ?? 'MergeTree');
  if (!wantsWindow || given.some((setting) => setting.name === DEDUPLICATION_WINDOW.name)) return given;
  return [...given, DEDUPLICATION_WINDOW];
}
