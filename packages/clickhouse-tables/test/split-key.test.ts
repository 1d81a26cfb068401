import { expect, it } from 'vitest';
import { splitKey } from '../src/index.js';
import { ownDatabase, within } from './server.js';

const { server, name: database } = ownDatabase();
const clickhouse = within(server, database);
const SENT = new Set(['id', 'ts', 'user', 'day']);

it.each([
  ['a column', 'ts DateTime', 'toDate(ts)', 'toDate(ts)'],
  ['several columns', 'ts DateTime', '(toYYYYMM(ts), id % 3)', '(toYYYYMM(ts), id % 3)'],
  ['a DEFAULT that depends on the row', 'ts DateTime, day Date DEFAULT toDate(ts)', 'day', 'day'],
  ['a column with the name of a function', 'user String', 'user', 'user'],
  ['nothing', 'ts DateTime', 'tuple()', undefined],
  ['the time of the insert', 'day Date DEFAULT today()', 'toYYYYMM(day)', undefined],
  ['a DEFAULT that names one by the time', 'ts DateTime DEFAULT now(), day Date DEFAULT toDate(ts)', 'day', undefined],
  ['chance', 'ts UInt32 DEFAULT rand()', 'ts % 7', undefined],
  ['a column that the table computes', 'ts DateTime, d Date MATERIALIZED toDate(ts)', 'd', undefined],
  ['a column that is not sent', 'ts DateTime, other Date', 'other', undefined],
])('a table partitioned by %s', async (_, columns, key, expected) => {
  await clickhouse.command(
    `CREATE OR REPLACE TABLE t (id UInt8, ${columns}) ENGINE = MergeTree PARTITION BY ${key} ORDER BY id`,
  );
  expect(await splitKey(clickhouse, { database, name: 't' }, SENT)).toBe(expected);
});

it('a table that does not exist has no key', async () => {
  expect(await splitKey(clickhouse, { database, name: 'missing' }, SENT)).toBeUndefined();
});
