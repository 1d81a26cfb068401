import type { ClickHouseType } from '@proj/clickhouse-types';

/** The columns that hold the message itself and where it came from. */
export type MetaColumnName = '__value' | '__topic' | '__partition' | '__offset' | '__timestamp' | '__key' | '__headers';

const string: ClickHouseType = { kind: 'String' };

/**
 * Every meta column with the type that it has unless the datafile declares another, in the order in
 * which they follow the schema's own columns. A data source that reads from Kafka has them all,
 * except `__headers`, which is optional.
 *
 * `__offset` is Int64: the original's documentation prints Int16, but its sample output and every
 * real file say Int64.
 */
export const metaColumns: readonly { readonly name: MetaColumnName; readonly type: ClickHouseType }[] = [
  { name: '__value', type: string },
  { name: '__topic', type: { kind: 'LowCardinality', inner: string } },
  { name: '__partition', type: { kind: 'Int16' } },
  { name: '__offset', type: { kind: 'Int64' } },
  { name: '__timestamp', type: { kind: 'DateTime' } },
  { name: '__key', type: string },
  { name: '__headers', type: { kind: 'Map', key: string, value: string } },
];

const names: ReadonlySet<string> = new Set(metaColumns.map(({ name }) => name));

/** Whether a column of this name is filled from what Kafka says about the message. */
export const isMetaColumn = (name: string): name is MetaColumnName => names.has(name);
