import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideJson } from './differences.js';
import { everyType } from './every-type.js';
import { insertReadable } from './json-each-row.js';
import { insert, mapMessages, newTable, ownDatabase, read } from './land.js';
import { nearMisses, type OracleCase } from './spelled.js';

const CASES = 80;
const clickhouse = ownDatabase();
const settings = { allow_suspicious_low_cardinality_types: 1, allow_suspicious_variant_types: 1 };
const used = new Set<string>();

/**
 * Types that hold values or wrap a type, and those that have no strict cast; of the Intervals,
 * which are all read alike, one.
 */
const cases = Object.values(everyType)
  .flat()
  .filter(({ type }) =>
    /^(?:Enum|IntervalDay|Array|QBit|Map|Tuple|Nested|JSON|Variant|Dynamic|Point|Ring|\w*LineString|\w*Polygon|Geometry|Nullable|LowCard|Simple)/.test(
      type,
    ),
  );

/**
 * A Nested column is read by ClickHouse as its arrays: as the tuples that we take it is compared as
 * an array.
 */
const compared = ({ type, select = 'v' }: OracleCase): readonly [type: string, select: string] =>
  type.startsWith('Nested') ? [type.replace(/^Nested(.*)$/, 'Array(Tuple$1)'), 'v'] : [type, select];

describe('near misses are to us what they are to the JSONEachRow of ClickHouse, or a rule says why not', () => {
  it.each(cases.map((one) => [one.type, one] as const))('%s', async (_, one) => {
    const [type, select] = compared(one);
    const all = [...new Set(fc.sample(nearMisses(one), CASES))];
    const table = newTable();
    await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${type}) ENGINE = Memory`, { settings });
    const mapped = mapMessages([['v', type]], all.map((json) => `{"v":${json}}`));
    await insert(clickhouse, table, mapped);
    await insertReadable(clickhouse, table, all.map((json, i) => `{"n":${all.length + i},"v":${json}}`));

    const rows = await read(clickhouse, `SELECT n, toString(${select}) FROM ${table}`, {});
    const found = new Map(rows.map(([n, text]) => [Number(n), text]));
    const unexplained: unknown[] = [];
    for (const [i, json] of all.entries()) {
      const [ours, theirs] = [found.get(i), found.get(all.length + i)];
      expect([json, ours === undefined]).toEqual([json, mapped.rejected.has(i)]);
      if (ours === theirs) continue;
      const we = ours === undefined ? 'refuse' : theirs === undefined ? 'accept' : 'read otherwise';
      const rule = besideJson.find((each) => each.we === we && each.types.test(type) && each.json.test(json));
      if (rule) used.add(`${we}: ${rule.name}`);
      else unexplained.push([we, json, ours, theirs]);
    }
    expect(unexplained.slice(0, 40)).toEqual([]);
  });

  // Other seeds may miss some.
  it.runIf(process.env['FAST_CHECK_SEED'] === undefined)('every rule is met', () => {
    expect(besideJson.map(({ we, name }) => `${we}: ${name}`).filter((name) => !used.has(name))).toEqual([]);
  });
}); // prettier-ignore
