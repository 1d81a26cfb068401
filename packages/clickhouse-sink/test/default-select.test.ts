import { expect, it } from 'vitest';
import { parseType, type ClickHouseType } from '@proj/clickhouse-types';
import { createBlockBuilder, type BlockBuilder, type BlockColumnDefinition } from '../src/index.js';
import { ownDatabase, queryId, rows, send, type } from './server.js';
import { write, type Value } from './write-value.js';

const { clickhouse, name: database } = ownDatabase();

const nullable = (text: string): ClickHouseType => ({ kind: 'Nullable', inner: type(text) });
const withDefault = (name: string, text: string, defaultExpression: string): BlockColumnDefinition => ({
  name,
  type: nullable(text),
  defaultExpression,
});

function fill(builder: BlockBuilder, values: readonly (readonly Value[])[]): void {
  for (const row of values) {
    for (const [i, writer] of builder.writers.entries()) write(writer, row[i] ?? null);
    builder.endRow();
  }
}

const shown = async (sql: string): Promise<readonly string[]> =>
  (await clickhouse.query(sql, { format: 'TSVRaw' })).trimEnd().split('\n');

const WINDOW = 'SETTINGS non_replicated_deduplication_window = 100';

it('the DEFAULT of an array sees what other columns get, DEFAULTs of their own included', async () => {
  await clickhouse.command(`CREATE TABLE sees (
    id UInt32, n UInt8 DEFAULT 1, a Array(String) DEFAULT [toString(m), \`we ird\`, toString(hidden), toString(plain)],
    m UInt8 DEFAULT n + 1, \`we ird\` String DEFAULT 'it''s', b Array(UInt64) DEFAULT arrayMap(id -> length(id), a) -- of a
    , hidden UInt8 DEFAULT m * 2, plain UInt8, at DateTime64(3) DEFAULT now64(3), __offset Int64,
    l LowCardinality(String) DEFAULT concat('n', toString(n)), stored UInt64 MATERIALIZED length(a), other UInt8 ALIAS n
  ) ENGINE = MergeTree ORDER BY id ${WINDOW}`);
  const builder = createBlockBuilder(
    [
      { name: 'id', type: type('UInt32') },
      withDefault('a', 'Array(String)', '[toString(m), `we ird`, toString(hidden), toString(plain)]'),
      withDefault('b', 'Array(UInt64)', 'arrayMap(id -> length(id), a)'),
      withDefault('m', 'UInt8', 'n + 1'),
      withDefault('n', 'UInt8', '1'),
      withDefault('we ird', 'String', "'it''s'"),
      withDefault('at', 'DateTime64(3)', 'now64(3)'),
      withDefault('l', 'String', "concat('n', toString(n))"),
      { name: '__offset', type: type('Int64') },
    ],
    [
      { name: 'hidden', type: type('UInt8'), defaultExpression: 'm * 2' },
      { name: 'plain', type: type('UInt8') },
      // Never asked for, so it cannot be wrong.
      { name: 'unused', type: type('Array(String)'), defaultExpression: 'nothing_like_that()' },
    ],
  );
  fill(builder, [
    [0, null, null, null, null, null, null, null, 7],
    [1, null, null, null, 5, 'given', 0, 'given', 7],
    [2, ['own'], null, 9, 5, 'given', 0, null, 7],
    [3, [], [], 9, 5, 'given', 0, null, 7],
  ]);
  const block = builder.finish();
  expect(block.select).toContain("FROM input('");
  await send(clickhouse, 'sees', block);
  const columns = 'n, m, a, b, l, hidden, stored, other, __offset, at > 1000';
  expect(await shown(`SELECT ${columns} FROM sees ORDER BY id`)).toEqual([
    "1\t2\t['2','it\\'s','4','0']\t[1,4,1,1]\tn1\t4\t4\t1\t7\t1",
    "5\t6\t['6','given','12','0']\t[1,5,2,1]\tgiven\t12\t4\t5\t7\t0",
    "5\t9\t['own']\t[3]\tn5\t18\t1\t5\t7\t0",
    '5\t9\t[]\t[]\tn5\t18\t0\t5\t7\t0',
  ]);
});

it('a block in which every array was given is sent as it is', () => {
  const builder = createBlockBuilder([withDefault('a', 'Array(UInt8)', '[b]'), withDefault('b', 'UInt8', '1')]);
  fill(builder, [[[1], null]]);
  expect(builder.finish()).toMatchObject({ columns: ['a', 'b'], settings: {} });
  expect(builder.finish().select).toBeUndefined();
  fill(builder, [[null, 1]]);
  expect(builder.finish().select).toBeDefined();
  builder.writers[0]!.undo();
  write(builder.writers[0]!, []);
  expect(builder.finish().select).toBeUndefined();
});

it('a block that evaluates a DEFAULT is one part, feeds views, and is written once, whatever the DEFAULT gives', async () => {
  await clickhouse.command(
    `CREATE TABLE once (id UInt32, a Array(String) DEFAULT [toString(generateUUIDv4()), toString(now64(9))]) ENGINE = MergeTree ORDER BY id ${WINDOW}`,
  );
  await clickhouse.command(`CREATE TABLE fed (id UInt32, n UInt64) ENGINE = MergeTree ORDER BY id ${WINDOW}`);
  await clickhouse.command('CREATE MATERIALIZED VIEW feeds TO fed AS SELECT id, length(a) AS n FROM once');
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    withDefault('a', 'Array(String)', '[toString(generateUUIDv4()), toString(now64(9))]'),
  ]);
  const [id, a] = builder.writers;
  if (id?.form !== 'number' || !a) throw new Error('no writers');
  for (let i = 0; i < 200_000; i++) {
    id.add(i);
    if (i % 2 === 0) a.addNull();
    else write(a, ['x']);
    builder.endRow();
  }
  const block = builder.finish();
  for (const token of ['t1', 't1', 't2', 't1', 't2']) {
    await clickhouse.insert({ database, table: 'once', block, token, queryId: queryId() });
  }
  const written = await rows(
    clickhouse,
    `SELECT toUInt32(count()) AS rows, toUInt32(countIf(length(a) = 2)) AS byDefault, toUInt32(uniqExact(a[1])) AS different FROM once`,
  );
  expect(written).toEqual([{ rows: 400_000, byDefault: 200_000, different: 200_001 }]);
  expect(await rows(clickhouse, 'SELECT toUInt32(count()) AS rows, toUInt32(sum(n)) AS n FROM fed')).toEqual([
    { rows: 400_000, n: 600_000 },
  ]);
  for (const table of ['once', 'fed']) {
    const [{ blocks } = { blocks: 0 }] = await rows<{ readonly blocks: number }>(
      clickhouse,
      `SELECT toUInt32(sum(max_block_number - min_block_number + 1)) AS blocks FROM system.parts WHERE database = '${database}' AND table = '${table}' AND active`,
    );
    expect(blocks).toBe(2);
  }
});

/** Types of columns beside the array: a DEFAULT that names a column, and a value. */
const BESIDE: readonly (readonly [type: string, expression: string, value: Value])[] = [
  ['Map(String, UInt8)', "map('n', n)", [['k', 3]]],
  ["Tuple(a UInt8, b Enum8('x' = 5), c Array(String))", "(n, 'x', ['d'])", [7, 5, ['v']]],
  ['Point', '(n, 2)', [1.5, 2.5]],
  ['JSON', `'{"q":3}'`, '{"a":1}'],
  ["Enum16('a' = 300, 'b' = 1)", "'a'", 1],
  ['UUID', 'toUUID(concat(repeat(toString(n), 8), \'-1111-1111-1111-111111111111\'))', Uint8Array.from({ length: 16 }, (_, i) => i)],
  ["DateTime64(9, 'Europe/Berlin')", 'toDateTime64(n, 9)', 1_500_000_000_123_456_789n],
  ['Decimal(40, 2)', 'n', 150n],
  ['SimpleAggregateFunction(max, UInt8)', 'n', 4],
  ['LowCardinality(FixedString(2))', "'df'", 'ab'],
  ['Array(Map(String, Tuple(x Nullable(UInt8), y JSON)))', `[map('k', (n, '{"a":1}'))]`, [[['k', [null, '{"b":1}']]]]],
  ['Array(LowCardinality(Nullable(String)))', '[toString(n), NULL]', ['a', null]],
  ['Array(Array(DateTime64(3)))', '[[toDateTime64(n, 3)], []]', [[1500n], []]],
  ['Ring', '[(n, 1), (n, 2)]', [[1, 2], [3, 4]]],
  ['MultiPolygon', '[[[(n, 1)]]]', [[[[1, 2]]]]],
  ['QBit(Float32, 8)', 'arrayMap(x -> toFloat32(x + n), range(8))', [1, 2, 3, 4, 5, 6, 7, 8]],
]; // prettier-ignore

it.each(BESIDE)('%s: as ClickHouse evaluates and stores it without us', async (text, expression, value) => {
  await clickhouse.command(
    `CREATE OR REPLACE TABLE one (id UInt8, n UInt8 DEFAULT 1, v ${text} DEFAULT ${expression}, a Array(UInt8) DEFAULT [n, id]) ENGINE = MergeTree ORDER BY id`,
  );
  const stored = parseType(text).type!;
  const inner = stored.kind === 'SimpleAggregateFunction' || stored.kind === 'LowCardinality' ? stored.inner : stored;
  const others = [{ name: 'n', type: type('UInt8'), defaultExpression: '1' }];
  const columns = [
    { name: 'id', type: type('UInt8') },
    { name: 'v', type: { kind: 'Nullable', inner }, defaultExpression: expression } as const,
  ];
  const builder = createBlockBuilder([...columns, withDefault('a', 'Array(UInt8)', '[n, id]')], others);
  fill(builder, [
    [0, value, null],
    [1, null, null],
    [2, null, [9]],
    [3, value, []],
  ]);
  await send(clickhouse, 'one', builder.finish());
  // Rows of which nothing is left to a DEFAULT of ours.
  const plain = createBlockBuilder([{ name: 'id', type: type('UInt8') }, { name: 'v', type: inner }]);
  fill(plain, [[10, value]]);
  await send(clickhouse, 'one', plain.finish());
  await clickhouse.command('INSERT INTO one (id) VALUES (11)');
  const given = 'toString((SELECT v FROM one WHERE id = 10))';
  const byDefault = 'toString((SELECT v FROM one WHERE id = 11))';
  expect(await shown(`SELECT toString(v) = if(id IN (0, 3), ${given}, ${byDefault}), a FROM one WHERE id < 4 ORDER BY id`)).toEqual(
    ['1\t[1,0]', '1\t[1,1]', '1\t[9]', '1\t[]'],
  );
}); // prettier-ignore

it('a DEFAULT that fails for some rows is not asked for the others', async () => {
  await clickhouse.command(
    "CREATE TABLE throws (id UInt8, a Array(UInt8) DEFAULT [throwIf(id = 2, 'asked for'), id]) ENGINE = MergeTree ORDER BY id",
  );
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt8') },
    withDefault('a', 'Array(UInt8)', "[throwIf(id = 2, 'asked for'), id]"),
  ]);
  fill(builder, [
    [1, null],
    [2, [7]],
  ]);
  await send(clickhouse, 'throws', builder.finish());
  expect(await shown('SELECT a FROM throws ORDER BY id')).toEqual(['[0,1]', '[7]']);
});
