import process from 'node:process';
import fc from 'fast-check';
import { typeTable } from '@proj/row-mapping/reference';
import { afterAll, describe, expect, it } from 'vitest';
import { everyType } from './every-type.js';
import { insert, leaves, mapMessages, newTable, ownDatabase, read, type Tree } from './land.js';
import { anySpelling, type OracleCase } from './spelled.js';

const CASES = 400;
const clickhouse = ownDatabase();
const settings = { allow_suspicious_low_cardinality_types: 1, allow_suspicious_variant_types: 1 };

const sorted = (tree: Tree): Tree =>
  Array.isArray(tree)
    ? tree.map(sorted)
    : tree !== null && typeof tree === 'object'
      ? Object.fromEntries(Object.entries(tree as Readonly<Record<string, Tree>>).map(([key, one]) => [key, sorted(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
      : tree; // prettier-ignore

/** So many values were compared, by entry of the table of types. ORACLE_COUNTS=1 shows them. */
const counts = new Map<string, number>();
afterAll(() => {
  if (process.env['ORACLE_COUNTS'] === undefined) return;
  const lines = [...counts].map(([types, count]) => `| ${types} | ${everyType[types]!.length} | ${count} |`);
  process.stdout.write(['| entry | types | values |', '| --- | --- | --- |', ...lines, ''].join('\n'));
});

async function expectAgreement(types: string, one: OracleCase): Promise<void> {
  const { type, select = 'v', same = (leaf: string) => leaf } = one;
  const spelled = fc.sample(anySpelling(one), CASES);
  const table = newTable();
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${type}, c Nullable(String)) ENGINE = Memory`, { settings });
  const messages = spelled.map(({ json, canonical }) => `{"v":${json}${canonical === undefined ? '' : `,"c":${JSON.stringify(canonical)}`}}`);
  const mapped = mapMessages([['v', type], ['c', 'Nullable(String)']], messages);
  expect([...mapped.rejected.entries()].slice(0, 5).map(([n, why]) => [spelled[n]?.json, why])).toEqual([]);
  await insert(clickhouse, table, mapped);

  const found = await read(clickhouse, `SELECT ${select} FROM ${table} ORDER BY n`);
  const shown = (tree: Tree | undefined): Tree => typeof tree === 'string' ? same(tree) : sorted(leaves(tree));
  const wrong = spelled.flatMap(({ json, means }, n) => {
    const got = shown(found[n]?.[0]);
    return means === undefined || JSON.stringify(got) === JSON.stringify(shown(means)) ? [] : [{ json, means: shown(means), got }];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(found.length).toBe(spelled.length);
  counts.set(types, (counts.get(types) ?? 0) + found.length);

  if (!spelled.some(({ canonical }) => canonical !== undefined)) return;
  const inner = type.replace(/^(?:SimpleAggregateFunction\(\w+, |LowCardinality\()(.*)\)$/, '$1');
  const other = `CAST(assumeNotNull(c) AS ${inner})`;
  const differ = await read(
    clickhouse,
    `SELECT n, c, toString(${other}), toString(v) FROM ${table} WHERE c IS NOT NULL AND toString(${other}) != toString(v) ORDER BY n LIMIT 5`,
  );
  expect(differ.map(([n, ...rest]) => [spelled[Number(n)]?.json, ...rest])).toEqual([]);
} // prettier-ignore

describe('what is accepted is in the table as it was meant', () => {
  it('has cases for every entry of the table of types', () => {
    expect(Object.keys(everyType).sort()).toEqual(typeTable.map(({ types }) => types).sort());
  });

  for (const [types, cases] of Object.entries(everyType)) {
    it.each(cases.map((one) => [one.type, one] as const))(`${types.replaceAll('%', '%%')}: %s`, (_, one) =>
      expectAgreement(types, one),
    );
  }
  it('compared as many values of each entry as there should be', () => {
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(Object.entries(everyType).map(([types, cases]) => [types, cases.length * CASES])),
    );
  });
});
