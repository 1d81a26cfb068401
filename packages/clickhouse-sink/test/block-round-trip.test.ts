import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockBuilder } from '../src/index.js';
import { ownDatabase, rows, send, type } from './server.js';
import { namedCases } from './named-values.js';
import { compositeCases, simpleCases, type Case } from './values.js';
import { write, writeHalf, type Value } from './write-value.js';

const { clickhouse } = ownDatabase();
let tables = 0;

const canBeNullable = (one: Case): boolean =>
  /^(U?Int|Float|Bool|Decimal|String|FixedString|UUID|IPv4|Enum|Date)/.test(one.type);
const nullable = simpleCases.filter(canBeNullable).map((one) => ({
  type: `Nullable(${one.type})`,
  values: fc.option(one.values),
  show: (value: Value) => (value === null ? null : one.show(value)),
}));

/**
 * Reads a column back in order; everything but floats as text, so that no digit is lost on the way.
 */
async function readBack(table: string, select = 'v'): Promise<readonly unknown[]> {
  const settings =
    'output_format_json_quote_64bit_integers=1, output_format_json_quote_decimals=1, output_format_json_named_tuples_as_objects=1';
  const found = await rows<{ v: unknown }>(
    clickhouse,
    `SELECT ${select} AS v FROM ${table} ORDER BY n SETTINGS ${settings}`,
  );
  return found.map((row) => row.v);
}

/**
 * Small integers come as numbers, wide ones as text: compare them all as text, and floats as
 * numbers.
 */
function comparable(value: unknown, float: boolean): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => comparable(one, float));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, comparable(one, float)]));
  }
  if (value === null) return null;
  const scalar = value as string | number | boolean;
  return float ? Math.fround(Number(scalar)) : String(scalar);
}

async function expectRoundTrip(one: Case, values: readonly Value[]): Promise<void> {
  const table = `t${++tables}`;
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${one.type}) ENGINE = MergeTree ORDER BY n`);
  const builder = createBlockBuilder([
    { name: 'n', type: type('UInt32') },
    { name: 'v', type: type(one.type) },
  ]);
  const [n, v] = builder.writers;
  if (n?.form !== 'number' || !v) throw new Error('no writers');
  // Every value is written after one that was taken back, whole or half done: neither may leave a
  // trace.
  for (const [i, value] of values.entries()) {
    const other = values[values.length - 1 - i] ?? null;
    if (i % 3 === 1) {
      write(v, other);
      v.undo();
    } else if (i % 3 === 2) {
      writeHalf(v, other);
      v.undo();
    }
    n.add(i);
    write(v, value);
    builder.endRow();
  }
  const block = builder.finish();
  expect(block.byteLength).toBe(block.parts.reduce((sum, part) => sum + part.length, 0));
  const float = /^(Nullable\()?Float32/.test(one.type);
  const expected = values.map((value) => comparable(one.show(value), float));
  const stored = async (): Promise<readonly unknown[]> =>
    (await readBack(table, one.select)).map((value) => comparable(value, float));
  await send(clickhouse, table, block);
  expect(await stored()).toEqual(expected);
  await clickhouse.command(`TRUNCATE TABLE ${table}`);
  // The same block in pieces, as when a row that ClickHouse refuses is looked for.
  for (const [from, to] of [
    [0, 1],
    [1, 7],
    [7, block.rows],
  ] as const)
    // prettier-ignore
    if (from < block.rows) await send(clickhouse, table, block, { kind: 'rows', from, to });
  expect(await stored()).toEqual(expected);
}

describe('what is written is what ClickHouse reads', () => {
  it.each([...simpleCases, ...nullable, ...compositeCases, ...namedCases].map((one) => [one.type, one] as const))(
    '%s',
    async (_, one) => {
      const many = fc.sample(one.values, { numRuns: 300, seed: 11 });
      await expectRoundTrip(one, many);
      await expectRoundTrip(one, many.slice(0, 1));
    },
  );

  it('floats that JSON has no number for', async () => {
    await clickhouse.command('CREATE TABLE floats (v Float64, w Float32) ENGINE = MergeTree ORDER BY tuple()');
    const builder = createBlockBuilder([
      { name: 'v', type: type('Float64') },
      { name: 'w', type: type('Float32') },
    ]);
    for (const value of [NaN, Infinity, -Infinity]) {
      for (const writer of builder.writers) write(writer, value);
      builder.endRow();
    }
    await send(clickhouse, 'floats', builder.finish());
    expect(await clickhouse.query('SELECT v, w FROM floats', { format: 'TSV' })).toBe(
      'nan\tnan\ninf\tinf\n-inf\t-inf\n',
    );
  });

  it('IPv6 addresses and JSON texts', async () => {
    await clickhouse.command(
      'CREATE TABLE others (v IPv6, w JSON, x DateTime64(9)) ENGINE = MergeTree ORDER BY tuple()',
    );
    const builder = createBlockBuilder([
      { name: 'v', type: type('IPv6') },
      { name: 'w', type: type('JSON') },
      { name: 'x', type: type('DateTime64(9)') },
    ]);
    const [v, w, x] = builder.writers;
    if (!v || !w || !x) throw new Error('no writers');
    write(v, Uint8Array.from([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    write(w, '{"a":{"b":1}}');
    write(x, 1_700_000_000_123_456_789n);
    builder.endRow();
    await send(clickhouse, 'others', builder.finish());
    expect(await clickhouse.query('SELECT v, w.a.b, x FROM others', { format: 'TSV' })).toBe(
      '2001:db8::1\t1\t2023-11-14 22:13:20.123456789\n',
    );
  });

  it('a lone surrogate becomes the replacement character', async () => {
    await clickhouse.command('CREATE TABLE surrogates (v String) ENGINE = MergeTree ORDER BY tuple()');
    const builder = createBlockBuilder([{ name: 'v', type: type('String') }]);
    write(builder.writers[0]!, 'a\uD800b');
    builder.endRow();
    await send(clickhouse, 'surrogates', builder.finish());
    expect(await clickhouse.query('SELECT v FROM surrogates', { format: 'TSVRaw' })).toBe('a\uFFFDb\n');
  });
});

it('carries 200,000 rows in one block, and again after a reset', async () => {
  await clickhouse.command(
    'CREATE TABLE large (id UInt64, s String, t Nullable(String), a Array(UInt16)) ENGINE = MergeTree ORDER BY id',
  );
  const builder = createBlockBuilder(
    ['id UInt64', 's String', 't Nullable(String)', 'a Array(UInt16)'].map((column) => {
      const [name = '', ...text] = column.split(' ');
      return { name, type: type(text.join(' ')) };
    }),
  );
  const fill = (from: number, count: number): void => {
    for (let i = from; i < from + count; i++) {
      const values: readonly Value[] = [
        i,
        `text ${i}`,
        i % 2 === 0 ? null : 'ü',
        Array.from({ length: i % 4 }, (_, k) => k),
      ];
      for (const [k, writer] of builder.writers.entries()) write(writer, values[k] ?? null);
      builder.endRow();
    }
  };
  fill(0, 200_000);
  await send(clickhouse, 'large', builder.finish());
  builder.reset();
  expect(builder.rows).toBe(0);
  fill(200_000, 1_000);
  await send(clickhouse, 'large', builder.finish());
  const sums =
    "SELECT count(), sum(id), countIf(s = 'text ' || toString(id)), countIf(isNull(t) = (id % 2 = 0)), sum(length(a)), countIf(a = range(id % 4)) FROM large";
  expect(await clickhouse.query(sums, { format: 'TSV' })).toBe('201000\t20200399500\t201000\t201000\t301500\t201000\n');
});

describe('a builder', () => {
  const columns = [
    { name: 'a', type: type('UInt32') },
    { name: 'b', type: type('Array(String)') },
  ];

  it('a builder makes no block without rows', () => {
    expect(() => createBlockBuilder(columns).finish()).toThrow(/without rows/);
  });

  it('notices a row that lacks a value', () => {
    const builder = createBlockBuilder(columns);
    write(builder.writers[0]!, 1);
    builder.endRow();
    expect(() => builder.finish()).toThrow(/column b has 0 values for 1 rows/);
  });

  it('a builder takes next to no memory before it is used', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `c${i}`, type: type('Nullable(String)') }));
    const builders = Array.from({ length: 100 }, () => createBlockBuilder(many));
    const held = builders.reduce((sum, builder) => sum + builder.byteLength, 0);
    // Only the names and types of the columns.
    expect(held).toBeLessThan(100 * 40 * 25);
  });

  it('refuses types that no block can hold', () => {
    expect(() => createBlockBuilder([{ name: 'v', type: type('AggregateFunction(sum, UInt8)') }])).toThrow(
      'no block can hold AggregateFunction(sum, UInt8)',
    );
  });

  it('knows its size as it grows', () => {
    const builder = createBlockBuilder(columns);
    const empty = builder.byteLength;
    write(builder.writers[0]!, 1);
    write(builder.writers[1]!, ['abc']);
    builder.endRow();
    expect(builder.byteLength - empty).toBe(4 + 8 + 4);
  });
});
