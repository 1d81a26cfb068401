import { describe, expect, it } from 'vitest';
import { readLiteral } from '../src/default-literal.js';
import { put } from './write-row.js';

describe('a DEFAULT that is a literal', () => {
  it.each<[string, unknown]>([
    ['[]', []],
    [' [ 1, -2.5 , 1e3 ] ', [1, -2.5, 1000]],
    ['[18446744073709551615]', [18446744073709551615n]],
    [String.raw`['it\'s', 'it''s', 'a\\b\n', '--', '']`, ["it's", "it's", 'a\\b\n', '--', '']],
    ['array(true, FALSE, null)', [true, false, null]],
    ['[[1], []]', [[1], []]],
    ["[(1, 'a'), tuple(2, 'b')]", [[1, 'a'], [2, 'b']]], // prettier-ignore
    ["map('a', [1], 'b', [])", { a: [1], b: [] }],
    ["map('__proto__', 1)", JSON.parse('{"__proto__":1}')],
    ['{}', {}],
    ["'[1, 2]'", [1, 2]],
    ['emptyArrayUInt8()', []],
  ])('%s is read', (expression, value) => {
    expect(readLiteral(expression)?.value).toEqual(value);
  });

  it.each([
    ...['', 'now()', '[now()]', '[id]', 'id', '[1', '[1,]', '[1 2]', '1]', '[1] + [2]', "['a", "map('a')", '{1:2}'],
    // ClickHouse reads more escapes than are the same everywhere.
    ...[String.raw`['a\x41']`, String.raw`['\a']`, String.raw`['\q']`],
    ...['arrayMap(x -> x, [1])', "CAST([], 'Array(UInt8)')", '[]::Array(UInt8)', "'x'", '--', 'emptyArrayUInt8(1)'],
  ])('%s is none', (expression) => {
    expect(readLiteral(expression)).toBeUndefined();
  });

  it('is written where the message has nothing, by the rules of the type', () => {
    const missing = (type: string, defaultExpression: string): unknown =>
      put(type, null, { hasDefault: true, defaultExpression });
    expect(missing('Array(UInt8)', '[1, 2]')).toEqual([1, 2]);
    expect(missing('Array(String)', '[1]')).toEqual(['1']);
    expect(missing('Map(String, Array(UInt8))', "map('a', [1])")).toEqual([['a', [1]]]);
    expect(missing('Ring', '[(1, 2)]')).toEqual([[1, 2]]);
    expect(missing('Nested(a UInt8)', '[]')).toEqual([]);
    // Left to ClickHouse.
    expect(missing('Array(UInt8)', '[256]')).toBeNull();
    expect(missing('Array(UInt8)', 'map()')).toBeNull();
  });
});
