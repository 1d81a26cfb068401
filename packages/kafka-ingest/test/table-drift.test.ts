import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { parseProject } from '@proj/datafile-parser';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { compileProject, type Pipeline } from '../src/index.js';
import { explainRefusal, readDrift } from '../src/preflight/explain-refusal.js';

const database = `drift_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: inject('clickhouseUrl'), database });
beforeAll(() => clickhouse.command(`CREATE DATABASE ${database}`, { database: '' }));
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

const CONNECTION = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n';

async function deployed(columns: readonly string[]): Promise<Pipeline> {
  const text = `SCHEMA >\n${columns.map((one) => `    ${one}`).join(',\n')}\n\nENGINE MergeTree\nENGINE_SORTING_KEY id\n\nKAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_STORE_RAW_VALUE True\nKAFKA_STORE_HEADERS True\n`;
  const { project, diagnostics } = parseProject([
    { path: 'c.connection', text: CONNECTION },
    { path: 'events.datasource', text },
  ]);
  const compiled = compileProject(project, { lookupSecret: () => undefined, database });
  const [pipeline] = compiled.pipelines;
  if (!pipeline) throw new Error([...diagnostics, ...compiled.diagnostics].map((one) => one.message).join('\n'));
  for (const table of ['events', 'events_quarantine']) await clickhouse.command(`DROP TABLE IF EXISTS ${table}`);
  await applyDeploy(clickhouse, await planDeploy(clickhouse, compiled.tables));
  return pipeline;
}

/** Every kind of type, as datafiles spell them, with and without a DEFAULT. */
const TYPES = [
  'UInt8', 'Int256', 'Float32', 'DECIMAL(10, 2)', 'Decimal32(4)', 'BOOL', 'VARCHAR(10)', 'FixedString(4)', 'UUID', 'IPv4', 'Date', 'Date32',
  "DateTime('Europe/Berlin')", 'DateTime', 'DateTime64(3)', "DateTime64(9, 'UTC')", "Enum('b' = 2, 'a' = 1)", "Enum8('x', 'y')", 'Nullable(INT)', 'LowCardinality(String)',
  'LowCardinality(Nullable(String))', 'Array(LowCardinality(String))', 'Map(String, Array(Int8))', 'Tuple(a UInt8, b String)', 'JSON', 'SimpleAggregateFunction(max, UInt8)', 'Point', 'Time', 'QBit(Float32, 8)', 'Nested(a UInt8, b LowCardinality(String))',
  'Map(LowCardinality(String), Tuple(a LowCardinality(String), b Array(LowCardinality(Nullable(String)))))',
]; // prettier-ignore
const WITH_DEFAULT = ['UInt8 DEFAULT 1', "String DEFAULT 'x'", "LowCardinality(String) DEFAULT 'x'", "Nullable(String) DEFAULT 'x'", "Array(String) DEFAULT ['x']", "Map(String, UInt8) DEFAULT map('a', 1)", 'DateTime DEFAULT now()', "Tuple(UInt8, String) DEFAULT (1, 'x')"]; // prettier-ignore

it('no difference is seen in tables that were just deployed, whatever their types', async () => {
  const columns = ['`id` UInt32 `json:$.id`', ...TYPES.map((type, i) => `\`c${i}\` ${type} \`json:$.c${i}\``)];
  columns.push(...WITH_DEFAULT.map((text, i) => {
    const [type, expression] = text.split(' DEFAULT ');
    return `\`d${i}\` ${type ?? ''} \`json:$.d${i}\` DEFAULT ${expression ?? ''}`;
  })); // prettier-ignore
  const pipeline = await deployed(columns);
  expect(await readDrift(clickhouse, pipeline, 'landing')).toEqual([]);
  expect(await readDrift(clickhouse, pipeline, 'quarantine')).toEqual([]);
  expect(await explainRefusal(clickhouse, pipeline, 'landing')).toBeUndefined();
});

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await deployed(['`id` UInt32 `json:$.id`', '`price` Float64 `json:$.price`', "`kind` Enum8('a' = 1, 'b' = 2) `json:$.kind`"]); // prettier-ignore
});

it.each([
  ['retyped', 'ALTER TABLE events MODIFY COLUMN price Float32', 'the column price is Float32 in the table and Float64 in the datafile'],
  ['made Nullable', 'ALTER TABLE events MODIFY COLUMN price Nullable(Float64)', 'the column price is Nullable(Float64) in the table and Float64 in the datafile'],
  ['dropped', 'ALTER TABLE events DROP COLUMN price', 'the column price is gone'],
  ['renamed', 'ALTER TABLE events RENAME COLUMN price TO cost', 'the column price is gone'],
  ['computed by the table', 'ALTER TABLE events MODIFY COLUMN price Float64 MATERIALIZED id * 2', 'the column price is MATERIALIZED in the table, so that nothing can be written to it'],
  ['a meta column that is gone', 'ALTER TABLE events DROP COLUMN __headers', 'the column __headers is gone'],
])('a column that is %s is named', async (_, statement, text) => {
  await clickhouse.command(statement);
  expect(await explainRefusal(clickhouse, pipeline, 'landing')).toBe(
    `The table ${database}.events is not as the datafile describes it: ${text}.`,
  );
  expect(await explainRefusal(clickhouse, pipeline, 'quarantine')).toBeUndefined();
}); // prettier-ignore

it('a column that the table has more, or stores in another way, is no difference', async () => {
  await clickhouse.command("ALTER TABLE events ADD COLUMN more String DEFAULT 'x' FIRST");
  await clickhouse.command('ALTER TABLE events_quarantine MODIFY COLUMN price LowCardinality(Nullable(String))');
  expect(await readDrift(clickhouse, pipeline, 'landing')).toEqual([]);
  expect(await readDrift(clickhouse, pipeline, 'quarantine')).toEqual([]);
});

it('a table that is gone is said to be, and a server that does not answer explains nothing', async () => {
  await clickhouse.command('DROP TABLE events_quarantine');
  expect(await explainRefusal(clickhouse, pipeline, 'quarantine')).toBe(
    `The table ${database}.events_quarantine is not as the datafile describes it: it does not exist, or cannot be seen with this login.`,
  );
  const down = { query: () => Promise.reject(new Error('down')) };
  expect(await explainRefusal(down, pipeline, 'landing')).toBeUndefined();
});
