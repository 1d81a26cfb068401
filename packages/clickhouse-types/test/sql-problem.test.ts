import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';

import { sqlProblem, withoutSqlComments } from '../src/sql.js';

describe('SQL that stays where it is put', () => {
  it.each([
    'id, at', '', 'toYYYYMM(at)', "at + INTERVAL 1 DAY DELETE WHERE a = 'x; -- /*'", "d TO DISK 'cold', e TO VOLUME 'v'",
    'a RECOMPRESS CODEC(ZSTD(17), LZ4HC(10))', 'd GROUP BY k SET v = max(v)', 'comment, format, settings', '`select`, "a""b"',
    "CASE WHEN a IN (1, 2) THEN 'x' ELSE 'y' END", 'EXTRACT(YEAR FROM at)', "x IN ('a')", 'x NOT IN (1)', 'x IN tuple(a, b)', 'count(*)',
    'a = 1 AND ttl > 5', 'a DESC NULLS FIRST', 'arrayMap((x, y) -> x + y, a, b)', "unhex('4142') || x'4142'", 'from, with / 2', 'a.1.b', '1.5e-3',
    'j.a.:Int64', "m['k'][1]", 'a$b', 'set, by', 'x IN (a, b)', 'x IN (NULL)',
  ])('%s', (text) => {
    expect(sqlProblem(text)).toBeUndefined();
  }); // prettier-ignore
});

describe('SQL that would not', () => {
  it.each([
    ["a = 'b", "the quote ' is not closed"],
    ["a = '\\'", "the quote ' is not closed"],
    ['`a', 'the quote ` is not closed'],
    ['a /* b', 'the comment /* is not closed'],
    ['a /* /* */ b', 'the comment /* is not closed'],
    ['a */ b', 'nothing opens the comment that */ closes'],
    ['a -- b', 'it holds a comment'],
    ['a // b', '// begins a comment'],
    ['a # b', '# cannot stand outside quotes'],
    ['a; b', '; ends a statement'],
    ['(a', 'the bracket ( is not closed'],
    ['a)', 'nothing opens the bracket )'],
    ['(a]', 'the bracket ( is not closed before ]'],
    ['$x$ a $x$', '$ cannot stand outside quotes'],
    ['1$x$', '$ cannot stand outside quotes'],
    ['{p:String}', '{ cannot stand outside quotes'],
    ['@@max_threads', '@ cannot stand outside quotes'],
    ['a \\G', '\\ cannot stand outside quotes'],
    ['‘a’', 'a curly quote cannot stand outside plain quotes'],
    ['a − 1', 'the minus sign − is not a hyphen'],
    ['straße', 'letters other than A to Z must stand in quotes or backticks'],
    ["'a\0'", 'it holds a NUL character'],
    ['a\0', 'it holds a NUL character'],
    ['a\u0001', 'it holds a control character'],
    ["n'x'", "a blank is missing before '"],
    ['a SETTINGS index_granularity = 1', 'SETTINGS begins another clause'],
    ['set SETTINGS x = 1', 'SETTINGS begins another clause'],
    ['interval SETTINGS x = 1', 'SETTINGS begins another clause'],
    ['* SETTINGS x = 1', 'SETTINGS begins another clause'],
    ['a AS SELECT - 1', 'SELECT begins another clause'],
    ['a PARALLEL WITH DROP TABLE x', 'PARALLEL begins another clause'],
    ['a FORMAT Null', 'FORMAT begins another clause'],
    ['(SELECT 1)', 'SELECT begins a query'],
    ['(select -1)', 'select begins a query'],
    ['(SELECT .5)', 'SELECT begins a query'],
    ['f(a, (WITH 1 AS x SELECT x))', 'WITH begins a query'],
    ['(FROM t SELECT a)', 'FROM begins a query'],
    ['x IN secrets', 'IN is not followed by a list of values'],
    ['x IN (secrets)', 'IN is not followed by a list of values'],
    ['x NOT IN ((system.users))', 'IN is not followed by a list of values'],
    ['x IN `system`.`users`', 'IN is not followed by a list of values'],
  ])('%s', (text, problem) => {
    expect(sqlProblem(text)?.problem).toBe(problem);
  });

  it('SQL that is a list is refused where one element is wanted', () => {
    expect(sqlProblem('a, b', { list: false })?.problem).toBe('a comma begins another element');
    expect(sqlProblem('f(a, b)', { list: false })).toBeUndefined();
  });
});

it('comments are cut out where ClickHouse sees them, and nowhere else', () => {
  expect(withoutSqlComments("a -- it's\n, '--' /* /* b */ ' */ + `/*`")).toBe("a  , '--'   + `/*`");
  expect(sqlProblem('a /* b */ -- c\n+ 1', { comments: true })).toBeUndefined();
});

it('any text that is let through stays one element of a list for ClickHouse as well', async () => {
  const url = inject('clickhouseUrl' as never) as string;
  const piece = fc.constantFrom(
    'a', 'b', '1', '.5', "'x'", "'", '"', '`', '(', ')', '[', ']', ',', ' ', ' + ', ' - ', '*', '/', '/*', '*/', '--', '\n', '//', '#', '# ', ';', '$', '$x$',
    '\\', ' SELECT ', ' FROM ', ' WITH ', ' SETTINGS ', ' AS ', ' IN ', ' NOT ', ' CASE ', ' INTERVAL ', ' DAY', 'set', 'by', '−', '‘', '”', '\u00a0', '{', '}',
    '@', "x'", 'lower(', ' = ', '.', '::', 'String', ' FORMAT ', ' PARALLEL WITH ', ' UNION ALL ', ' ORDER BY ', ' TTL ',
  ); // prettier-ignore
  const letThrough = fc
    .sample(fc.array(piece, { minLength: 1, maxLength: 8 }), { numRuns: 40_000, seed: 1 })
    .map((pieces) => pieces.join(''))
    .filter((text) => sqlProblem(text, { list: false }) === undefined && text.trim() !== '');
  expect(letThrough.length).toBeGreaterThan(300);
  const framed = letThrough
    .slice(0, 1500)
    .map(
      (text) => `CREATE TABLE t (c Int8) ENGINE = MergeTree ORDER BY (first, ${text}, last) TTL ${text} SETTINGS z = 1`,
    );
  const quoted = framed.map((one) => `'${one.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  const query = `SELECT formatQuerySingleLineOrNull(arrayJoin([${quoted.join(',')}])) AS f FORMAT JSONCompactEachRow`;
  const response = await fetch(`${url}/?max_query_size=100000000&max_ast_elements=10000000`, {
    method: 'POST',
    body: query,
  });
  const answers = (await response.text())
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as [string | null])[0]);
  expect(answers).toHaveLength(framed.length);
  const parsed = answers.flatMap((answer, i) => (answer === null ? [] : [[letThrough[i], answer] as const]));
  expect(parsed.length).toBeGreaterThan(50);
  const frame =
    /^CREATE TABLE t \(`?c`? Int8\) ENGINE = MergeTree ORDER BY \(first, .*, last\) TTL .* SETTINGS z = 1$/s;
  expect(parsed.filter(([, answer]) => !frame.test(answer))).toEqual([]);
});
