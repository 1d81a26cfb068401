import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnDefinition, TableDefinition } from '../contract.js';

const string: ClickHouseType = { kind: 'String' };
const nullableString: ClickHouseType = { kind: 'Nullable', inner: string };
const strings: ClickHouseType = { kind: 'Array', element: string };

/**
 * The table beside a landing table that takes what could not become a row of it: which columns were wrong and why, what
 * was found for each column as text, and the message itself in `__value`.
 *
 * Rows are kept for a month, as the original does; both tables' partitions are dropped whole.
 *
 * @param landing the landing table
 * @param metaColumns columns that say where a message came from; they keep their types. `__value` is added when it
 *   is not among them. A column of the landing table with the same name is left out.
 */
export function quarantineTable(
  landing: TableDefinition,
  metaColumns: readonly { readonly name: string; readonly type: ClickHouseType }[],
): TableDefinition {
  const meta: readonly ColumnDefinition[] = metaColumns.some((one) => one.name === '__value')
    ? metaColumns
    : [{ name: '__value', type: string }, ...metaColumns];
  const taken = new Set(meta.map((one) => one.name));
  return {
    database: landing.database,
    name: `${landing.name}_quarantine`,
    columns: [
      { name: 'c__error_column', type: strings },
      { name: 'c__error', type: strings },
      { name: 'c__import_id', type: nullableString },
      ...landing.columns.filter((one) => !taken.has(one.name)).map(({ name }) => ({ name, type: nullableString })),
      ...meta.map(({ name, type }) => ({ name, type })),
      { name: 'insertion_date', type: { kind: 'DateTime' }, defaultExpression: 'now()' },
    ],
    engine: {
      name: 'MergeTree',
      sortingKey: 'insertion_date',
      partitionKey: 'toYYYYMMDD(insertion_date)',
      ttl: 'insertion_date + toIntervalDay(30)',
      settings: [{ name: 'ttl_only_drop_parts', value: '1' }],
    },
  };
}
