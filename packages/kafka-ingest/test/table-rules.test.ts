import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { createTableStatement } from '@proj/clickhouse-tables';
import { parseProject } from '@proj/datafile-parser';
import { hasErrors } from '@proj/diagnostics';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { compileProject } from '../src/index.js';

const database = `rules_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: inject('clickhouseUrl'), database });
beforeAll(() => clickhouse.command(`CREATE DATABASE ${database}`, { database: '' }));
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

let tables = 0;

/** What we say of a data source's table, and what ClickHouse says. */
async function verdicts(columns: string, settings: string): Promise<{ ours: string; clickhouse: string; why: string }> {
  const text = `SCHEMA >\n    ${columns}\n\n${settings}\n`;
  const name = `t${++tables}`;
  const { project, diagnostics } = parseProject([{ path: `${name}.datasource`, text }]);
  const compiled = compileProject(project, { lookupSecret: () => undefined, database });
  const problems = [...diagnostics, ...compiled.diagnostics];
  const [table] = compiled.tables;
  if (!table) throw new Error(`no table for ${text}`);
  let refused = '';
  try {
    await clickhouse.command(createTableStatement(table));
  } catch (error) {
    refused = error instanceof Error ? error.message : String(error);
  }
  return {
    ours: hasErrors(problems) ? 'refused' : 'accepted',
    clickhouse: refused === '' ? 'accepted' : 'refused',
    why: `${problems.map((one) => one.message).join(' ')} | ${refused.slice(0, 200)}`,
  };
}

const TYPES = [
  'Int8', 'Int64', 'Int128', 'Int256', 'UInt8', 'UInt64', 'UInt256', 'Float32', 'Float64', 'BFloat16', 'Decimal(10, 2)', 'Bool', 'String',
  'FixedString(4)', 'UUID', 'IPv4', 'IPv6', "Enum8('a' = 1)", "Enum16('a' = 1)", 'Date', 'Date32', 'DateTime', 'DateTime64(3)', 'Time',
  'Time64(3)', 'Array(UInt8)', 'Tuple(UInt8, UInt8)', 'Map(String, UInt8)', 'Nullable(UInt64)', 'LowCardinality(String)', 'Point',
]; // prettier-ignore

describe('what the datafile checks refuse ClickHouse refuses, and what they accept it accepts', () => {
  it.each([
    [
      'ENGINE_VER',
      (type: string) => ['id UInt8, v ' + type, 'ENGINE ReplacingMergeTree\nENGINE_SORTING_KEY id\nENGINE_VER v'],
    ],
    [
      'ENGINE_IS_DELETED',
      (type: string) => [
        'id UInt8, v UInt8, d ' + type,
        'ENGINE ReplacingMergeTree\nENGINE_SORTING_KEY id\nENGINE_VER v\nENGINE_IS_DELETED d',
      ],
    ],
    [
      'ENGINE_SIGN',
      (type: string) => ['id UInt8, s ' + type, 'ENGINE CollapsingMergeTree\nENGINE_SORTING_KEY id\nENGINE_SIGN s'],
    ],
    [
      'ENGINE_VERSION',
      (type: string) => [
        'id UInt8, s Int8, v ' + type,
        'ENGINE VersionedCollapsingMergeTree\nENGINE_SORTING_KEY id\nENGINE_SIGN s\nENGINE_VERSION v',
      ],
    ],
    [
      'ENGINE_SUMMING_COLUMNS',
      (type: string) => [
        'id UInt8, v ' + type,
        'ENGINE SummingMergeTree\nENGINE_SORTING_KEY id\nENGINE_SUMMING_COLUMNS v',
      ],
    ],
    ['ENGINE_SORTING_KEY', (type: string) => ['id UInt8, v ' + type, 'ENGINE MergeTree\nENGINE_SORTING_KEY id, v']],
    [
      'ENGINE_PARTITION_KEY',
      (type: string) => ['id UInt8, v ' + type, 'ENGINE MergeTree\nENGINE_SORTING_KEY id\nENGINE_PARTITION_KEY v'],
    ],
    [
      'ENGINE_SAMPLING_KEY',
      (type: string) => ['id UInt8, v ' + type, 'ENGINE MergeTree\nENGINE_SORTING_KEY v\nENGINE_SAMPLING_KEY v'],
    ],
  ] as const)('%s, of each type', async (_name, table) => {
    const different: string[] = [];
    for (const type of TYPES) {
      const [columns = '', settings = ''] = table(type);
      const { ours, clickhouse: theirs, why } = await verdicts(columns, settings);
      if (ours !== theirs) different.push(`${type}: ${ours} | ${why}`);
    }
    expect(different).toEqual([]);
  });

  it.each([
    'minmax', 'minmax()', 'minmax(1)', 'set', 'set(0)', 'set(100)', 'set(1, 2)', 'bloom_filter', 'bloom_filter(0.01)',
    'bloom_filter(0.01, 2)', 'tokenbf_v1(256, 2, 0)', 'tokenbf_v1(256, 2)', 'tokenbf_v1', 'ngrambf_v1(3, 256, 2, 0)', 'ngrambf_v1(256, 2, 0)',
    'sparse_grams(3, 100, 256, 2, 0)', 'text', "text(tokenizer = 'splitByNonAlpha')", 'nosuch',
  ])('index type %s', async (type) => {
    const index = `i note TYPE ${type} GRANULARITY 1`;
    const name = `t${++tables}`;
    const text = `SCHEMA >\n    note String\n\nINDEXES >\n    ${index}\n`;
    const refused = hasErrors(parseProject([{ path: `${name}.datasource`, text }]).diagnostics);
    const created = clickhouse.command(`CREATE TABLE ${name} (note String, INDEX ${index}) ENGINE MergeTree ORDER BY ()`);
    if (refused) await expect(created).rejects.toThrow();
    else await created;
  }); // prettier-ignore

  it.each([
    ['a', 'a'], ['a, b', 'a'], ['a, b', 'b'], ['a, b', 'a, b'], ['(a, b)', 'a'], ['a DESC, b', 'a'], ['a', 'a, b'],
    ['toDate(t), a', 'toDate(t)'], ['toDate(t), a', 'toDate( t )'], ['a, b', 'tuple()'],
  ])('sorting key %s with primary key %s', async (sorting, primary) => {
    const { ours, clickhouse: theirs, why } = await verdicts(
      'a UInt8, b UInt8, t DateTime',
      `ENGINE MergeTree\nENGINE_SORTING_KEY ${sorting}\nENGINE_PRIMARY_KEY ${primary}`,
    );
    expect(`${ours} | ${why}`).toBe(`${theirs} | ${why}`);
  }); // prettier-ignore

  it.each([
    ['a, cityHash64(b)', 'cityHash64(b)'],
    ['a, b', 'cityHash64(b)'],
    ['a, b', 'b'],
    ['a, s', 's'],
  ])('sorting key %s with sampling key %s', async (sorting, sampling) => {
    const {
      ours,
      clickhouse: theirs,
      why,
    } = await verdicts(
      'a UInt8, b UInt32, s String',
      `ENGINE MergeTree\nENGINE_SORTING_KEY ${sorting}\nENGINE_SAMPLING_KEY ${sampling}`,
    );
    expect(`${ours} | ${why}`).toBe(`${theirs} | ${why}`);
  });

  it.each([
    ['lower(n)'],
    ['ifNull(n, 0)'],
    ['sum(a)'],
    ['a, a'],
    ['x -> x'],
    ['rand()'],
    ['a + 1'],
    ['-a'],
    ['(a, b)'],
    ['tuple(a, b)'],
    ['tuple()'],
    ['arrayMap(x -> x + a, [1, 2])'],
    ['cast(a AS String)'],
    ['a::String'],
    ['assumeNotNull(n)'],
    ['1'],
    ['a DESC'],
    ['a, b DESC'],
  ])('sorting key %s', async (key) => {
    const {
      ours,
      clickhouse: theirs,
      why,
    } = await verdicts('a UInt8, b UInt32, n Nullable(UInt8)', `ENGINE MergeTree\nENGINE_SORTING_KEY ${key}`);
    expect(`${ours} | ${why}`).toBe(`${theirs} | ${why}`);
  });
});
