import { describe, expect, it } from 'vitest';
import { parseType, printType } from '../src/index.js';
import { withoutPlaces } from './support/without-places.js';

/** What may be written, and what ClickHouse 26.7 makes of it (seen there, with `system.columns`). */
const ACCEPTED: readonly (readonly [written: string, canonical: string])[] = [
  ['Int8', 'Int8'],
  ['UInt256', 'UInt256'],
  ['INT', 'Int32'],
  ['int', 'Int32'],
  ['INT(11)', 'Int32'],
  ['BIGINT(20) UNSIGNED', 'UInt64'],
  ['TINYINT(1)', 'Int8'],
  ['int  unsigned', 'UInt32'],
  ['Double Precision', 'Float64'],
  ['FLOAT(12, 3)', 'Float32'],
  ['BFloat16', 'BFloat16'],
  ['VARCHAR(255)', 'String'],
  ['NATIONAL CHARACTER LARGE OBJECT', 'String'],
  ['TEXT', 'String'],
  ['BINARY(3)', 'FixedString(3)'],
  ['FixedString(0x10)', 'FixedString(16)'],
  ['FixedString(1_000)', 'FixedString(1000)'],
  ['boolean', 'Bool'],
  ['Decimal', 'Decimal(10, 0)'],
  ['Decimal(5)', 'Decimal(5, 0)'],
  ['decimal(5,2)', 'Decimal(5, 2)'],
  ['NUMERIC(76, 76)', 'Decimal(76, 76)'],
  ['Decimal32(3)', 'Decimal(9, 3)'],
  ['Decimal64(3)', 'Decimal(18, 3)'],
  ['Decimal128(3)', 'Decimal(38, 3)'],
  ['DECIMAL256(3)', 'Decimal(76, 3)'],
  ['INET4', 'IPv4'],
  ['INET6', 'IPv6'],
  ['date', 'Date'],
  ['DateTime', 'DateTime'],
  ['DateTime()', 'DateTime'],
  ["DateTime('')", 'DateTime'],
  ["DateTime('Europe/Berlin')", "DateTime('Europe/Berlin')"],
  ["DateTime('US/Eastern')", "DateTime('US/Eastern')"],
  ["DateTime('PRC')", "DateTime('PRC')"],
  ['DateTime(0)', 'DateTime'],
  ['DateTime(3)', 'DateTime64(3)'],
  ["DateTime(3, 'UTC')", "DateTime64(3, 'UTC')"],
  ["DateTime32('UTC')", "DateTime('UTC')"],
  ['TIMESTAMP', 'DateTime'],
  ['DateTime64', 'DateTime64(3)'],
  ["DateTime64(9,'Etc/GMT+3')", "DateTime64(9, 'Etc/GMT+3')"],
  ['Time', 'Time'],
  ['Time(3)', 'Time64(3)'],
  ['Time64', 'Time64(3)'],
  ["Enum('a', 'b')", "Enum8('a' = 1, 'b' = 2)"],
  ["Enum8('b' = 2, 'a' = 1)", "Enum8('a' = 1, 'b' = 2)"],
  ["Enum('a' = -1, 'b')", "Enum8('a' = -1, 'b' = 0)"],
  ["Enum('a' = 128, 'b' = -128)", "Enum16('b' = -128, 'a' = 128)"],
  [
    String.raw`Enum8('a\'b' = 1, 'c''d' = 2, '\\' = 3, '\n' = 4)`,
    String.raw`Enum8('a\'b' = 1, 'c\'d' = 2, '\\' = 3, '\n' = 4)`,
  ],
  [String.raw`Enum8('\x41' = 1, '\xC3\xBC' = 2, '\q' = 3)`, String.raw`Enum8('A' = 1, 'ü' = 2, '\\q' = 3)`],
  ["Enum8('a, (b)' = 1)", "Enum8('a, (b)' = 1)"],
  [' Array ( INT ) ', 'Array(Int32)'],
  ['Array(Int8,)', 'Array(Int8)'],
  ['Array(/* of what? */ Int8)', 'Array(Int8)'],
  ['Map(LowCardinality(String),Array(Nullable(Int8)))', 'Map(LowCardinality(String), Array(Nullable(Int8)))'],
  ['Tuple', 'Tuple()'],
  ['Tuple(a Int8, `b c` String, `d``e` INT UNSIGNED)', 'Tuple(a Int8, `b c` String, `d\\`e` UInt32)'],
  ['Tuple("a" Int8, `table` Int8)', 'Tuple(a Int8, `table` Int8)'],
  ['Tuple(String String)', 'Tuple(String String)'],
  ['Tuple(int unsigned)', 'Tuple(int UInt64)'],
  ['Nested(a Int8, b Nested(c String))', 'Nested(a Int8, b Nested(c String))'],
  ['LowCardinality(Nullable(String))', 'LowCardinality(Nullable(String))'],
  ['Nullable(JSON)', 'Nullable(JSON)'],
  [
    'SimpleAggregateFunction(groupArrayArray( 10 ), Array(TEXT))',
    'SimpleAggregateFunction(groupArrayArray(10), Array(String))',
  ],
  ['AggregateFunction(count())', 'AggregateFunction(count)'],
  ['AggregateFunction(1, quantiles(0.5,0.9), Float64)', 'AggregateFunction(1, quantiles(0.5, 0.9), Float64)'],
  [
    "AggregateFunction(sequenceMatch('(?1).*(?2)'), DateTime, UInt8)",
    "AggregateFunction(sequenceMatch('(?1).*(?2)'), DateTime, UInt8)",
  ],
  ['json', 'JSON'],
  [
    "JSON(c INT, SKIP REGEXP 'x', a.b UInt32, SKIP b, max_dynamic_paths = 3, max_dynamic_types=4)",
    "JSON(max_dynamic_types=4, max_dynamic_paths=3, `a.b` UInt32, c Int32, SKIP b, SKIP REGEXP 'x')",
  ],
  ['JSON(max_dynamic_paths=1024)', 'JSON'],
  ['Variant(String, INT, Int32)', 'Variant(Int32, String)'],
  ['Dynamic(max_types = 8)', 'Dynamic(max_types=8)'],
  ['Dynamic(max_types=32)', 'Dynamic'],
  ['GEOMETRY', 'Geometry'],
  ['MultiPolygon', 'MultiPolygon'],
  ['IntervalDay', 'IntervalDay'],
  ['QBit(Float32, 64, 8)', 'QBit(Float32, 64, 8)'],
];

describe('types that ClickHouse takes', () => {
  for (const [written, canonical] of ACCEPTED) {
    it(`reads ${written}`, () => {
      const { type, problems } = parseType(written);
      expect(problems).toEqual([]);
      expect(type && printType(type, { canonical: true })).toBe(canonical);
    });
  }
});

describe('the spelling that was read', () => {
  it('is kept, type by type', () => {
    const { type } = parseType('Map(VARCHAR(10),Tuple(at DateTime(3), n INT))');
    expect(type && printType(type)).toBe('Map(VARCHAR(10), Tuple(at DateTime(3), n INT))');
  });

  it('is absent where it is the canonical one', () => {
    expect(parseType('DateTime64(3)').type).toEqual({ kind: 'DateTime64', precision: 3, span: { start: 0, end: 13 } });
  });
});

it('builds the tree with the place of each type', () => {
  const { type } = parseType('Array(Nullable(Decimal(5, 2)))');
  expect(type && withoutPlaces(type)).toEqual({
    kind: 'Array',
    element: { kind: 'Nullable', inner: { kind: 'Decimal', precision: 5, scale: 2 } },
  });
  expect(type?.kind === 'Array' && type.element.span).toEqual({ start: 6, end: 29 });
});
