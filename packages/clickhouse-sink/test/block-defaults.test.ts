import { expect, it } from 'vitest';
import { canTravelAsNullable, type ClickHouseType } from '@proj/clickhouse-types';
import { createBlockBuilder, type BlockBuilder } from '../src/index.js';
import { ownDatabase, send, type } from './server.js';
import { write, type Value } from './write-value.js';

const { clickhouse } = ownDatabase();

const nullable = (text: string): ClickHouseType => ({ kind: 'Nullable', inner: type(text) });

function fill(builder: BlockBuilder, rows: readonly (readonly Value[])[]): void {
  for (const values of rows) {
    for (const [i, writer] of builder.writers.entries()) write(writer, values[i] ?? null);
    builder.endRow();
  }
}

const tsv = (sql: string): Promise<string> => clickhouse.query(sql, { format: 'TSV' });

it('ClickHouse puts the DEFAULT where NULL is written', async () => {
  await clickhouse.command(
    "CREATE TABLE defaults (id UInt32, a String DEFAULT upper(b), b String DEFAULT 'x', c LowCardinality(String) DEFAULT 'low', d DateTime DEFAULT now(), e UInt8 DEFAULT 1 + 1) ENGINE = MergeTree ORDER BY id",
  );
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    { name: 'a', type: nullable('String') },
    { name: 'b', type: nullable('String') },
    { name: 'c', type: nullable('String') },
    { name: 'd', type: nullable('DateTime') },
    { name: 'e', type: nullable('UInt8') },
  ]);
  fill(builder, [
    [1, null, 'given', null, null, null],
    [2, 'own', null, 'set', 86_400, 7],
  ]);
  await send(clickhouse, 'defaults', builder.finish());
  expect(await tsv("SELECT id, a, b, c, d > '2020-01-01', e FROM defaults ORDER BY id")).toBe(
    '1\tGIVEN\tgiven\tlow\t1\t2\n2\town\tx\tset\t0\t7\n',
  );
});

/**
 * Types with a DEFAULT that depends on another column, a value, and both as ClickHouse shows them.
 */
const CASES: readonly (readonly [type: string, expression: string, value: Value, shown: string, byDefault: string])[] = [
  ['Map(String, UInt8)', "map('n', n)", [['k', 3], ['l', 4]], "{'k':3,'l':4}", "{'n':1}"],
  ['Map(LowCardinality(String), Array(Nullable(String)))', "map('n', [toString(n)])", [['k', ['a', null]]], "{'k':['a',NULL]}", "{'n':['1']}"],
  ['Map(String, JSON)', "map('n', '{\"q\":1}')", [['k', '{"a":1}']], "{'k':'{\"a\":1}'}", "{'n':'{\"q\":1}'}"],
  ["Tuple(a UInt8, b Enum8('x' = 5), c Array(String), d Nullable(UInt8), e LowCardinality(String))", "(n, 'x', ['d'], 2, 'e')", [7, 5, [], null, 's'], "(7,'x',[],NULL,'s')", "(1,'x',['d'],2,'e')"],
  ['Tuple(a JSON, b Map(String, UUID), c Dynamic, d Tuple(e Date))', "('{\"q\":2}', map(), toInt64(n), tuple('2020-01-02'))", ['{"a":1}', [], null, [1]], "('{\"a\":1}',{},NULL,('1970-01-02'))", "('{\"q\":2}',{},1,('2020-01-02'))"],
  ['Point', '(n, 2)', [3, 4], '(3,4)', '(1,2)'],
  ['JSON', "'{\"z\":1}'", '{"a":1}', '{"a":1}', '{"z":1}'],
  ['JSON(a UInt8)', "toJSONString(map('a', n))", '{"a":5,"b":"c"}', '{"a":5,"b":"c"}', '{"a":1}'],
  ['UUID', "'00000000-0000-0000-0000-000000000001'", Uint8Array.from({ length: 16 }, (_, i) => i), '00010203-0405-0607-0809-0a0b0c0d0e0f', '00000000-0000-0000-0000-000000000001'],
  ['IPv6', "'::1'", Uint8Array.from({ length: 16 }, () => 0), '::', '::1'],
  ["Enum8('a' = 3, 'b' = 4)", "'b'", 3, 'a', 'b'],
  ['BFloat16', 'n / 2', 1.5, '1.5', '0.5'],
  ['Time', "'01:00:00'", 60, '00:01:00', '01:00:00'],
  ["DateTime64(3, 'UTC')", 'toDateTime64(n, 3)', 1500, '1970-01-01 00:00:01.500', '1970-01-01 00:00:01.000'],
  ['Decimal(40, 2)', 'n', 150n, '1.5', '1'],
  ['IntervalDay', 'toIntervalDay(n)', 9, '9', '1'],
  ['SimpleAggregateFunction(max, UInt8)', 'n', 4, '4', '1'],
  ['FixedString(2)', "'df'", 'ab', 'ab', 'df'],
]; // prettier-ignore

it.each(CASES)(
  '%s has its DEFAULT in the same insert, row by row',
  async (text, expression, value, shown, byDefault) => {
    expect(canTravelAsNullable(type(text))).toBe(true);
    await clickhouse.command(
      `CREATE OR REPLACE TABLE one (id UInt8, n UInt8 DEFAULT 1, v ${text} DEFAULT ${expression}) ENGINE = MergeTree ORDER BY id`,
    );
    const builder = createBlockBuilder([
      { name: 'id', type: type('UInt8') },
      { name: 'v', type: nullable(text) },
    ]);
    const [id, v] = builder.writers;
    if (id?.form !== 'number' || !v) throw new Error('no writers');
    expect(v.nullable).toBe(true);
    for (const [i, one] of [value, null, value, null, null, value].entries()) {
      // A NULL and a value that are taken back leave no trace.
      write(v, i % 2 === 0 ? null : value);
      v.undo();
      id.add(i);
      write(v, one);
      builder.endRow();
    }
    const block = builder.finish();
    expect(builder.byteLength).toBeGreaterThan(block.byteLength * 0.5);
    await send(clickhouse, 'one', block);
    const lines = [shown, byDefault, shown, byDefault, byDefault, shown];
    const found = await clickhouse.query('SELECT toString(v) FROM one ORDER BY id', { format: 'TSVRaw' });
    expect(found.trimEnd().split('\n')).toEqual(lines);
  },
);

it.each(['Array(UInt8)', 'Ring', 'QBit(Float32, 8)', 'Variant(UInt8)', 'Dynamic'])(
  'a %s cannot stand for its DEFAULT, and says so',
  (text) => {
    expect(canTravelAsNullable(type(text))).toBe(false);
    expect(() => createBlockBuilder([{ name: 'v', type: nullable(text) }])).toThrow(/no block can hold/);
  },
);
