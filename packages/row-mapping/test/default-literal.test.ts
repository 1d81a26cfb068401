import { describe, expect, it } from 'vitest';
import { readLiteral } from '../src/column/default-literal.js';
import { columnOf, put } from './write-row.js';

const read = (type: string, expression: string): unknown => readLiteral(expression, columnOf({ type }).type)?.value;

describe('a DEFAULT that is a literal', () => {
  it.each<[type: string, expression: string, value: unknown]>([
    ['Array(Date)', '[]', []],
    ['Array(UInt8)', ' array ( ) ', []],
    ['Ring', '[]', []],
    ['Nested(a UInt8)', '[]', []],
    ['SimpleAggregateFunction(groupArrayArray, Array(UInt8))', 'emptyArrayUInt8()', []],
    ['Array(Tuple(UInt8, String))', "'[]'", []],
    ['Map(String, Date)', 'map()', {}],
    ['Array(Int8)', ' [ 1, -128 , 127 ] ', [1n, -128n, 127n]],
    ['Array(UInt64)', '[18446744073709551615]', [18446744073709551615n]],
    ['Array(String)', String.raw`['it\'s', 'it''s', 'a\\b\n', '--', '']`, ["it's", "it's", 'a\\b\n', '--', '']],
    ['Array(Nullable(Bool))', 'array(true, FALSE, null)', [true, false, null]],
    ['Array(Array(UInt8))', '[[1], []]', [[1n], []]],
    ['Array(LowCardinality(Nullable(String)))', "['a', NULL]", ['a', null]],
  ])('the literal DEFAULT of %s, %s, is read', (type, expression, value) => {
    expect(read(type, expression)).toEqual(value);
  });

  it.each<[type: string, ...expressions: string[]]>([
    ['Array(UInt8)', '', 'now()', '[now()]', '[id]', 'id', '[1', '[1,]', '[1 2]', '1]', '[1] + [2]', '--', '[1, a]'],
    // What is not of the very type, and what SQL may take for something else.
    ['Array(UInt8)', '[256]', '[-1]', '[1.0]', '[1e2]', '[0x10]', '[007]', "['1']", '[true]', '[NULL]', '[[1]]'],
    ['Array(UInt8)', 'map()', "'[1, 2]'", '[]::Array(UInt8)', "CAST([], 'Array(UInt8)')", 'emptyArrayUInt8(1)', '{}'],
    ['Array(UInt128)', '[18446744073709551616]'],
    ['Array(String)', '[1]', '[true]', "['a", 'arrayMap(x -> x, [1])', "'x'"],
    // ClickHouse reads more escapes than are the same everywhere.
    ['Array(String)', String.raw`['a\x41']`, String.raw`['\a']`, String.raw`['\q']`],
    ['Array(DateTime64(3))', '[1769854830123]', "['2026-01-31 10:00:00']"],
    ['Array(Decimal(9, 2))', '[1]', '[1.10]'],
    ['Array(Float64)', '[1.5]', '[1]'],
    ['Array(Bool)', '[1]'],
    ['Array(FixedString(1))', "['a']"],
    ['Nested(a UInt8)', '[(1)]'],
    ['Ring', '[(1, 2)]'],
    ['QBit(Float32, 1)', '[]', '[1]'],
    ['Map(String, UInt8)', "map('a', 1)", '[]', "'{}'"],
    ['Tuple(UInt8)', '(1)', 'tuple(1)'],
    ['String', "'a'", '[]'],
  ])('a DEFAULT of %s that is not certain is left to ClickHouse: %s', (type, ...expressions) => {
    expect(expressions.map((one) => [one, read(type, one)])).toEqual(expressions.map((one) => [one, undefined]));
  });

  it('a literal DEFAULT is written where the message has no value', () => {
    const missing = (type: string, defaultExpression: string): unknown =>
      put(type, null, { hasDefault: true, defaultExpression });
    expect(missing('Array(UInt8)', '[1, 2]')).toEqual([1, 2]);
    expect(missing('Array(Int128)', '[-1, 2]')).toEqual([-1n, 2n]);
    expect(missing('Map(String, Array(UInt8))', 'map()')).toEqual([]);
    expect(missing('Nested(a UInt8)', '[]')).toEqual([]);
    // Left to ClickHouse.
    expect(missing('Array(UInt8)', '[256]')).toBeNull();
    expect(missing('Ring', '[(1, 2)]')).toBeNull();
  });
});
