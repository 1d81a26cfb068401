import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { parseProject } from '@proj/datafile-parser';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { compileProject, withSplitKeys } from '../src/index.js';

const database = `split_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: inject('clickhouseUrl'), database });
beforeAll(() => clickhouse.command(`CREATE DATABASE ${database}`, { database: '' }));
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

function compiled(name: string, key: string) {
  const schema = 'SCHEMA >\n    `id` UInt32 `json:$.id`,\n    `ts` DateTime `json:$.ts`,\n    `at` DateTime `json:$.at` DEFAULT now()\n'; // prettier-ignore
  const text = `${schema}\nENGINE MergeTree\nENGINE_SORTING_KEY id\nENGINE_PARTITION_KEY ${key}\n\nKAFKA_CONNECTION_NAME c\nKAFKA_TOPIC ${name}\nKAFKA_GROUP_ID ${name}\n`;
  const { project } = parseProject([
    { path: 'c.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n' },
    { path: `${name}.datasource`, text },
  ]);
  return compileProject(project, { lookupSecret: () => 'toDate(ts)', database });
}

it.each([
  ['a_key', 'toYYYYMM(ts)', 'toYYYYMM(ts)'],
  ['a_list', 'toDate(ts), id % 3', '(toDate(ts), id % 3)'],
  ['a_meta_column', '__partition', '__partition'],
  ['the_time_of_the_insert', 'toYYYYMM(at)', undefined],
  ['a_secret', '{{ tb_secret("KEY") }}', undefined],
])('a block of a table partitioned by %s (%s) is shared out by %s', async (name, key, expected) => {
  const { pipelines, tables } = compiled(name, key);
  expect(pipelines).toHaveLength(1);
  await applyDeploy(clickhouse, await planDeploy(clickhouse, tables));
  const [pipeline] = await withSplitKeys(clickhouse, pipelines, tables);
  expect(pipeline?.landing.partitionKey).toBe(expected);
});

it('a pipeline stays as it is while ClickHouse does not answer', async () => {
  const { pipelines, tables } = compiled('down', 'toYYYYMM(ts)');
  const server = { query: () => Promise.reject(new Error('down')) };
  expect(await withSplitKeys(server, pipelines, tables)).toEqual(pipelines);
});
