/** Names that must be written exactly so. */
const EXACT = [
  'Int8', 'Int16', 'Int32', 'Int64', 'Int128', 'Int256', 'UInt8', 'UInt16', 'UInt32', 'UInt64', 'UInt128', 'UInt256',
  'BFloat16', 'Float32', 'Float64', 'String', 'FixedString', 'UUID', 'IPv4', 'IPv6', 'Enum8', 'Enum16',
  'Array', 'Map', 'Tuple', 'Nested', 'Nullable', 'LowCardinality', 'SimpleAggregateFunction', 'AggregateFunction',
  'Variant', 'Dynamic', 'QBit', 'Nothing',
  'Point', 'Ring', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'Geometry',
  'IntervalNanosecond', 'IntervalMicrosecond', 'IntervalMillisecond', 'IntervalSecond', 'IntervalMinute', 'IntervalHour',
  'IntervalDay', 'IntervalWeek', 'IntervalMonth', 'IntervalQuarter', 'IntervalYear',
] as const; // prettier-ignore

/** Names that may be written in any case. */
const ANY_CASE = [
  'Bool', 'Date', 'Date32', 'DateTime', 'DateTime32', 'DateTime64', 'Time', 'Time64',
  'Decimal', 'Decimal32', 'Decimal64', 'Decimal128', 'Decimal256', 'Enum', 'JSON',
] as const; // prettier-ignore

/** What reads the arguments of a type goes by these names. */
export type FamilyName = (typeof EXACT)[number] | (typeof ANY_CASE)[number];

/**
 * ClickHouse's names for the types of other databases, from its `system.data_type_families`. In any
 * case.
 */
const ALIASES: Readonly<Partial<Record<FamilyName, readonly string[]>>> = {
  Bool: ['BOOLEAN'],
  Int8: ['BYTE', 'INT1', 'INT1 SIGNED', 'TINYINT', 'TINYINT SIGNED'],
  Int16: ['SMALLINT', 'SMALLINT SIGNED'],
  Int32: ['INT', 'INT SIGNED', 'INTEGER', 'INTEGER SIGNED', 'MEDIUMINT', 'MEDIUMINT SIGNED'],
  Int64: ['BIGINT', 'BIGINT SIGNED', 'SIGNED'],
  UInt8: ['INT1 UNSIGNED', 'TINYINT UNSIGNED'],
  UInt16: ['SMALLINT UNSIGNED', 'YEAR'],
  UInt32: ['INT UNSIGNED', 'INTEGER UNSIGNED', 'MEDIUMINT UNSIGNED'],
  UInt64: ['BIGINT UNSIGNED', 'BIT', 'SET', 'UNSIGNED'],
  Float32: ['FLOAT', 'REAL', 'SINGLE'],
  Float64: ['DOUBLE', 'DOUBLE PRECISION'],
  Decimal: ['DEC', 'FIXED', 'NUMERIC'],
  DateTime: ['TIMESTAMP'],
  FixedString: ['BINARY'],
  IPv4: ['INET4'],
  IPv6: ['INET6'],
  String: [
    'BINARY LARGE OBJECT', 'BINARY VARYING', 'BLOB', 'BYTEA', 'CHAR', 'CHAR LARGE OBJECT', 'CHAR VARYING', 'CHARACTER',
    'CHARACTER LARGE OBJECT', 'CHARACTER VARYING', 'CLOB', 'LONGBLOB', 'LONGTEXT', 'MEDIUMBLOB', 'MEDIUMTEXT',
    'NATIONAL CHAR', 'NATIONAL CHAR VARYING', 'NATIONAL CHARACTER', 'NATIONAL CHARACTER LARGE OBJECT',
    'NATIONAL CHARACTER VARYING', 'NCHAR', 'NCHAR LARGE OBJECT', 'NCHAR VARYING', 'NVARCHAR', 'TEXT', 'TINYBLOB',
    'TINYTEXT', 'VARBINARY', 'VARCHAR', 'VARCHAR2',
  ], // prettier-ignore
};

const byExactName = new Map<string, FamilyName>([
  ...EXACT.map((name) => [name, name] as const),
  ['GEOMETRY', 'Geometry'],
]);
const byUpperName = new Map<string, FamilyName>(ANY_CASE.map((name) => [name.toUpperCase(), name]));
for (const [family, aliases] of Object.entries(ALIASES)) {
  for (const alias of aliases) byUpperName.set(alias, family as FamilyName);
}

/** The family a name stands for; words of an alias are separated by one blank. */
export const familyOf = (name: string): FamilyName | undefined =>
  byExactName.get(name) ?? byUpperName.get(name.toUpperCase());

/** Names that a suggestion may offer, best first when two are equally near. */
export const suggestedNames: readonly string[] = [...EXACT, ...ANY_CASE, ...byUpperName.keys()];
