import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { parseType, printType } from '../src/index.js';
import { ACCEPTED } from './support/accepted-types.js';
import { arbitraryType } from './support/arbitrary-type.js';
import { REFUSED } from './support/refused-types.js';

/** Given by the global set-up when there is a server; without one, these tests are left out. */
const url = inject('clickhouseUrl' as never) as string | undefined;

/**
 * Settings that a server may need before it accepts all these types; 26.7 has the last two by
 * default.
 */
const SETTINGS = {
  allow_suspicious_low_cardinality_types: '1',
  allow_suspicious_fixed_string_types: '1',
  allow_suspicious_variant_types: '1',
  flatten_nested: '0',
  enable_time_time64_type: '1',
  allow_experimental_qbit_type: '1',
};

async function query(sql: string): Promise<string> {
  const response = await fetch(`${url}/?${new URLSearchParams(SETTINGS)}`, { method: 'POST', body: sql });
  const text = await response.text();
  if (!response.ok) throw new Error(`${text}\n${sql}`);
  return text.trimEnd();
}

/** How ClickHouse itself writes down the type of a column that is stored. */
async function asClickHousePrintsIt(type: string): Promise<string> {
  await query('CREATE DATABASE IF NOT EXISTS types_agree');
  await query(`CREATE OR REPLACE TABLE types_agree.probe (c ${type}) ENGINE = MergeTree ORDER BY tuple()`);
  return query(`SELECT type FROM system.columns WHERE database = 'types_agree' AND table = 'probe' FORMAT TSVRaw`);
}

/**
 * Refused by us although a column may be declared this way: the first two are not types, and the
 * last loses its time zone.
 */
const TAKEN_BY_CLICKHOUSE = new Set(['Int8 NULL', 'Int8 NOT NULL', 'DateTime64(3, UTC)']);

describe.skipIf(url === undefined)('a real ClickHouse', () => {
  it.each(ACCEPTED)('a real ClickHouse reads %s as %s', async (written, canonical) => {
    expect(await asClickHousePrintsIt(written)).toBe(canonical);
  });

  const refused = REFUSED.map(([marked]) => marked.replaceAll('~', ''));
  it.each(refused.filter((text) => !TAKEN_BY_CLICKHOUSE.has(text)))('refuses %s as we do', async (text) => {
    await expect(asClickHousePrintsIt(text)).rejects.toThrow('DB::Exception');
  });
  it.each([...TAKEN_BY_CLICKHOUSE])('a real ClickHouse takes %s, unlike us', async (text) => {
    expect(refused).toContain(text);
    expect(await asClickHousePrintsIt(text)).not.toBe('');
  });

  it('a real ClickHouse takes what we take, and prints it the same', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryType, async (type) => {
        const text = printType(type);
        expect(await asClickHousePrintsIt(text)).toBe(text);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  const takes = (type: string): Promise<boolean> =>
    asClickHousePrintsIt(type).then(
      () => true,
      () => false,
    );
  const inJson = ACCEPTED.map(([, canonical]) => canonical).filter((type) => !type.startsWith('JSON('));
  const WRAPS = ['T', 'Array(T)', 'Map(T, Int8)', 'Map(String, T)', 'Tuple(x T)', 'Variant(T, Array(Int8))'];

  it.each(WRAPS)('a real ClickHouse takes at a path of JSON just what we take there: %s', async (wrap) => {
    for (const type of new Set(inJson.map((one) => wrap.replace('T', () => one)))) {
      if (!parseType(type).type) continue;
      const text = `JSON(a.b ${type})`;
      expect([text, parseType(text).type !== undefined]).toEqual([text, await takes(text)]);
    }
  });

  it('a real ClickHouse takes at a path of JSON what we take there, however types are nested', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryType, async (type) => {
        const text = `JSON(a.b ${printType(type)})`;
        expect([text, parseType(text).type !== undefined]).toEqual([text, await takes(text)]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('knows no name that we do not know', async () => {
    const names = (await query('SELECT name FROM system.data_type_families FORMAT TSVRaw')).split('\n');
    const unknown = names.filter((name) =>
      parseType(name).problems.some((one) => one.code === 'clickhouse-types/unknown-type'),
    );
    expect(unknown).toEqual([]);
  });

  it('a real ClickHouse has no time zone that we refuse', async () => {
    const zones = (await query('SELECT time_zone FROM system.time_zones FORMAT TSVRaw')).split('\n');
    // Factory stands for a machine whose zone was never set; Intl has none such.
    const refused = zones.filter((zone) => zone !== 'Factory' && parseType(`DateTime('${zone}')`).type === undefined);
    expect(refused).toEqual([]);
  });
});
