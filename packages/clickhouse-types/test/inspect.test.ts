import { describe, expect, it } from 'vitest';
import {
  cannotTravel,
  canTravelAsNullable,
  isNullable,
  parseType,
  printType,
  shapeOf,
  storedType,
  typesEqual,
  variantMembers,
  type ClickHouseType,
} from '../src/index.js';
import { canBeInsideLowCardinality, canBeInsideNullable } from '../src/type/placement.js';

function typeOf(text: string): ClickHouseType {
  const { type } = parseType(text);
  if (!type) throw new Error(`${text} is not a type`);
  return type;
}

describe('typesEqual', () => {
  it.each([
    ['INT', 'Int32'],
    ['DateTime(3)', 'DateTime64(3)'],
    ["Enum('b' = 2, 'a' = 1)", "Enum8('a' = 1, 'b' = 2)"],
    ['Variant(String, Int8)', 'Variant(Int8, String)'],
    ['Array( TEXT )', 'Array(String)'],
  ])('%s is %s', (a, b) => expect(typesEqual(typeOf(a), typeOf(b))).toBe(true));

  it.each([
    ['Int32', 'UInt32'],
    ['DateTime', "DateTime('UTC')"],
    ['Tuple(a Int8)', 'Tuple(b Int8)'],
    ['Nullable(Int8)', 'Int8'],
  ])('%s is not %s', (a, b) => expect(typesEqual(typeOf(a), typeOf(b))).toBe(false));

  it('does not depend on the order in which a program lists names and members', () => {
    const values = [
      { name: 'b', value: 2 },
      { name: 'a', value: 1 },
    ];
    expect(typesEqual({ kind: 'Enum8', values }, typeOf("Enum8('a', 'b')"))).toBe(true);
    const types = [typeOf('String'), typeOf('Int8')];
    expect(typesEqual({ kind: 'Variant', types }, typeOf('Variant(Int8, String)'))).toBe(true);
  });
});

it.each([
  ['LowCardinality(Nullable(String))', 'Nullable(String)'],
  ['SimpleAggregateFunction(sum, UInt64)', 'UInt64'],
  ['SimpleAggregateFunction(any, LowCardinality(String))', 'String'],
  ['Array(LowCardinality(String))', 'Array(LowCardinality(String))'],
])('%s stores %s', (text, stored) => expect(printType(storedType(typeOf(text)))).toBe(stored));

it.each([
  ['Nullable(Int8)', true],
  ['LowCardinality(Nullable(String))', true],
  ['SimpleAggregateFunction(any, Nullable(String))', true],
  ['Variant(String)', true],
  ['Dynamic', true],
  ['LowCardinality(String)', false],
  ['Array(Nullable(Int8))', false],
  ['JSON', false],
])('isNullable(%s) is %s', (text, nullable) => expect(isNullable(typeOf(text))).toBe(nullable));

it.each(['Int256', 'BFloat16', 'String', 'FixedString(3)', 'DateTime', 'Date32', 'UUID', 'Nullable(IPv4)'])(
  'LowCardinality takes %s',
  (text) => expect(canBeInsideLowCardinality(typeOf(text))).toBe(true),
);
it.each(['Decimal(5, 2)', 'DateTime64(3)', "Enum8('a')", 'Array(Int8)', 'Point', 'LowCardinality(String)'])(
  'LowCardinality does not take %s',
  (text) => expect(canBeInsideLowCardinality(typeOf(text))).toBe(false),
);
it.each(['Array(Int8)', 'Tuple(Int8)', 'Ring', 'Dynamic', 'LowCardinality(String)', 'AggregateFunction(sum, UInt8)'])(
  'Nullable does not take %s',
  (text) => expect(canBeInsideNullable(typeOf(text))).toBe(false),
);

describe('shapeOf', () => {
  it.each([
    ['Point', 'Tuple(Float64, Float64)'],
    ['MultiPolygon', 'Array(Array(Array(Tuple(Float64, Float64))))'],
    ['MultiLineString', 'Array(Array(Tuple(Float64, Float64)))'],
    ['Nested(a Int8, b String)', 'Array(Tuple(a Int8, b String))'],
    ['QBit(Float32, 8)', 'Array(Float32)'],
  ])('%s is %s', (type, shape) => {
    const whole = (one: ClickHouseType): ClickHouseType => {
      const inner = shapeOf(one);
      return inner.kind === 'Array' ? { kind: 'Array', element: whole(inner.element) } : inner;
    };
    expect(printType(whole(typeOf(type)))).toBe(shape);
  });
});

it('members of a Variant come sorted by name, whatever order they were given in', () => {
  const variant: ClickHouseType = { kind: 'Variant', types: [typeOf('String'), typeOf('Array(UInt8)'), typeOf('INT')] };
  expect(variantMembers(variant)?.map((one) => printType(one))).toEqual(['Array(UInt8)', 'INT', 'String']);
  expect(variantMembers(typeOf('String'))).toBeUndefined();
});

it.each([
  ['UInt8', true],
  ['JSON', true],
  ['Map(String, UInt8)', true],
  ['Tuple(a Array(UInt8))', true],
  ['Point', true],
  ['Ring', false],
  ['LowCardinality(String)', true],
  ['LowCardinality(Nullable(String))', false],
  ['Array(UInt8)', false],
  ['SimpleAggregateFunction(groupArrayArray, Array(UInt8))', false],
  ['QBit(Float32, 8)', false],
  ['Dynamic', false],
])('%s can travel as Nullable: %s', (type, can) => expect(canTravelAsNullable(typeOf(type))).toBe(can));

it.each([
  ['Array(Map(String, Variant(UInt8, Tuple(a JSON))))', undefined],
  ['QBit(Float32, 8)', undefined],
  ['Array(QBit(Float32, 8))', 'QBit(Float32, 8)'],
  ['Tuple(a UInt8, b Array(AggregateFunction(sum, UInt8)))', 'AggregateFunction(sum, UInt8)'],
  ['Variant(String, Array(Dynamic))', 'Dynamic'],
  ['Map(String, Dynamic)', undefined],
])('of %s, %s cannot travel', (type, part) => {
  const found = cannotTravel(typeOf(type));
  expect(found && printType(found)).toBe(part);
});
