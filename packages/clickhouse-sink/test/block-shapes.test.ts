import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockBuilder, type BlockBuilder } from '../src/index.js';
import { namedCases } from './named-values.js';
import { ownDatabase, send, type } from './server.js';
import { compositeCases, simpleCases } from './values.js';
import { write, type Value } from './write-value.js';

const { clickhouse } = ownDatabase();
const tsv = (sql: string): Promise<string> => clickhouse.query(sql, { format: 'TSV' });

function builderOf(columns: readonly (readonly [name: string, type: string])[]): BlockBuilder {
  return createBlockBuilder(columns.map(([name, text]) => ({ name, type: type(text) })));
}
function addRow(builder: BlockBuilder, values: readonly Value[]): void {
  for (const [i, writer] of builder.writers.entries()) write(writer, values[i] ?? null);
  builder.endRow();
}
const structure = (columns: readonly (readonly [name: string, type: string])[]): string =>
  columns.map(([name, text]) => `${name} ${text}`).join(', ');

describe('a block with a column of every type', () => {
  const cases = [...simpleCases, ...compositeCases, ...namedCases];
  const columns = cases.map((one, i) => [`c${i}`, one.type] as const);

  it.each([1, 1_000])(
    'has in %i rows the same values as a block for each column',
    async (count) => {
      const all = ['n UInt32', structure(columns)].join(', ');
      // Not on disk, where each of thousands of JSON paths would have a file of its own.
      await clickhouse.command(`CREATE OR REPLACE TABLE together (${all}) ENGINE = Memory`);
      const values = cases.map((one) => fc.sample(one.values, { numRuns: count, seed: 5 }));
      const together = builderOf([['n', 'UInt32'], ...columns]);
      for (let row = 0; row < count; row++) addRow(together, [row, ...values.map((one) => one[row] ?? null)]);
      const block = together.finish();
      expect(block.byteLength).toBe(block.parts.reduce((sum, part) => sum + part.length, 0));
      await send(clickhouse, 'together', block);

      for (const [i, [name, text]] of columns.entries()) {
        await clickhouse.command(`CREATE OR REPLACE TABLE one (n UInt32, ${name} ${text}) ENGINE = Memory`);
        const builder = builderOf([['n', 'UInt32'], [name, text]]); // prettier-ignore
        for (let row = 0; row < count; row++) addRow(builder, [row, values[i]?.[row] ?? null]);
        await send(clickhouse, 'one', builder.finish());
        const sum = (table: string): string =>
          `SELECT groupBitXor(cityHash64(formatRow('TSV', n, COLUMNS('^${name}(\\\\.|$)')))), count() FROM ${table}`;
        expect([name, text, await tsv(sum('together'))]).toEqual([name, text, await tsv(sum('one'))]);
      }
    },
    60_000,
  );
});

it('a million rows are one block, in columns in another order than the table has them', async () => {
  const ROWS = 1_000_000;
  await clickhouse.command(
    "CREATE TABLE million (id UInt64, name String, tag LowCardinality(String), price Nullable(Decimal(9, 2)), day Date DEFAULT toDate('2026-01-31'), doubled UInt64 MATERIALIZED id * 2, upper String ALIAS upper(tag), note String DEFAULT concat('n', toString(id)), list Array(UInt16), one_of Variant(String, UInt64)) ENGINE = MergeTree ORDER BY id",
  );
  const builder = builderOf([
    ['one_of', 'Variant(String, UInt64)'],
    ['list', 'Array(UInt16)'],
    ['tag', 'LowCardinality(String)'],
    ['price', 'Nullable(Decimal(9, 2))'],
    ['name', 'String'],
    ['id', 'UInt64'],
  ]);
  const [oneOf, list, tag, price, name, id] = builder.writers;
  if (oneOf?.form !== 'variant' || list?.form !== 'array' || list.element.form !== 'number' || tag?.form !== 'text')
    throw new Error('no writers');
  if (price?.form !== 'wide' || name?.form !== 'text' || id?.form !== 'wide') throw new Error('no writers');
  const [texts, numbers] = oneOf.members;
  if (texts?.form !== 'text' || numbers?.form !== 'wide') throw new Error('no members');
  for (let i = 0; i < ROWS; i++) {
    if (i % 3 === 0) oneOf.addNull();
    else {
      oneOf.begin(i % 3 === 1 ? 0 : 1);
      if (i % 3 === 1) texts.addText('text');
      else numbers.addNumber(i);
      oneOf.end();
    }
    list.begin();
    for (let k = 0; k < i % 3; k++) list.element.add(k);
    list.end();
    tag.addText(`t${i % 7}`);
    if (i % 5 === 0) price.addNull();
    else price.addNumber(i % 1_000);
    name.addText(`name ${i}`);
    id.addNumber(i);
    builder.endRow();
  }
  await send(clickhouse, 'million', builder.finish());
  const right =
    "name = concat('name ', toString(id)) AND tag = concat('t', toString(id % 7)) AND isNull(price) = (id % 5 = 0) AND ifNull(price, 0) = if(id % 5 = 0, 0, toDecimal32(id % 1000, 2) / 100) AND list = range(id % 3) AND day = '2026-01-31' AND doubled = id * 2 AND upper = concat('T', toString(id % 7)) AND note = concat('n', toString(id)) AND toString(variantType(one_of)) = transform(id % 3, [0, 1, 2], ['None', 'String', 'UInt64'], '') AND ifNull(one_of.UInt64, id) = id";
  expect(await tsv(`SELECT count(), uniqExact(id), sum(id), countIf(NOT (${right})) FROM million`)).toBe(
    '1000000\t1000000\t499999500000\t0\n',
  );
  // Exactly one part was written, so it was one block.
  expect(
    await tsv(
      "SELECT count(), sum(rows) FROM system.parts WHERE table = 'million' AND database = currentDatabase() AND level = 0",
    ),
  ).toBe('1\t1000000\n');
}, 60_000);

it.each([1, 100_000])('LowCardinality with %i different values', async (different) => {
  await clickhouse.command(
    'CREATE OR REPLACE TABLE low (id UInt32, a LowCardinality(String), b LowCardinality(Nullable(String)), c Array(LowCardinality(String)), d Variant(LowCardinality(String), UInt8)) ENGINE = MergeTree ORDER BY id',
  );
  const builder = builderOf([
    ['id', 'UInt32'],
    ['a', 'LowCardinality(String)'],
    ['b', 'LowCardinality(Nullable(String))'],
    ['c', 'Array(LowCardinality(String))'],
    ['d', 'Variant(LowCardinality(String), UInt8)'],
  ]);
  const { writers } = builder;
  for (let i = 0; i < 100_000; i++) {
    const value = `value ${i % different}`;
    const values: readonly Value[] = [i, value, i % 2 === 0 ? null : value, [value, value]];
    for (let k = 0; k < 4; k++) write(writers[k]!, values[k] ?? null);
    const d = writers[4]!;
    if (d.form !== 'variant' || d.members[0]?.form !== 'text') throw new Error('no variant');
    d.begin(0);
    d.members[0].addText(value);
    d.end();
    builder.endRow();
  }
  await send(clickhouse, 'low', builder.finish());
  const expected = `concat('value ', toString(id % ${different}))`;
  expect(
    await tsv(
      `SELECT count(), uniqExact(a), countIf(a = ${expected}), countIf(ifNull(b, '') = if(id % 2 = 0, '', ${expected})), countIf(c = [${expected}, ${expected}]), countIf(toString(d) = ${expected}) FROM low`,
    ),
  ).toBe(`100000\t${different}\t100000\t100000\t100000\t100000\n`);
});

it('columns of nothing but NULL, of empty arrays and maps, and of empty texts', async () => {
  const columns = [
    ['a', 'Nullable(UInt64)'],
    ['b', 'Nullable(String)'],
    ['c', 'LowCardinality(Nullable(String))'],
    ['d', 'Array(Array(Nullable(UUID)))'],
    ['e', 'Map(String, Array(JSON))'],
    ['f', 'Variant(String, Array(LowCardinality(String)))'],
    ['g', 'Dynamic'],
    ['h', 'Nullable(JSON)'],
    ['i', 'MultiPolygon'],
    ['j', 'Nested(a UInt8, b JSON)'],
    ['k', 'String'],
    ['l', 'Tuple(a Nullable(UInt8), b Array(Dynamic))'],
  ] as const;
  await clickhouse.command(`CREATE TABLE empty (${structure(columns)}) ENGINE = MergeTree ORDER BY tuple()`);
  const builder = builderOf(columns);
  const row: readonly Value[] = [null, null, null, [], [], null, null, null, [], [], '', [null, []]];
  for (let i = 0; i < 1_000; i++) addRow(builder, row);
  await send(clickhouse, 'empty', builder.finish());
  expect(await tsv('SELECT DISTINCT *, (SELECT count() FROM empty) FROM empty')).toBe(
    `${['\\N', '\\N', '\\N', '[]', '{}', '\\N', '\\N', '\\N', '[]', '[]', '[]', '', '(NULL,[])', '1000'].join('\t')}\n`,
  );
});
