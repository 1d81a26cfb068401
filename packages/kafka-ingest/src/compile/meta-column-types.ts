import { storedType, type ClickHouseType } from '@proj/clickhouse-types';
import type { MetaColumnName } from '@proj/datafile-parser';

const integer = /^U?Int(\d+)$/;
const isInteger = (type: ClickHouseType, bits: number): boolean => Number(integer.exec(type.kind)?.[1] ?? 0) >= bits;
const isText = (type: ClickHouseType): boolean => plain(type).kind === 'String';

/** The type without LowCardinality, aggregation and Nullable. */
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
 * The types that a data source may declare for a meta column: those that hold every value that
 * Kafka can have for it. ClickHouse would convert to any other without a word, and offsets that do
 * not fit an Int16 would wrap around.
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

/** What the type of a meta column must be, in words, when it is not this one. */
export const metaTypeDemand = (name: MetaColumnName, type: ClickHouseType): string | undefined =>
  demands[name].allows(type) ? undefined : demands[name].text;
