import { parseType } from '@proj/clickhouse-types';
import type { MetaColumn, MetaColumnName } from '../pipeline.js';

/**
 * All meta columns, in the order in which they follow the schema's own columns. `__offset` is Int64: the page
 * that this follows prints Int16, its own sample output and every real file say Int64.
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
