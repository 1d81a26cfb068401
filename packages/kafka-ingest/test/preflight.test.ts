import { randomBytes } from 'node:crypto';
import { createBlockBuilder, createClickHouse } from '@proj/clickhouse-sink';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { reasonText, readVerdicts, verdictLine, type Verdict } from '../src/index.js';
import { noteText } from '../src/preflight/verdict-text.js';
import { typeOf } from './support/pipelines.js';

const database = `preflight_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: inject('clickhouseUrl'), database });
beforeAll(() => clickhouse.command(`CREATE DATABASE ${database}`, { database: '' }));
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

const WINDOW = 'SETTINGS non_replicated_deduplication_window = 10000';

let sources = 0;
/** A data source with tables of its own; `%` in a statement is the name of its landing table. */
async function datasource(...statements: readonly string[]): Promise<string> {
  const name = `t${++sources}`;
  await clickhouse.command(`CREATE TABLE ${name}_quarantine (id UInt32) ENGINE = MergeTree ORDER BY id ${WINDOW}`);
  for (const one of statements) await clickhouse.command(one.replaceAll('%', name));
  return name;
}

async function judge(name: string, kafka?: Parameters<typeof readVerdicts>[2]): Promise<Verdict> {
  const landing = { database, table: name, metaColumns: [] };
  const quarantine = { database, table: `${name}_quarantine` };
  const [verdict] = await readVerdicts(clickhouse, [{ datasource: name, landing, quarantine }], kafka);
  if (!verdict) throw new Error('no verdict');
  return verdict;
}

const without = (text: string, name: string): string => text.replaceAll(database, 'shop').replaceAll(name, 'events');

async function insert(table: string, ids: readonly number[], token: string): Promise<void> {
  const builder = createBlockBuilder([{ name: 'id', type: typeOf('UInt32') }]);
  const [id] = builder.writers;
  if (id?.form !== 'number') throw new Error('no writer');
  for (const one of ids) {
    id.add(one);
    builder.endRow();
  }
  const queryId = randomBytes(6).toString('hex');
  await clickhouse.insert({ database, table, block: builder.finish(), token, queryId });
}

const count = async (table: string): Promise<number> =>
  Number(await clickhouse.query(`SELECT count() FROM ${table}`, { format: 'TSV' }));

const plain = (name: string, settings = ''): string =>
  `CREATE TABLE ${name} (id UInt32) ENGINE = MergeTree ORDER BY id ${settings}`;

it.each([
  ['with a window', [plain('%', WINDOW)], ['%'], 'exactly-once', []],
  ['without a window', [plain('%')], ['%'], 'at-least-once', ['no-window']],
  ['of another engine', ['CREATE TABLE % (id UInt32) ENGINE = Memory'], ['%'], 'at-least-once', ['engine']],
  ['with a view into a table with a window', [plain('%', WINDOW), plain('%_x', WINDOW), 'CREATE MATERIALIZED VIEW %_v TO %_x AS SELECT id FROM %'], ['%', '%_x'], 'exactly-once', []],
  ['with a view into a table without one', [plain('%', WINDOW), plain('%_x'), 'CREATE MATERIALIZED VIEW %_v TO %_x AS SELECT id FROM %'], ['%', '%_x'], 'at-least-once', ['no-window']],
  ['with a view on the target of a view', [plain('%', WINDOW), plain('%_x', WINDOW), plain('%_y'), 'CREATE MATERIALIZED VIEW %_v TO %_x AS SELECT id FROM %', 'CREATE MATERIALIZED VIEW %_w TO %_y AS SELECT id FROM %_x'], ['%', '%_x', '%_y'], 'at-least-once', ['no-window']],
  ['that only feeds a view', ['CREATE TABLE % (id UInt32) ENGINE = Null', plain('%_x'), 'CREATE MATERIALIZED VIEW %_v TO %_x AS SELECT id FROM %'], ['%_x'], 'at-least-once', ['engine', 'no-window']],
] as const)('the verdict about a table %s is what three inserts with one token show', async (_, statements, tables, guarantee, codes) => {
  const name = await datasource(...statements);
  const verdict = await judge(name);
  expect(verdict).toMatchObject({ guarantee, reasons: codes.map((code) => ({ code })) });
  for (let i = 0; i < 3; i++) await insert(name, [1, 2], 'a');
  const counts = await Promise.all(tables.map((one) => count(one.replaceAll('%', name))));
  expect(counts.every((rows) => rows === 2)).toBe(guarantee === 'exactly-once');
}); // prettier-ignore

it('a window that others pass before an insert is repeated is too small', async () => {
  const name = await datasource(plain('%', 'SETTINGS non_replicated_deduplication_window = 30'));
  const verdict = await judge(name, () => ({ partitions: 4 }));
  expect(verdict.reasons).toMatchObject([{ code: 'small-window', window: 30, needed: 1_000 }]);
  for (let i = 0; i < 40; i++) await insert(name, [i], `${i}`);
  await insert(name, [0], '0');
  expect(await count(name)).toBe(41);
});

it('the window that is needed grows with Kafka partitions and with table partitions', async () => {
  const name = await datasource(
    `CREATE TABLE % (id UInt32) ENGINE = MergeTree PARTITION BY id ORDER BY id SETTINGS non_replicated_deduplication_window = 10000`,
  );
  await insert(name, [1, 2, 3, 4, 5, 6], 'a');
  expect((await judge(name, () => ({ partitions: 80 }))).guarantee).toBe('exactly-once');
  const { reasons } = await judge(name, () => ({ partitions: 100 }));
  expect(reasons).toMatchObject([{ code: 'small-window', needed: 12_000, kafkaPartitions: 100, tablePartitions: 6 }]);
  expect(without(reasonText(reasons[0]!).text, name)).toBe(
    'shop.events remembers 10000 inserts, and 100 Kafka partitions and 6 table partitions a batch need 12000',
  );
  // What is advised helps.
  await clickhouse.command(reasonText(reasons[0]!).remedy);
  expect((await judge(name, () => ({ partitions: 100 }))).guarantee).toBe('exactly-once');
});

it('a view that fails harms only targets without a window, as the note says', async () => {
  const name = await datasource(
    plain('%', WINDOW),
    plain('%_with', WINDOW),
    plain('%_without'),
    plain('%_bad', WINDOW),
    'CREATE MATERIALIZED VIEW %_a TO %_with AS SELECT id FROM %',
    'CREATE MATERIALIZED VIEW %_b TO %_without AS SELECT id FROM %',
    "CREATE MATERIALIZED VIEW %_c TO %_bad AS SELECT throwIf(id = 7, 'seven') + id AS id FROM %",
  );
  const { notes, reasons } = await judge(name);
  expect(notes.map((one) => without(noteText(one), name))).toEqual([
    expect.stringMatching(
      /^If one of the views shop\.events_[abc], shop\.events_[abc] and shop\.events_[abc] fails, the table has the rows already, and what the views feed may not\. The batch is repeated until the view works, and its partition waits\. A repetition can put the same rows into shop\.events_without again\.$/,
    ),
  ]);
  expect(reasons).toMatchObject([{ code: 'no-window', table: { name: `${name}_without` } }]);
  for (let i = 0; i < 3; i++) await expect(insert(name, [7], 'a')).rejects.toMatchObject({ clickhouseCode: 395 });
  expect([await count(name), await count(`${name}_bad`)]).toEqual([1, 0]);
  await clickhouse.command(`ALTER TABLE ${name}_c MODIFY QUERY SELECT id FROM ${name}`);
  // Views run in no certain order, so that the others have the rows or not until all of them work.
  await insert(name, [7], 'a');
  const before = await count(`${name}_without`);
  // As when the answer to an insert is lost.
  await insert(name, [7], 'a');
  expect([await count(name), await count(`${name}_with`), await count(`${name}_bad`)]).toEqual([1, 1, 1]);
  expect(await count(`${name}_without`)).toBe(before + 1);
});

it('a data source whose tables do not exist yet is not judged', async () => {
  const verdict = await judge('missing');
  expect(verdict.guarantee).toBe('unknown');
  expect(verdictLine(verdict).replaceAll(database, 'shop')).toBe(
    'missing: exactly once or not is unknown, because shop.missing does not exist yet, and for 1 other reason.',
  );
});
