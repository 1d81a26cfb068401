import { expect, it } from 'vitest';
import { createBlockBuilder, InsertError, type Block } from '../src/index.js';
import { ownDatabase, send, type } from './server.js';
import { write, type Value } from './write-value.js';

// What ClickHouse does with a block that was made for a table as it was. These are facts about
// ClickHouse, on which the documentation and the watch over changed tables rely.

const { clickhouse } = ownDatabase();

function block(columns: Readonly<Record<string, string>>, row: readonly Value[]): Block {
  const builder = createBlockBuilder(Object.entries(columns).map(([name, text]) => ({ name, type: type(text) })));
  for (const [i, writer] of builder.writers.entries()) write(writer, row[i] ?? null);
  builder.endRow();
  return builder.finish();
}

async function outcome(table: string, data: Block, select: string): Promise<string> {
  try {
    await send(clickhouse, table, data);
  } catch (error) {
    if (!(error instanceof InsertError)) throw error;
    return `${error.action} ${error.clickhouseCode ?? ''}`;
  }
  return (await clickhouse.query(`SELECT ${select} FROM ${table}`, { format: 'TSVRaw' }).catch(() => 'unreadable')).trim();
} // prettier-ignore

it.each([
  ['a column was added', '1\tx\t2', 'ADD COLUMN c UInt8 DEFAULT a + 1 FIRST', 'a, b, c'],
  ['columns were reordered', '1\tx', 'MODIFY COLUMN a UInt8 AFTER b', 'a, b'],
  ['a column was dropped', 'refresh-schema 16', 'DROP COLUMN b', 'a'],
  ['a column was renamed', 'refresh-schema 16', 'RENAME COLUMN b TO c', 'a'],
  ['a column became computed', 'refresh-schema 44', "MODIFY COLUMN b String MATERIALIZED 'm'", 'a'],
  ['a constraint was added', 'bad-row 469', 'ADD CONSTRAINT k CHECK a > 5', 'a'],
])('when %s, a block for the table as it was gives: %s', async (_, expected, change, select) => {
  await clickhouse.command('CREATE OR REPLACE TABLE t (a UInt8, b String) ENGINE = MergeTree ORDER BY tuple()');
  await clickhouse.command(`ALTER TABLE t ${change}`);
  expect(await outcome('t', block({ a: 'UInt8', b: 'String' }, [1, 'x']), select)).toBe(expected);
});

it.each([
  // Converted without a loss.
  ['Int64', 'String', '7', 7n],
  ['String', 'Nullable(String)', 'x', 'x'],
  ['String', 'LowCardinality(String)', 'x', 'x'],
  ['DateTime', 'DateTime64(3)', '1970-01-01 00:00:01.000', 1],
  ["Enum8('a' = 1, 'b' = 2)", "Enum8('a' = 1, 'b' = 2, 'c' = 3)", 'b', 2],
  // Converted with a loss, and without a word.
  ['Int64', 'Int8', '44', 300n],
  ['Int64', 'UInt64', '18446744073709551615', -1n],
  ['Float64', 'Int32', '1', 1.9],
  ['Decimal(10, 4)', 'Decimal(10, 2)', '1.23', 12_345n],
  ['DateTime64(3)', 'DateTime', '1970-01-01 00:00:01', 1_500n],
  ['Nullable(String)', 'String', '', null],
  ['Tuple(a UInt8, b String)', 'Tuple(a UInt8)', '(1)', [1, 'x']],
  // Stored, and no longer readable.
  ["Enum8('a' = 1, 'b' = 2)", "Enum8('a' = 1)", 'unreadable', 2],
  // Refused, for every row that there is.
  ['String', 'UInt32', 'bad-row 6', 'x'],
  ['String', 'UUID', 'bad-row 376', 'x'],
  ['String', 'Array(String)', 'bad-row 130', 'x'],
  ['String', 'FixedString(2)', 'refresh-schema 131', 'abc'],
] as const)('a value of %s for a column that is now %s gives: %s', async (before, now, expected, value) => {
  await clickhouse.command(`CREATE OR REPLACE TABLE t (v ${now}) ENGINE = MergeTree ORDER BY tuple()`);
  expect(await outcome('t', block({ v: before }, [value]), 'toString(v)')).toBe(expected);
});
