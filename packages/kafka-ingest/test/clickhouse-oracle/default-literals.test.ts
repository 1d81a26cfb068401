import { expect, it } from 'vitest';
import { insert, mapMessages, newTable, ownDatabase, read, type Column } from './land.js';

// A DEFAULT that is written down can be read here or left to ClickHouse; either way the row must
// have what ClickHouse gives by itself.

const clickhouse = ownDatabase();
const settings = { allow_suspicious_low_cardinality_types: 1, flatten_nested: 1 };

const INTEGERS = ['1', '0', '-1', '-0', '007', '255', '256', '-129', '65536', '4294967296', '9007199254740993', '18446744073709551615', '18446744073709551616', '-9223372036854775809', '1769854830', '1769854830123', '20260131']; // prettier-ignore
const NUMBERS = ['1.0', '1e2', '1.10', '0.1', '12345678.905', '1e400', '0x10', '0.5', '-0.0', 'inf', '1769854830.123'];
const TEXTS = ['a', '', '1', '256', '1.10', 'true', 'null', '2026-01-31', '2026-01-31 10:00:00', '2026-01-31 10:00:00.123456', '2026-03-29 02:30:00', '2026-10-25 02:30:00', '1769854830123', '10:20:30.5', '00000000-0000-0000-0000-000000000001', '192.0.2.1', '::1', '{"k":1}', 'ab\\\\c', "it''s", "it\\'s", 'line\\n\\t\\0', 'a\\x41', '\\q', '[1]', "[\\'a\\']"].map((one) => `'${one}'`); // prettier-ignore
const WORDS = ['true', 'FALSE', 'NULL'];
const SCALARS = [...INTEGERS, ...NUMBERS, ...TEXTS, ...WORDS];

const LISTS = ['[]', 'array()', 'emptyArrayUInt8()', 'emptyArrayString()', "'[]'", "'[1, 2]'", "'[\\'a\\']'", 'map()', "'{}'", 'tuple(1)', '[1, 2, 3]', 'array(1, -1)', '[1, 300]', '[1, 2.5]', '[9007199254740993, 1]', '[1, NULL]', '[true, 0]', "['a', NULL]", "['b', 'a', 'b']", '[[1], []]', '[[], [NULL]]', '[[256]]', "[['2026-01-31 10:00:00']]", '[(1, 2)]', "[(1, 'a')]", '[map(1, 2)]']; // prettier-ignore

const ELEMENTS = ['Int8', 'UInt8', 'Int16', 'UInt32', 'Int64', 'UInt64', 'Int128', 'UInt256', 'Float32', 'Float64', 'BFloat16', 'Decimal(9, 2)', 'Decimal(38, 10)', 'Bool', 'String', 'FixedString(3)', 'UUID', 'IPv4', 'IPv6', "Enum8('a' = 1, 'b' = 0)", 'Date', 'Date32', 'DateTime', "DateTime('Europe/Berlin')", 'DateTime64(3)', "DateTime64(6, 'Europe/Berlin')", 'Time', 'Time64(3)', 'Dynamic', 'JSON', 'LowCardinality(String)', 'LowCardinality(UInt8)', 'Nullable(UInt8)', 'Nullable(String)', 'Nullable(DateTime64(3))', 'LowCardinality(Nullable(String))', 'Point']; // prettier-ignore

const MAPS = ['map()', "map('a', 1)", "map('b', 1, '1', 2, 'b', 3)", "map('a', '2026-01-31 10:00:00')", "map('a', 1769854830123)", "map('a', [256])", 'map(2, 256, 1, 1)', "map('k', 1.10)", "'{}'"]; // prettier-ignore

/**
 * Types, and what may be written as their DEFAULT: many of these ClickHouse refuses when the table
 * is made.
 */
const FAMILIES: readonly (readonly [types: readonly string[], expressions: readonly string[]])[] = [
  [ELEMENTS.map((one) => `Array(${one})`), [...LISTS, ...SCALARS.map((one) => `[${one}]`)]],
  [['Array(Array(Int16))', 'Array(Array(Nullable(UInt8)))', 'Array(Array(DateTime64(3)))', 'Array(Array(String))', 'Array(Tuple(UInt8, String))', 'Array(Map(UInt8, UInt8))', 'SimpleAggregateFunction(groupArrayArray, Array(UInt8))', 'Ring', 'Polygon', 'QBit(Float32, 2)'], LISTS],
  [['Nested(a UInt8, b String)'], ['[]', 'array()', "'[]'"]],
  [['Map(String, UInt8)', 'Map(String, String)', 'Map(UInt8, Int16)', 'Map(String, DateTime64(3))', 'Map(LowCardinality(String), Decimal(9, 2))', 'Map(String, Array(UInt8))'], MAPS],
  [['Tuple(UInt8, String)', 'Tuple(a DateTime64(3), b Decimal(9, 2))', 'Tuple(Float64, Array(UInt8))', 'Point'], ["(1, 'a')", "(256, '')", '(1769854830123, 1.10)', "('2026-01-31 10:00:00', '1')", '(0.1, [256])', '(1, [])', '(1, 2)', '[1, 2]', "'(1,2)'"]],
  [['UInt8', 'Int128', 'Float32', 'Decimal(9, 2)', 'Bool', 'String', 'FixedString(3)', 'DateTime', 'DateTime64(3)', 'Date', 'Time64(3)', "Enum8('a' = 1, 'b' = 0)", 'UUID', 'IPv4', 'LowCardinality(String)', 'JSON'], SCALARS],
]; // prettier-ignore

/** Only those that are values of the type to ClickHouse. */
async function takenByClickHouse(type: string, expressions: readonly string[]): Promise<readonly string[]> {
  const inner = type.replace(/^Nested(.*)$/, 'Array(Tuple$1)').replace(/^SimpleAggregateFunction\(\w+, (.*)\)$/, '$1');
  const taken = await Promise.all(
    expressions.map(async (one) => {
      try {
        await clickhouse.query(`SELECT CAST((${one}), '${inner.replaceAll("'", "\\'")}')`, { settings });
        return [one];
      } catch {
        return [];
      }
    }),
  );
  return taken.flat();
} // prettier-ignore

/** As the column is, or the part of a Nested column that is one. */
const shown = (type: string, name: string): string =>
  `toString(${type.startsWith('Nested') ? `\`${name}.a\`` : name}), toTypeName(${type.startsWith('Nested') ? `\`${name}.a\`` : name})`;

let compared = 0;

it.each(FAMILIES.flatMap(([types, expressions]) => types.map((type) => [type, expressions] as const)))(
  'the DEFAULT of a column of type %s is what ClickHouse gives',
  async (type, expressions) => {
    const taken = await takenByClickHouse(type, expressions);
    expect(taken).not.toEqual([]);
    const table = newTable();
    const structure = taken.map((expression, i) => `v${i} ${type} DEFAULT ${expression}`).join(', ');
    await clickhouse.command(`CREATE TABLE ${table} (n UInt32, ${structure}) ENGINE = Memory`, { settings });
    await clickhouse.command(`INSERT INTO ${table} (n) VALUES (0)`);
    const columns = taken.map((defaultExpression, i): Column => [`v${i}`, type, { hasDefault: true, defaultExpression }]);
    const nulls = `{${taken.map((_, i) => `"v${i}":null`).join(',')}}`;
    const mapped = mapMessages(columns, ['{}', nulls], 1);
    expect([...mapped.rejected]).toEqual([]);
    await insert(clickhouse, table, mapped);
    const rows = await read(clickhouse, `SELECT ${taken.map((_, i) => shown(type, `v${i}`)).join(', ')} FROM ${table} ORDER BY n`, {});
    const [theirs, ...ours] = rows;
    expect(ours).toHaveLength(2);
    const named = (row: typeof theirs): unknown => taken.map((expression, i) => [expression, row?.[2 * i], row?.[2 * i + 1]]);
    for (const one of ours) expect(named(one)).toEqual(named(theirs));
    compared += taken.length;
  },
  30_000,
); // prettier-ignore

it('compared as many as there should be', () => {
  expect(compared).toBeGreaterThan(2_000);
});
