import { parseType, type ClickHouseType } from '@proj/clickhouse-types';

/** What Kafka knows about a message besides its content, as columns. */
export type MetaColumnName = '__value' | '__topic' | '__partition' | '__offset' | '__timestamp' | '__key' | '__headers';

/** A meta column as it travels in the blocks of a landing or quarantine table. */
export interface MetaColumn {
  readonly name: MetaColumnName;
  readonly type: ClickHouseType;
}

/**
 * All of them, in the order in which they follow the schema's own columns. `__offset` is Int64: the page that
 * this follows prints Int16, its own sample output and every real file say Int64.
 */
export const metaColumns: readonly MetaColumn[] = [
  meta('__value', 'String'),
  meta('__topic', 'LowCardinality(String)'),
  meta('__partition', 'Int16'),
  meta('__offset', 'Int64'),
  meta('__timestamp', 'DateTime'),
  meta('__key', 'String'),
  meta('__headers', 'Map(String, String)'),
];

export const isMetaColumn = (name: string): name is MetaColumnName => metaColumns.some((one) => one.name === name);

function meta(name: MetaColumnName, text: string): MetaColumn {
  const { type } = parseType(text);
  if (!type) throw new Error(`the type of ${name} does not parse: ${text}`);
  return { name, type };
}
