import { clickhouseDifferences } from '@proj/row-mapping/reference';
import { expect, it } from 'vitest';
import { insertReadable } from './json-each-row.js';
import { insert, mapMessages, newTable, ownDatabase, read } from './land.js';

// What the table of differences says is accepted by both, with another meaning: by example.

const clickhouse = ownDatabase();
const settings = { allow_suspicious_variant_types: 1 };

const EXAMPLES: readonly (readonly [difference: string, type: string, json: string, ours: string, theirs: string])[] = [
  ['lone surrogates', 'String', '"\\udc00"', 'EFBFBD', 'EDB080'],
  ['minus zero', 'JSON', '{"a":-0.0}', '{"a":0}', '{"a":-0}'],
  ['numbers without a fraction', 'JSON', '{"a":1.0}', 'Int64', 'Float64'],
  ['numbers without a fraction', 'Dynamic', '1e2', 'Int64', 'Float64'],
  ['numbers as texts', 'Array(String)', '[1.50,1e-400]', "['1.5','0']", "['1.50','1e-400']"],
  ['Unix times', 'DateTime64(3)', '1769854830', '2026-01-31 10:20:30.000', '1970-01-21 11:37:34.830'],
  ['Unix times', 'DateTime', '1769854830123', '2026-01-31 10:20:30', '2106-02-07 06:28:15'],
  ['the order of keys', 'Map(String, UInt8)', '{"b":1,"7":2,"1":3}', "{'1':3,'7':2,'b':1}", "{'b':1,'7':2,'1':3}"],
  ['the type in a Variant', 'Variant(String, UInt8)', '"7"', 'String', 'UInt8'],
  ['the type in a Dynamic', 'Dynamic', '"2026-01-31"', 'String', 'Date'],
  ['numbers for a Time64', 'Time64(3)', '1', '00:00:01.000', '00:00:00.001'],
];

/** Of some it is the type, or the bytes, that differ. */
const SHOWN: Readonly<Record<string, string>> = {
  Dynamic: 'dynamicType(v)',
  'Variant(String, UInt8)': 'variantType(v)',
  Int64: 'dynamicType(v.a)',
  String: 'hex(v)',
};

it('has an example of each', () => {
  const names = clickhouseDifferences.filter(({ we }) => we === 'read otherwise').map(({ name }) => name);
  expect([...new Set(EXAMPLES.map(([name]) => name))].sort()).toEqual(names.sort());
});

it.each(EXAMPLES)('%s: %s, %s', async (_, type, json, ours, theirs) => {
  const table = newTable();
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${type}) ENGINE = Memory`, { settings });
  await insert(clickhouse, table, mapMessages([['v', type]], [`{"v":${json}}`]));
  await insertReadable(clickhouse, table, [`{"n":1,"v":${json}}`]);
  expect(await read(clickhouse, `SELECT ${SHOWN[type] ?? SHOWN[ours] ?? 'toString(v)'} FROM ${table} ORDER BY n`, {})).toEqual([[ours], [theirs]]);
}); // prettier-ignore
