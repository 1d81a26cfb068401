import type { EngineReferences, TableDefinition } from '../contract.js';
import { columnClause, DEDUPLICATION_WINDOW, qualifiedName } from '../tables/create-table.js';
import { flatColumns } from '../tables/flat-columns.js';
import { quoteIdentifier } from '../tables/identifier.js';
import { withoutParentheses } from '../tables/top-level.js';
import { splitEngine, splitSettings } from './engine-clauses.js';
import type { LiveTable } from './live-tables.js';
import type { DeployStep, RefusedChange } from './deploy-plan.js';

/** What it takes to make an existing table what it should be, and what this version cannot do. */
export function compareTable(
  table: TableDefinition,
  live: LiveTable,
  wanted: LiveTable,
): { readonly steps: readonly DeployStep[]; readonly refused: readonly RefusedChange[] } {
  const name = `${table.database}.${table.name}`;
  const messages = [
    ...changedColumns(live, wanted),
    ...changedEngine(live, wanted, table.engine.references ?? {}),
    ...changedIndexes(live, wanted),
  ];
  return {
    steps: [...addedColumns(table, live), ...missingWindow(table, live, wanted)],
    refused: messages.map((message) => ({ table: name, message })),
  };
}

/** A new column goes where it stands in the definition; rows that are there get its default. */
function addedColumns(table: TableDefinition, live: LiveTable): readonly DeployStep[] {
  const existing = new Set(live.columns.map((column) => column.name));
  const columns = flatColumns(table.columns);
  return columns.flatMap((column, i) => {
    if (existing.has(column.name)) return [];
    const before = columns[i - 1];
    const place = before ? `AFTER ${quoteIdentifier(before.name)}` : 'FIRST';
    return [
      {
        kind: 'add-column',
        table: `${table.database}.${table.name}`,
        detail: columnClause(column).replaceAll('`', ''),
        sql: `ALTER TABLE ${qualifiedName(table)} ADD COLUMN IF NOT EXISTS ${columnClause(column)} ${place}`,
      } satisfies DeployStep,
    ];
  });
}

function* changedColumns(live: LiveTable, wanted: LiveTable): Iterable<string> {
  const byName = new Map(wanted.columns.map((column) => [column.name, column]));
  for (const column of live.columns) {
    const other = byName.get(column.name);
    if (!other) yield `has a column ${column.name} that is not in the datafile; dropping columns is not supported yet.`;
    else if (other.type !== column.type) {
      yield `column ${column.name} is ${column.type} and should be ${other.type}; changing types is not supported yet.`;
    } else if (other.default_expression !== column.default_expression) {
      const is = column.default_expression || 'none';
      const should = other.default_expression || 'none';
      yield `the DEFAULT of column ${column.name} is ${is} and should be ${should}; changing it is not supported yet.`;
    } else if (other.codec_expression !== column.codec_expression) {
      const is = column.codec_expression || 'none';
      const should = other.codec_expression || 'none';
      yield `the codec of column ${column.name} is ${is} and should be ${should}; changing it is not supported yet.`;
    }
  }
}

/** Indexes that somebody added by hand are left alone, as they cost the rows nothing. */
function* changedIndexes(live: LiveTable, wanted: LiveTable): Iterable<string> {
  for (const [name, should] of wanted.indexes) {
    const is = live.indexes.get(name);
    if (is === should) continue;
    if (is === undefined) yield `has no index ${name} (${should}); adding it is not supported yet.`;
    else yield `the index ${name} is ${is} and should be ${should}; changing it is not supported yet.`;
  }
}

const CLAUSES: readonly (readonly [string, string, keyof EngineReferences])[] = [
  ['ENGINE', 'engine', 'arguments'],
  ['PARTITION BY', 'partition key', 'partitionKey'],
  ['PRIMARY KEY', 'primary key', 'primaryKey'],
  ['ORDER BY', 'sorting key', 'sortingKey'],
  ['SAMPLE BY', 'sampling key', 'samplingKey'],
  ['TTL', 'TTL', 'ttl'],
];

function* changedEngine(live: LiveTable, wanted: LiveTable, references: EngineReferences): Iterable<string> {
  const is = splitEngine(live.engine);
  const should = splitEngine(wanted.engine);
  for (const [clause, words, part] of CLAUSES) {
    const [before, after] = [is.get(clause) ?? 'none', should.get(clause) ?? 'none'];
    if (plain(before) === plain(after)) continue;
    // A primary key that is not named is the sorting key.
    if (clause === 'PRIMARY KEY' && after === 'none' && plain(before) === plain(is.get('ORDER BY') ?? '')) continue;
    // Neither is shown: what the table has may well be what the secret held before.
    const reference = references[part] ?? (part === 'primaryKey' ? references.sortingKey : undefined);
    if (reference !== undefined) yield `the ${words} is not ${reference}; changing it is not supported yet.`;
    else yield `the ${words} is ${before} and should be ${after}; changing it is not supported yet.`;
  }
  const settings = splitSettings(is.get('SETTINGS') ?? '');
  for (const [name, value] of splitSettings(should.get('SETTINGS') ?? '')) {
    if (name === DEDUPLICATION_WINDOW.name || settings.get(name) === value) continue;
    if (references.settings !== undefined) {
      yield `the settings are not ${references.settings}; changing them is not supported yet.`;
      return;
    }
    yield `the setting ${name} is ${settings.get(name) ?? 'not set'} and should be ${value}; changing it is not supported yet.`;
  }
}

/** `MergeTree()` is `MergeTree`, `(id)` is `id`. */
const plain = (text: string): string => withoutParentheses(text).replace(/\(\)$/, '');

/** Tables that somebody else made remember no inserts; without that a retry doubles rows. It can be set while they are in use. */
function missingWindow(table: TableDefinition, live: LiveTable, wanted: LiveTable): readonly DeployStep[] {
  const { name } = DEDUPLICATION_WINDOW;
  const value = splitSettings(splitEngine(wanted.engine).get('SETTINGS') ?? '').get(name);
  const now = splitSettings(splitEngine(live.engine).get('SETTINGS') ?? '').get(name);
  if (value === undefined || now === value) return [];
  // Somebody may have set another one on purpose; ours is only the default.
  const given = table.engine.settings?.some((setting) => setting.name === name) === true;
  if (now !== undefined && !given) return [];
  return [
    {
      kind: 'modify-setting',
      table: `${table.database}.${table.name}`,
      detail: `${name} = ${given ? (table.engine.references?.settings ?? value) : value}`,
      sql: `ALTER TABLE ${qualifiedName(table)} MODIFY SETTING ${name} = ${value}`,
    },
  ];
}
