import { isNullable, storedType, type ClickHouseType } from '@proj/clickhouse-types';
import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import type { ColumnDefinition } from './definition.js';

const classes: readonly ((type: ClickHouseType) => boolean)[] = [
  ({ kind }) => kind === 'DateTime' || kind === 'DateTime64' || kind === 'Date' || kind === 'Date32',
  ({ kind }) => /^U?Int|^Float|^Decimal$/.test(kind),
  ({ kind }) => kind === 'String' || kind === 'FixedString',
];

/**
 * The sorting key of a table without one: its first DateTime column, else its first number, else
 * its first String.
 */
export function defaultSortingKey(columns: readonly ColumnDefinition[]): string {
  // NULL cannot be ordered, and ClickHouse refuses Nullable keys.
  const candidates = columns.filter((column) => !isNullable(column.type));
  for (const isOfClass of classes) {
    const found = candidates.find((column) => isOfClass(storedType(column.type)));
    if (found) return quoteIdentifier(found.name);
  }
  return 'tuple()';
}
