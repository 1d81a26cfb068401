import { printType } from '@proj/clickhouse-types';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from '../contract.js';
import { quoteIdentifier } from './identifier.js';
import { defaultSortingKey } from './sorting-key.js';

/** How many inserts ClickHouse remembers to know a repeated one; plain MergeTree tables remember none by default. */
export const DEDUPLICATION_WINDOW = { name: 'non_replicated_deduplication_window', value: '10000' };

/**
 * The statement that makes a table, if it is not there. MergeTree tables get a deduplication window unless their
 * settings name one, and a sorting key where none is given: the first DateTime column, else the first number, else
 * the first String, else none.
 */
export function createTableStatement(table: TableDefinition): string {
  const parts = [...table.columns.map(columnClause), ...(table.indexes ?? []).map(indexClause)];
  return (
    `CREATE TABLE IF NOT EXISTS ${qualifiedName(table)}\n(\n` +
    `${parts.map((part) => `    ${part}`).join(',\n')}\n)\n${engineClauses(table).join('\n')}`
  );
}

export const qualifiedName = (table: { readonly database: string; readonly name: string }): string =>
  `${quoteIdentifier(table.database)}.${quoteIdentifier(table.name)}`;

/** A column as it stands in CREATE TABLE and in ADD COLUMN. */
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

/** Everything from ENGINE on, a line a clause. */
function engineClauses({ columns, engine }: TableDefinition): readonly string[] {
  const name = engine.name ?? 'MergeTree';
  const isMergeTree = name.endsWith('MergeTree');
  const sortingKey = engine.sortingKey ?? (isMergeTree ? defaultSortingKey(columns) : undefined);
  const settings = effectiveSettings(engine);
  const clauses: readonly (readonly [string, string | undefined])[] = [
    ['ENGINE =', `${name}${engine.arguments?.length ? `(${engine.arguments.join(', ')})` : ''}`],
    ['PARTITION BY', engine.partitionKey && inParentheses(engine.partitionKey)],
    ['PRIMARY KEY', engine.primaryKey && inParentheses(engine.primaryKey)],
    ['ORDER BY', sortingKey && inParentheses(sortingKey)],
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
  // Replicated tables have a window of their own, on by default.
  const wantsWindow = /^(?!Replicated|Shared).*MergeTree$/.test(engine.name ?? 'MergeTree');
  if (!wantsWindow || given.some((setting) => setting.name === DEDUPLICATION_WINDOW.name)) return given;
  return [...given, DEDUPLICATION_WINDOW];
}

/** A list of expressions needs parentheses, which users leave out; more around one that has them do no harm. */
function inParentheses(expression: string): string {
  const text = expression.trim();
  return /^\w+\(\s*\)$/.test(text) || isParenthesised(text) ? text : `(${text})`;
}

/** Whether the first parenthesis is closed by the last character. */
function isParenthesised(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    // Quoted parentheses are rare enough in keys: the answer "no" only adds a pair.
    if (character === "'" || character === '`' || character === '"') return false;
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return i === [...text].length - 1;
  }
  return false;
}
