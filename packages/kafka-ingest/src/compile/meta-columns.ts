import { parseType, storedType, type ClickHouseType } from '@proj/clickhouse-types';
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

const integer = /^U?Int(\d+)$/;
const isInteger = (type: ClickHouseType, bits: number): boolean => Number(integer.exec(type.kind)?.[1] ?? 0) >= bits;
const isText = (type: ClickHouseType): boolean => plain(type).kind === 'String';

/** Without what says how values are stored, or that they may be NULL. */
function plain(type: ClickHouseType): ClickHouseType {
  const stored = storedType(type);
  return stored.kind === 'Nullable' ? storedType(stored.inner) : stored;
}

interface Demand {
  /** In words, after "it must be". */
  readonly text: string;
  readonly allows: (type: ClickHouseType) => boolean;
}

const text: Demand = { text: 'String, or a LowCardinality or Nullable form of it', allows: isText };

/**
 * The types that a data source may declare for a meta column: those that take everything that Kafka has for it. With another one
 * ClickHouse would convert what it is sent: offsets that do not fit an Int16 would wrap around, without a word.
 */
const demands: Readonly<Record<MetaColumnName, Demand>> = {
  __value: text,
  __topic: text,
  __key: text,
  __partition: { text: 'Int16, UInt16 or a wider integer', allows: (type) => isInteger(plain(type), 16) },
  __offset: { text: 'Int64, UInt64 or a wider integer', allows: (type) => isInteger(plain(type), 64) },
  __timestamp: { text: 'DateTime or DateTime64', allows: (type) => /^DateTime(64)?$/.test(plain(type).kind) },
  __headers: {
    text: 'Map(String, String)',
    allows: (type) => type.kind === 'Map' && isText(type.key) && isText(type.value),
  },
};

/** What a meta column must be, in words, when this type cannot take it. */
export const metaTypeDemand = (name: MetaColumnName, type: ClickHouseType): string | undefined =>
  demands[name].allows(type) ? undefined : demands[name].text;
