import { expect, it } from 'vitest';
import { readTableFacts, tableKey, type TableFacts } from '../src/index.js';
import { ownDatabase, within } from './server.js';

const { server, name: database } = ownDatabase();
const clickhouse = within(server, database);

async function factsOf(...names: string[]): Promise<(name: string) => TableFacts | undefined> {
  const { tables } = await readTableFacts(
    clickhouse,
    names.map((name) => ({ database, name })),
  );
  return (name) => tables.get(tableKey({ database, name }));
}

it('a table tells its engine, window, TTL and the table partitions that were written', async () => {
  await clickhouse.command(
    `CREATE TABLE seen (id UInt8, day Date) ENGINE = ReplacingMergeTree PARTITION BY (day, id % 2) ORDER BY id
     TTL day + INTERVAL 90 DAY SETTINGS non_replicated_deduplication_window = 77`,
  );
  await clickhouse.command('INSERT INTO seen VALUES (1, today()), (2, today()), (3, today())');
  expect((await factsOf('seen'))('seen')).toEqual({
    database,
    name: 'seen',
    engine: 'ReplacingMergeTree',
    deduplication: { setting: 'non_replicated_deduplication_window', window: 77 },
    ttl: 'day + toIntervalDay(90)',
    partitionKey: '(day, id % 2)',
    recentPartitions: 2,
    views: [],
  });
});

it('a table without the setting has the window of the server, and other engines have none', async () => {
  await clickhouse.command('CREATE TABLE plain (id UInt8) ENGINE = MergeTree ORDER BY id');
  await clickhouse.command('CREATE TABLE nothing (id UInt8) ENGINE = Null');
  const facts = await factsOf('plain', 'nothing', 'missing');
  expect(facts('plain')).toMatchObject({ engine: 'MergeTree', deduplication: { window: 0 } });
  expect(facts('plain')).not.toHaveProperty('partitionKey');
  expect(facts('nothing')).toMatchObject({ engine: 'Null' });
  expect(facts('nothing')).not.toHaveProperty('deduplication');
  expect(facts('missing')).toBeUndefined();
});

it('all that a table feeds through views is found, also by odd names, inner tables and views on targets', async () => {
  await clickhouse.command('CREATE TABLE src (id UInt8) ENGINE = MergeTree ORDER BY id');
  await clickhouse.command(
    'CREATE TABLE `a ``b\\\\c` (id UInt8) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 5',
  );
  await clickhouse.command('CREATE TABLE deep (id UInt8) ENGINE = SummingMergeTree ORDER BY id');
  await clickhouse.command('CREATE MATERIALIZED VIEW `v TO x.y` TO `a ``b\\\\c` AS SELECT id FROM src');
  await clickhouse.command('CREATE MATERIALIZED VIEW second TO deep AS SELECT id FROM `a ``b\\\\c`');
  await clickhouse.command(
    'CREATE MATERIALIZED VIEW own ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 9 AS SELECT id FROM src',
  );
  const facts = await factsOf('src');
  const views = facts('src')?.views ?? [];
  expect(views.map(({ name }) => name).toSorted()).toEqual(['own', 'v TO x.y']);
  expect(views.find(({ name }) => name === 'v TO x.y')?.target).toEqual({ database, name: 'a `b\\c' });
  const inner = views.find(({ name }) => name === 'own')?.target?.name ?? '';
  expect(facts(inner)?.deduplication?.window).toBe(9);
  expect(facts('a `b\\c')).toMatchObject({ deduplication: { window: 5 }, views: [{ name: 'second', target: { name: 'deep' } }] });
  expect(facts('deep')).toMatchObject({ engine: 'SummingMergeTree', views: [] });
}); // prettier-ignore

it('targets are found without the column that newer servers have for them', async () => {
  const older = {
    query: (sql: string, options?: object) =>
      clickhouse.query(sql.replace("table = 'tables'", "table = 'tables' AND name != 'target_table'"), options),
    command: () => Promise.reject(new Error('only reads')),
  };
  const { tables } = await readTableFacts(older, [{ database, name: 'src' }]);
  const found = tables.get(tableKey({ database, name: 'src' }))?.views.find(({ name }) => name === 'v TO x.y');
  expect(found?.target).toEqual({ database, name: 'a `b\\c' });
});

it('a view that runs by the clock is not fed by inserts', async () => {
  await clickhouse.command('CREATE TABLE ticking (id UInt8) ENGINE = MergeTree ORDER BY id');
  await clickhouse.command('CREATE TABLE hourly (id UInt8) ENGINE = MergeTree ORDER BY id');
  await clickhouse.command(
    'CREATE MATERIALIZED VIEW `cl ock` REFRESH EVERY 1 HOUR TO hourly AS SELECT id FROM ticking',
  );
  expect((await factsOf('ticking'))('ticking')?.views).toEqual([]);
});

it('views that feed each other in a circle end', async () => {
  for (const name of ['ring_a', 'ring_b'])
    await clickhouse.command(`CREATE TABLE ${name} (id UInt8) ENGINE = MergeTree ORDER BY id`);
  await clickhouse.command('CREATE MATERIALIZED VIEW a_to_b TO ring_b AS SELECT id FROM ring_a');
  await clickhouse.command('CREATE MATERIALIZED VIEW b_to_a TO ring_a AS SELECT id FROM ring_b');
  const facts = await factsOf('ring_a');
  expect(facts('ring_b')?.views[0]?.target).toEqual({ database, name: 'ring_a' });
});

it('the settings of the user that overrule an insert are read', async () => {
  const { overrides } = await readTableFacts(clickhouse, []);
  expect(overrides).toEqual({ deduplicate_insert: 'enable', deduplicate_insert_select: 'enable_when_possible' });
});
