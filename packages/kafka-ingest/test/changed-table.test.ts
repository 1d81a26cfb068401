import { createClickHouse } from '@proj/clickhouse-sink';
import { createTableStatement, quarantineTable } from '@proj/clickhouse-tables';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { DriftWatch } from '../src/consumer/drift-watch.js';
import { createIngest, type IngestProblem, type Pipeline } from '../src/index.js';
import { manualClock, MemorySource } from '../src/testing.js';
import { pipelineOf, typeOf } from './support/pipelines.js';
import { messages, P0 } from './support/set-up.js';

let databases = 0;

/** A pipeline with tables in a real ClickHouse. */
async function withTables() {
  const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
  onTestFinished(() => clickhouse.close());
  const database = `changed_${process.pid}_${++databases}`;
  const pipeline = pipelineOf();
  const placed: Pipeline = {
    ...pipeline,
    landing: { ...pipeline.landing, database },
    quarantine: { ...pipeline.quarantine, database },
  };
  const schema = [
    { name: 'n', type: typeOf('Int64') },
    { name: 'name', type: typeOf('String') },
  ];
  const meta = [{ name: '__value', type: typeOf('String') }, ...pipeline.landing.metaColumns] as const;
  const table = { database, name: 'events', columns: [...schema, ...meta], engine: { sortingKey: '__offset' } };
  await clickhouse.command(`CREATE DATABASE ${database}`);
  await clickhouse.command(createTableStatement(table));
  await clickhouse.command(createTableStatement(quarantineTable({ ...table, columns: schema }, meta)));
  const count = async (name: string): Promise<number> =>
    Number(await clickhouse.query(`SELECT count() FROM ${database}.${name}`, { format: 'TSVRaw' }));
  return { clickhouse, pipeline: placed, count, alter: (sql: string) => clickhouse.command(`ALTER TABLE ${database}.events ${sql}`) }; // prettier-ignore
}

it('a table that was changed so that it refuses every row is said in words, and no message goes to quarantine', async () => {
  const { clickhouse, pipeline, count, alter } = await withTables();
  const source = new MemorySource();
  const policy = { maxAgeMs: 50, holdFirstMs: 50, holdMaxMs: 100 };
  const ingest = createIngest({ pipelines: [pipeline], sink: clickhouse, source: () => source, policy });
  const problems: IngestProblem[] = [];
  ingest.on('error', (problem) => problems.push(problem));
  onTestFinished(() => ingest.stop({ deadlineMs: 1_000 }).then(() => undefined));
  await alter('MODIFY COLUMN name UInt32');
  source.produce('events', 0, messages(20));
  await ingest.start();
  source.assign(P0);
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(1), 20_000);
  expect(problems[0]).toMatchObject({
    code: 'ingest/table-changed',
    message: expect.stringContaining('the column name is UInt32 in the table and String in the datafile') as string,
  });
  expect(await count('events_quarantine')).toBe(0);
  await alter('MODIFY COLUMN name String');
  await vi.waitFor(async () => expect(await count('events')).toBe(20), 20_000);
  expect(await count('events_quarantine')).toBe(0);
});

it('a column that became narrower, which ClickHouse does not complain about, is found by looking', async () => {
  const { clickhouse, pipeline, alter } = await withTables();
  const clock = manualClock();
  const watch = new DriftWatch(pipeline, clickhouse, clock);
  watch.start();
  onTestFinished(() => watch.stop());
  await alter('MODIFY COLUMN n Int8');
  expect(watch.whyNot).toBeUndefined();
  await vi.waitFor(async () => {
    await clock.advance(30_000);
    expect(watch.whyNot?.message).toContain('the column n is Int8 in the table and Int64 in the datafile');
  }, 20_000);
  await alter('MODIFY COLUMN n Int64');
  await vi.waitFor(async () => {
    await clock.advance(30_000);
    expect(watch.whyNot).toBeUndefined();
  }, 20_000);
});
