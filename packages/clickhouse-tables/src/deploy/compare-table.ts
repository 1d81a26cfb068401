import type { TableDefinition } from '../definition.js';
import { flatColumns } from '../flat-columns.js';
import { compareEngine } from './compare-engine.js';
import type { TableDifference } from './difference.js';
import type { LiveTable } from './live-tables.js';

/**
 * Lists how a table differs from its definition. Decides nothing.
 *
 * @param table the definition
 * @param live the table as it is
 * @param wanted the table as ClickHouse would print it if it were as defined
 */
export function compareTable(table: TableDefinition, live: LiveTable, wanted: LiveTable): readonly TableDifference[] {
  return [
    ...missingColumns(table, live),
    ...changedColumns(live, wanted),
    ...compareEngine(table.engine, live.engine, wanted.engine),
    ...changedIndexes(live, wanted),
  ];
}

/** A new column goes where it stands in the definition. */
function* missingColumns(table: TableDefinition, live: LiveTable): Iterable<TableDifference> {
  const existing = new Set(live.columns.map((column) => column.name));
  const columns = flatColumns(table.columns);
  for (const [i, column] of columns.entries()) {
    if (!existing.has(column.name)) yield { kind: 'missing-column', column, after: columns[i - 1]?.name };
  }
}

/** At most one difference for each column: the first is enough to refuse. */
function* changedColumns(live: LiveTable, wanted: LiveTable): Iterable<TableDifference> {
  const byName = new Map(wanted.columns.map((column) => [column.name, column]));
  for (const is of live.columns) {
    const column = is.name;
    const should = byName.get(column);
    if (!should) yield { kind: 'extra-column', column };
    else if (should.type !== is.type) yield { kind: 'column-type', column, is: is.type, should: should.type };
    else if (should.default_expression !== is.default_expression)
      yield { kind: 'column-default', column, ...texts(is.default_expression, should.default_expression) };
    else if (should.codec_expression !== is.codec_expression)
      yield { kind: 'column-codec', column, ...texts(is.codec_expression, should.codec_expression) };
  }
}

/** ClickHouse describes what a column does not have as an empty text. */
const texts = (is: string, should: string) => ({ is: is || undefined, should: should || undefined });

/** Indexes that were added by hand are left alone, as they cost the rows nothing. */
function* changedIndexes(live: LiveTable, wanted: LiveTable): Iterable<TableDifference> {
  for (const [index, should] of wanted.indexes) {
    const is = live.indexes.get(index);
    if (is === undefined) yield { kind: 'missing-index', index, should };
    else if (is !== should) yield { kind: 'index', index, is, should };
  }
}
