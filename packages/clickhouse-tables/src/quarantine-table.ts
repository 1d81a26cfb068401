import type { ClickHouseType } from '@proj/clickhouse-types';
import type { TableDefinition } from './definition.js';
import { quarantineColumns } from './quarantine-columns.js';

/**
 * The table beside a landing table for messages that could not become a row of it: which columns
 * were wrong and why, what was found for each column as text, and the message itself in `__value`.
 *
 * Rows are kept for 30 days, as the original does. Days are partitions, so that they are dropped
 * whole.
 *
 * @param landing the landing table
 * @param metaColumns the columns that say where a message came from; see {@link quarantineColumns}
 */
export function quarantineTable(
  landing: TableDefinition,
  metaColumns: readonly { readonly name: string; readonly type: ClickHouseType }[],
): TableDefinition {
  return {
    database: landing.database,
    name: `${landing.name}_quarantine`,
    columns: quarantineColumns(landing.columns, metaColumns).map(({ holds: _, ...column }) => column),
    engine: {
      name: 'MergeTree',
      sortingKey: 'insertion_date',
      partitionKey: 'toYYYYMMDD(insertion_date)',
      ttl: 'insertion_date + toIntervalDay(30)',
      settings: [{ name: 'ttl_only_drop_parts', value: '1' }],
    },
  };
}
