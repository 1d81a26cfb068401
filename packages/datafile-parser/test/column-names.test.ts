import { describe, expect, it } from 'vitest';

import { columnNames } from '../src/link/column-names.js';
import { parseProject } from '../src/index.js';

describe('the columns that an expression names', () => {
  it.each([
    ['a, b', ['a', 'b']],
    ['tuple()', []],
    ['toYYYYMM(a)', ['a']],
    ['cityHash64 (a)', ['a']],
    ['a = \'b\' AND c != "d"', ['a', 'c', 'd']],
    ['`a-b`, c', ['a-b', 'c']],
    ['a + INTERVAL 1 DAY', ['a']],
    ["a + toIntervalDay(1) TO DISK 'cold'", ['a']],
    ['a DESC, b', ['a', 'b']],
    ['arrayMap(x -> x + a, b)', ['a', 'b']],
    ['arrayMap((x, y) -> x + y + a, b, c)', ['a', 'b', 'c']],
    ['CASE WHEN a THEN 1 ELSE 2 END', ['a']],
    ['n.x, m', ['n.x', 'm']],
    ['1e5 + 0x1F + a1', ['a1']],
    ["'it\\'s' || a", ['a']],
    ['a -- b', ['a']],
    ['straße', ['straße']],
  ])('%s', (expression, names) => {
    const found = columnNames(expression);
    expect(found.map((one) => one.name)).toEqual(names);
    for (const { name, span } of found) expect(expression.slice(span.start, span.end)).toBe(name);
  });
});

it('may be meta columns, parts of columns, and written out Nested columns', () => {
  const text = `SCHEMA >
    id UInt64,
    user Tuple(name String),
    items.id Array(String)
ENGINE_PARTITION_KEY toYYYYMM(__timestamp)
ENGINE_SORTING_KEY >
    id,
    user.name,
    items.id, length(items)
`;
  expect(parseProject([{ path: 'a.datasource', text }]).diagnostics).toEqual([]);
});

it('may hold a Nullable column in a key when the setting for it is there', () => {
  const text = (settings: string): string => `SCHEMA >\n    id Nullable(UInt64)\nENGINE_SORTING_KEY id\n${settings}`;
  const codes = (content: string): string[] =>
    parseProject([{ path: 'a.datasource', text: content }]).diagnostics.map((one) => one.code);
  expect(codes(text(''))).toEqual(['datafile/nullable-key']);
  expect(codes(text('ENGINE_SETTINGS allow_nullable_key = 1\n'))).toEqual([]);
});
