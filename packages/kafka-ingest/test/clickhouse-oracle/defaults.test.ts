import { expect, it } from 'vitest';
import { insert, mapMessages, newTable, ownDatabase, read, type Column } from './land.js';

const clickhouse = ownDatabase();

/**
 * A type, its DEFAULT, a value in a message, how that is shown, and what the DEFAULT gives where
 * `n` is 7.
 */
const DEFAULTS: readonly (readonly [type: string, expression: string, json: string, shown: string, byDefault: string])[] = [
  ['UInt8', 'n + 1', '255', '255', '8'],
  ['Int64', '-9007199254740993', '1', '1', '-9007199254740993'],
  ['UInt256', 'toUInt256(n) * 10', '"1"', '1', '70'],
  ['Float64', 'n / 2', '1.5', '1.5', '3.5'],
  ['BFloat16', '0.5', '1.5', '1.5', '0.5'],
  ['Decimal(20, 5)', "toDecimal64('1.25', 2)", '"2.5"', '2.5', '1.25'],
  ['Bool', 'n > 5', 'false', 'false', 'true'],
  ['String', "concat('n', toString(n))", '"given"', 'given', 'n7'],
  ['LowCardinality(String)', "'low'", '"given"', 'given', 'low'],
  ['FixedString(2)', "'df'", '"ab"', 'ab', 'df'],
  ['UUID', "'00000000-0000-0000-0000-000000000001'", '"61f0c404-5cb3-11e7-907b-a6006ad3dba0"', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', '00000000-0000-0000-0000-000000000001'],
  ['IPv4', "'10.0.0.1'", '"1.2.3.4"', '1.2.3.4', '10.0.0.1'],
  ['IPv6', "'::1'", '"::2"', '::2', '::1'],
  ["Enum8('a' = 1, 'b' = 2)", "'b'", '"a"', 'a', 'b'],
  ['Date', "toDate('2026-01-31') + n", '"2026-01-01"', '2026-01-01', '2026-02-07'],
  ['Date32', "'1900-01-01'", '"2026-01-01"', '2026-01-01', '1900-01-01'],
  ["DateTime('UTC')", 'toDateTime(n)', '0', '1970-01-01 00:00:00', '1970-01-01 00:00:07'],
  ["DateTime64(3, 'UTC')", 'toDateTime64(n, 3)', '0', '1970-01-01 00:00:00.000', '1970-01-01 00:00:07.000'],
  ['Time', "'01:00:00'", '"02:00:00"', '02:00:00', '01:00:00'],
  ['Time64(3)', "'01:00:00.5'", '"02:00:00"', '02:00:00.000', '01:00:00.500'],
  ['Array(UInt8)', '[1, 2]', '[3]', '[3]', '[1,2]'],
  ['Array(String)', "['a', 'b']", '[]', '[]', "['a','b']"],
  ['Array(Array(Int64))', '[[1], []]', '[[2]]', '[[2]]', '[[1],[]]'],
  ['Map(String, UInt64)', "map('n', n)", '{"k":1}', "{'k':1}", "{'n':7}"],
  ['Map(String, Array(String))', "map('k', ['a'])", '{}', '{}', "{'k':['a']}"],
  ['Tuple(a UInt8, b String)', "(n, 'x')", '{"a":1,"b":"y"}', "(1,'y')", "(7,'x')"],
  ['Tuple(UInt8, Array(String))', "(1, ['x'])", '[2,[]]', '(2,[])', "(1,['x'])"],
  ['Point', '(n, 2)', '[3,4]', '(3,4)', '(7,2)'],
  ['JSON', "'{\"z\":true}'", '{"a":true}', '{"a":true}', '{"z":true}'],
  ['SimpleAggregateFunction(max, UInt32)', 'n * 2', '3', '3', '14'],
]; // prettier-ignore

it('missing and null values of every type have their DEFAULT, in one insert with given ones', async () => {
  const table = newTable();
  const names = DEFAULTS.map((_, i) => `c${i}`);
  const structure = DEFAULTS.map(([type, expression], i) => `c${i} ${type} DEFAULT ${expression}`).join(', ');
  await clickhouse.command(
    `CREATE TABLE ${table} (n UInt32, ${structure}, at DateTime DEFAULT now(), twice UInt32 MATERIALIZED n * 2, upper String ALIAS upper(c7)) ENGINE = MergeTree ORDER BY n`,
  );
  // In another order than the table's.
  const columns: readonly Column[] = [
    ['at', 'DateTime', { hasDefault: true, defaultExpression: 'now()' }],
    ...DEFAULTS.map(([type, defaultExpression], i): Column => [`c${i}`, type, { hasDefault: true, defaultExpression }]).reverse(),
  ]; // prettier-ignore
  const given = `{${DEFAULTS.map(([, , json], i) => `"c${i}":${json}`).join(',')},"at":"2000-01-01 00:00:00"}`;
  const nulls = `{${names.map((name) => `"${name}":null`).join(',')}}`;
  const mixed = `{${DEFAULTS.flatMap(([, , json], i) => (i % 2 === 0 ? [`"c${i}":${json}`] : [])).join(',')}}`;
  const mapped = mapMessages(columns, [given, '{}', nulls, mixed, given], 7);
  expect([...mapped.rejected]).toEqual([]);
  await insert(clickhouse, table, mapped);
  const rows = await read(clickhouse, `SELECT ${names.map((name) => `toString(${name})`).join(', ')} FROM ${table} ORDER BY n`);
  const shown = DEFAULTS.map(([, , , one]) => one);
  const byDefault = (n: number): string[] => DEFAULTS.map(([, expression, , , one]) => (/\bn\b/.test(expression.replace(/'[^']*'/g, '')) && n !== 7 ? `of ${n}` : one));
  const comparable = (row: readonly unknown[] | undefined, n: number): unknown[] => (row ?? []).map((one, i) => (byDefault(n)[i] === `of ${n}` && one !== shown[i] ? `of ${n}` : one));
  expect(rows[0]).toEqual(shown);
  for (const i of [1, 2]) expect(comparable(rows[i], 7 + i)).toEqual(byDefault(7 + i));
  expect(comparable(rows[3], 10)).toEqual(DEFAULTS.map((_, i) => (i % 2 === 0 ? shown[i] : byDefault(10)[i])));
  expect(rows[4]).toEqual(shown);
  // Where n is 7 the DEFAULT is known to the digit.
  await insert(clickhouse, table, mapMessages(columns, ['{}'], 7));
  const [last] = await read(clickhouse, `SELECT ${names.map((name) => `toString(${name})`).join(', ')} FROM ${table} WHERE n = 7 ORDER BY at DESC LIMIT 1`);
  expect(last).toEqual(DEFAULTS.map(([, , , , one]) => one));
  expect(await read(clickhouse, `SELECT at > now() - 600, twice, upper FROM ${table} ORDER BY n, at LIMIT 2`)).toEqual([['0', '14', 'GIVEN'], ['1', '14', 'N7']]);
}); // prettier-ignore
