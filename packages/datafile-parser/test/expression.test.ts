import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readExpression } from '../src/expression/read-expression.js';
import { parseProject } from '../src/index.js';

const named = (text: string, kind?: 'ttl'): string[] => readExpression(text, kind).names.map((one) => one.name);

describe('the columns that an expression names', () => {
  it.each([
    ['a, b', ['a', 'b']],
    ['tuple()', []],
    ['', []],
    ['toYYYYMM(a)', ['a']],
    ['cityHash64 (a)', ['a']],
    ['a = \'b\' AND c != "d"', ['a', 'c', 'd']],
    ['`a-b`, c', ['a-b', 'c']],
    ['`a`.`b`, c.1', ['a.b', 'c.1']],
    ['a + INTERVAL 1 DAY', ['a']],
    ["a - INTERVAL '2' WEEK * b", ['a', 'b']],
    ['interval + day, month', ['interval', 'day', 'month']],
    ['a DESC NULLS LAST, b', ['a', 'b']],
    ['arrayMap(x -> x + a, b)', ['a', 'b']],
    ['arrayMap((x, y) -> x + y + a, b, c)', ['a', 'b', 'c']],
    ['arrayMap(x -> arrayMap(y -> x.1 + y, a), b), x', ['a', 'b', 'x']],
    ['CASE WHEN a THEN 1 ELSE 2 END', ['a']],
    ['CASE a WHEN 1 THEN b WHEN 2 THEN c END + d', ['a', 'b', 'c', 'd']],
    ['case, end', ['case', 'end']],
    ['a::Array(Nullable(String)), b', ['a', 'b']],
    ["CAST(a AS DateTime64(3, 'UTC')), b", ['a', 'b']],
    ["CAST(a, 'String')", ['a']],
    ['(a + b AS c) * c', ['a', 'b']],
    ['n.x, m', ['n.x', 'm']],
    ["m['k'][i], [a, 1]", ['m', 'i', 'a']],
    ['tuple(a, b).1', ['a', 'b']],
    ['j.a.:Int64, j.^b', ['j.a.:Int64', 'j.^b']],
    ['1e5 + 0x1F + 1.5e-3 + .5 + a1', ['a1']],
    ["'it\\'s' || 'it''s' || a", ['a']],
    ['a -- b\n, /* c */ d', ['a', 'd']],
    ['straße', ['straße']],
    ['a IS NOT NULL AND NOT b', ['a', 'b']],
    ['a NOT IN (1, b) OR c BETWEEN 1 AND d', ['a', 'b', 'c', 'd']],
    ['a GLOBAL IN (1)', ['a']],
    ['a ? b : c', ['a', 'b', 'c']],
    ['count(DISTINCT a), count(*)', ['a']],
    ['quantile(0.5)(a)', ['a']],
    ["EXTRACT(YEAR FROM a), trim(BOTH 'x' FROM b), substring(c FROM 2 FOR d)", ['a', 'b', 'c', 'd']],
    ["date_add(DAY, 1, a), DATE '2020-01-01'", ['a']],
    ['-a, +b, (((c)))', ['a', 'b', 'c']],
    ['true, NULL, inf', []],
  ])('%s', (expression, names) => {
    const read = readExpression(expression);
    expect(read.problem).toBeUndefined();
    expect(read.names.map((one) => one.name)).toEqual(names);
    for (const { name, start, end } of read.names) {
      expect(expression.slice(start, end).replace(/[`"]/g, '')).toBe(name);
    }
  });

  it.each([
    ['a + toIntervalDay(1)', ['a']],
    ["a + INTERVAL 1 DAY TO DISK 'cold', b TO VOLUME 'v'", ['a', 'b']],
    ['a + INTERVAL 1 MONTH DELETE WHERE b = 1', ['a', 'b']],
    ['a + INTERVAL 1 MONTH GROUP BY b, c SET d = max(d), e = any(f)', ['a', 'b', 'c', 'd', 'd', 'e', 'f']],
    ['a RECOMPRESS CODEC(ZSTD(17), LZ4HC(10)), b DELETE', ['a', 'b']],
  ])('the columns of a TTL are found: %s', (expression, names) => {
    expect(readExpression(expression, 'ttl').problem).toBeUndefined();
    expect(named(expression, 'ttl')).toEqual(names);
  });
});

describe('what is not an expression', () => {
  it.each([
    ['a b', 'b was not expected after a', 'b'],
    ['a,, b', 'a value is missing before ,', ','],
    ['lower(a', 'the bracket ( is not closed', '('],
    ['lower(a]', 'the bracket ( is not closed before ]', ']'],
    ['a)', 'nothing opens the bracket )', ')'],
    ['a +', 'a value is missing after +', '+'],
    ['(a +)', 'a value is missing before )', ')'],
    ["a = 'b", "the quote ' is not closed", "'b"],
    ['a; DROP', '; was not expected', ';'],
    ['{a}', '{ was not expected', '{'],
    ['a (b)', undefined, undefined],
    ['1 (b)', 'an operator is missing before (', '('],
    ["a TO DISK 'x'", 'TO was not expected after a', 'TO'],
    ['a IS 1', 'IS was not expected after a', 'IS'],
  ])('%s', (expression, problem, place) => {
    const found = readExpression(expression).problem;
    expect(found?.problem).toBe(problem);
    expect(found && expression.slice(found.start, found.end)).toBe(place);
  });
});

describe('where NULL goes', () => {
  it.each([
    ['a', true],
    ['(a, b)', true],
    ['lower(a)', true],
    ['toDate(a) + 1', true],
    ["ifNull(a, '')", false],
    ["lower(ifNull(a, ''))", false],
    ['a IS NULL', false],
    ['[a]', false],
    ['CASE WHEN a THEN 1 ELSE 2 END', false],
    ['a::String', false],
  ])('%s: NULL in a makes it NULL: %s', (expression, passes) => {
    expect(readExpression(expression).names[0]?.passesNull).toBe(passes);
  });
});

it('reads any text without throwing, with names and problems inside it, and each character once', () => {
  const piece = fc.constantFrom(
    'a', 'b.c', '`d`', '1', "'x'", '(', ')', '[', ']', ',', '->', '::', '+', '-', ' ', 'AS ', 'CASE ', 'WHEN ', 'END ', 'INTERVAL ', 'DAY ',
    'NOT ', 'IN ', 'IS ', 'NULL ', 'TO ', 'DISK ', 'GROUP ', 'BY ', 'SET ', '.', '.1', '"', "'", '`', '--', '/*', '\\', '{', 'String', 'CAST(',
  ); // prettier-ignore
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('expression', 'ttl'), (pieces, kind) => {
      const text = pieces.join('');
      const { names, problem, tokens } = readExpression(text, kind);
      for (const { start, end } of [...names, ...tokens, ...(problem ? [problem] : [])]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      tokens.reduce((end, token) => {
        expect(token.start).toBeGreaterThanOrEqual(end);
        return token.end;
      }, 0);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['brackets', '('.repeat(100_000)],
  ['lambdas', 'f(x -> '.repeat(30_000)],
  ['points', 'a.'.repeat(100_000)],
  ['casts', 'a::'.repeat(100_000)],
  ['operators', 'a + '.repeat(100_000)],
  ['quotes', "'".repeat(100_001)],
])('survives a hundred thousand %s', (_, text) => {
  expect(readExpression(text).tokens.length).toBeGreaterThan(0);
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
KAFKA_CONNECTION_NAME shop
KAFKA_TOPIC t
KAFKA_GROUP_ID g
`;
  const shop = { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b' };
  expect(parseProject([{ path: 'a.datasource', text }, shop]).diagnostics).toEqual([]);
});

it('may hold a Nullable column in a key when the setting for it is there', () => {
  const text = (settings: string): string => `SCHEMA >\n    id Nullable(UInt64)\nENGINE_SORTING_KEY id\n${settings}`;
  const codes = (content: string): string[] =>
    parseProject([{ path: 'a.datasource', text: content }]).diagnostics.map((one) => one.code);
  expect(codes(text(''))).toEqual(['datafile/nullable-key']);
  expect(codes(text('ENGINE_SETTINGS allow_nullable_key = 1\n'))).toEqual([]);
});
