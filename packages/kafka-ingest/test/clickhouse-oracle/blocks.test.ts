import { typeTable } from '@proj/row-mapping/reference';
import { expect, it } from 'vitest';
import { insert, mapMessages, newTable, ownDatabase, read, type Column } from './land.js';

const clickhouse = ownDatabase();
const settings = { allow_suspicious_low_cardinality_types: 1, allow_suspicious_variant_types: 1 };

/** A column for each example of the table of types. */
const examples = typeTable.flatMap(({ accepted }) => accepted);
const columns = examples.map(({ type }, i): Column => [`c${i}`, type]);
const stored = examples.map((one) => one.stored);
const full = `{${examples.map(({ json }, i) => `"c${i}":${json}`).join(',')}}`;
const shown = examples
  .map(({ type }, i) =>
    type.startsWith('Nested') ? `toString(arrayZip(\`c${i}.a\`, \`c${i}.b\`))` : `toString(c${i})`,
  )
  .join(', ');

async function land(into: readonly Column[], messages: readonly string[]): Promise<string> {
  const table = newTable();
  const structure = into.map(([name, type]) => `${name} ${type}`).join(', ');
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, ${structure}) ENGINE = Memory`, { settings });
  // In another order than the table's.
  const mapped = mapMessages(into.toReversed(), messages);
  expect([...mapped.rejected]).toEqual([]);
  await insert(clickhouse, table, mapped);
  return table;
}

it.each([1, 2_000])('a block of every type at once holds %i rows', async (count) => {
  const table = await land(
    columns,
    Array.from({ length: count }, () => full),
  );
  const rows = await read(clickhouse, `SELECT count(), ${shown} FROM ${table} GROUP BY ALL`, {});
  expect(rows).toEqual([[String(count), ...stored]]);
});

it('a message that is bad in its last column leaves nothing in the columns before it', async () => {
  const last: Column = ['last', 'UInt8'];
  const into: readonly Column[] = [last, ...columns];
  const good = full.replace('{', '{"last":1,');
  const bad = full.replace('{', '{"last":256,');
  const mapped = mapMessages(into.toReversed(), [good, bad, good, bad, bad, good]);
  expect([...mapped.rejected.keys()]).toEqual([1, 3, 4]);
  const table = await land(into, []);
  await insert(clickhouse, table, mapped);
  const rows = await read(clickhouse, `SELECT count(), ${shown} FROM ${table} GROUP BY ALL`, {});
  expect(rows).toEqual([['3', ...stored]]);
});

it('columns that are NULL or empty in every row', async () => {
  const nothing: readonly (readonly [type: string, json: string, stored: string | null])[] = [
    ...['UInt8', 'Int256', 'Float64', 'Decimal(76, 38)', 'Bool', 'String', 'FixedString(3)', 'UUID', 'IPv6', 'Date32', 'DateTime64(9)', 'Time64(3)', "Enum8('a' = 1)"].map((type) => [`Nullable(${type})`, 'null', null] as const),
    ['LowCardinality(Nullable(String))', 'null', null],
    ['Variant(String, UInt8)', 'null', null],
    ['Dynamic', 'null', null],
    ['Array(Nullable(UInt8))', '[null]', '[NULL]'],
    ...['Array(String)', 'Array(Array(UInt64))', 'Array(LowCardinality(String))', 'Array(Tuple(UInt8, String))', 'Ring', 'Polygon'].map((type) => [type, '[]', '[]'] as const),
    ['Array(Array(UInt64))', '[[],[]]', '[[],[]]'],
    ['Map(String, Array(String))', '{}', '{}'],
    ['Map(LowCardinality(String), UInt8)', '{}', '{}'],
    ['JSON', '{}', '{}'],
    ['Tuple(a Nullable(UInt8), b Array(UInt8))', '{"b":[]}', '(NULL,[])'],
    ['String', '""', ''],
    ['LowCardinality(String)', '""', ''],
  ]; // prettier-ignore
  const into = nothing.map(([type], i): Column => [`c${i}`, type]);
  const message = `{${nothing.map(([, json], i) => `"c${i}":${json}`).join(',')}}`;
  for (const count of [1, 1_000]) {
    const table = await land(
      into,
      Array.from({ length: count }, () => message),
    );
    // A Dynamic or Variant that is NULL has an empty text.
    const all = into.map(([name]) => `if(isNull(${name}), NULL, toString(${name}))`).join(', ');
    const rows = await read(clickhouse, `SELECT count(), ${all} FROM ${table} GROUP BY ALL`, {});
    expect(rows).toEqual([[String(count), ...nothing.map(([, , one]) => one)]]);
  }
});

it.each([1, 100_000])('LowCardinality with %i distinct values, alone and inside of others', async (distinct) => {
  const into: readonly Column[] = [
    ['word', 'LowCardinality(String)'],
    ['nullable', 'LowCardinality(Nullable(String))'],
    ['number', 'LowCardinality(UInt64)'],
    ['list', 'Array(LowCardinality(String))'],
    ['map', 'Map(LowCardinality(String), UInt32)'],
  ];
  const value = (i: number): number => i % distinct;
  const messages = Array.from({ length: 100_001 }, (_, i) => {
    const v = value(i);
    return `{"word":"w${v}","nullable":${i % 3 === 0 ? 'null' : `"x${v}"`},"number":${v},"list":["w${v}","","w${v}"],"map":{"k${v}":${v}}}`;
  });
  const table = await land(into, messages);
  const v = `toString(n % ${distinct})`;
  const wrong = `word != concat('w', ${v}) OR nullable IS DISTINCT FROM if(n % 3 = 0, NULL, concat('x', ${v})) OR toString(number) != ${v} OR list != [concat('w', ${v}), '', concat('w', ${v})] OR toString(map) != concat('{\\'k', ${v}, '\\':', ${v}, '}')`;
  const found = await read(clickhouse, `SELECT count(), countIf(${wrong}), uniqExact(word) FROM ${table}`);
  expect(found).toEqual([[String(messages.length), '0', String(distinct)]]);
}, 60_000); // prettier-ignore
