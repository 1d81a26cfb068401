import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { createBlockBuilder, createClickHouse, QueryError, type Block } from '../src/index.js';
import { ownDatabase, queryId, rows, type } from './server.js';
import { write, type Value } from './write-value.js';

const { clickhouse, name: database, url } = ownDatabase();

function block(columns: Readonly<Record<string, string>>, values: readonly (readonly Value[])[]): Block {
  const builder = createBlockBuilder(Object.entries(columns).map(([name, text]) => ({ name, type: type(text) })));
  for (const row of values) {
    for (const [i, writer] of builder.writers.entries()) write(writer, row[i] ?? null);
    builder.endRow();
  }
  return builder.finish();
}

const insert = (table: string, data: Block, token?: string): Promise<void> =>
  clickhouse.insert({ database, table, block: data, queryId: queryId(), ...(token === undefined ? {} : { token }) });

const ids = (from: number, count: number): Block =>
  block(
    { id: 'UInt32' },
    Array.from({ length: count }, (_, i) => [from + i]),
  );

it('a block becomes one part, and a second block with its token is not written', async () => {
  await clickhouse.command(
    'CREATE TABLE once (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100',
  );
  await insert('once', ids(0, 150_000), 'a');
  const [part] = await rows(
    clickhouse,
    `SELECT count() AS parts, toUInt32(sum(rows)) AS rows FROM system.parts WHERE database = '${database}' AND table = 'once' AND active`,
  );
  expect(part).toEqual({ parts: 1, rows: 150_000 });
  await insert('once', ids(0, 150_000), 'a');
  await insert('once', ids(1_000_000, 10), 'a');
  expect(await clickhouse.query('SELECT count() FROM once', { format: 'TSV' })).toBe('150000\n');
  await insert('once', ids(1_000_000, 10), 'b');
  expect(await clickhouse.query('SELECT count() FROM once', { format: 'TSV' })).toBe('150010\n');
});

it('the deduplication window of a view target works as well', async () => {
  const settings = 'SETTINGS non_replicated_deduplication_window = 100';
  await clickhouse.command(`CREATE TABLE source (id UInt32) ENGINE = MergeTree ORDER BY id ${settings}`);
  await clickhouse.command(`CREATE TABLE target (id UInt32) ENGINE = MergeTree ORDER BY id ${settings}`);
  await clickhouse.command('CREATE MATERIALIZED VIEW view TO target AS SELECT id FROM source');
  for (let i = 0; i < 3; i++) await insert('source', ids(0, 2), 'a');
  expect(
    await clickhouse.query('SELECT (SELECT count() FROM source), (SELECT count() FROM target)', { format: 'TSV' }),
  ).toBe('2\t2\n');
});

it.each([
  ['a missing table', 'nowhere', { id: 'UInt32' }, 'hold', 60],
  ['a missing database', 'nothing.t', { id: 'UInt32' }, 'hold', 81],
  ['a column that is gone', 'drift', { id: 'UInt32', gone: 'String' }, 'refresh-schema', 16],
  ['a type that changed', 'drift', { id: 'Array(String)' }, 'refresh-schema', 43],
] as const)('%s', async (_, table, columns, action, clickhouseCode) => {
  await clickhouse.command('CREATE TABLE IF NOT EXISTS drift (id UInt32) ENGINE = MergeTree ORDER BY id');
  const [into, name] = table.includes('.') ? table.split('.') : [database, table];
  const data = block(columns, [[columns.id === 'UInt32' ? 1 : ['x'], 'x']]);
  const failed = clickhouse.insert({ database: into ?? '', table: name ?? '', block: data, queryId: queryId() });
  await expect(failed).rejects.toMatchObject({ name: 'InsertError', action, clickhouseCode });
});

it('a block with too many table partitions is to be split', async () => {
  await clickhouse.command('CREATE TABLE parted (id UInt32) ENGINE = MergeTree PARTITION BY id ORDER BY id');
  await expect(insert('parted', ids(0, 101))).rejects.toMatchObject({ action: 'split', clickhouseCode: 252 });
  expect(await clickhouse.query('SELECT count() FROM parted', { format: 'TSV' })).toBe('0\n');
});

it.each([
  ['cannot take a value', 'toUInt8(s) AS n, toDate(0) AS day', ['1', 'x'], 6],
  ['writes too many table partitions', '1 AS n, toDate(id) AS day', Array.from({ length: 101 }, (_, i) => `${i}`), 252],
])('a block is held when a view %s, and completes it once when it can', async (_, select, texts, clickhouseCode) => {
  const settings = 'SETTINGS non_replicated_deduplication_window = 1000';
  await clickhouse.command('DROP VIEW IF EXISTS breaks');
  await clickhouse.command(`CREATE OR REPLACE TABLE broken (id UInt32, s String) ENGINE = MergeTree ORDER BY id ${settings}`);
  await clickhouse.command(`CREATE OR REPLACE TABLE behind (id UInt32, n UInt8, day Date) ENGINE = MergeTree PARTITION BY day ORDER BY n ${settings}`);
  await clickhouse.command(`CREATE MATERIALIZED VIEW breaks TO behind AS SELECT id, ${select} FROM broken`);
  const data = block({ id: 'UInt32', s: 'String' }, texts.map((text, i) => [i, text])); // prettier-ignore
  const failed: unknown = await insert('broken', data, 'a').catch((error: unknown) => error);
  expect(failed).toMatchObject({ action: 'hold', clickhouseCode });
  expect((failed as Error).message).toContain(
    `Insert into ${database}.broken failed: the materialized view ${database}.breaks failed, and this table may have its rows already (error ${clickhouseCode}). It said: `,
  );
  await clickhouse.command('ALTER TABLE breaks MODIFY QUERY SELECT id, 7 AS n, toDate(1) AS day FROM broken');
  await insert('broken', data, 'a');
  await insert('broken', data, 'a');
  const count = `SELECT (SELECT count() FROM broken), (SELECT count() FROM behind), (SELECT uniqExact(id) FROM behind)`;
  expect(await clickhouse.query(count, { format: 'TSV' })).toBe(`${Array(3).fill(texts.length).join('\t')}\n`);
}); // prettier-ignore

it('an insert into a table with too many parts is to be retried', async () => {
  await clickhouse.command(
    'CREATE TABLE crowded (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS parts_to_throw_insert = 1, parts_to_delay_insert = 1, max_delay_to_insert = 1',
  );
  await clickhouse.command('SYSTEM STOP MERGES crowded');
  await insert('crowded', ids(0, 1));
  await insert('crowded', ids(1, 1)).catch(() => undefined);
  await expect(insert('crowded', ids(2, 1))).rejects.toMatchObject({ action: 'retry', clickhouseCode: 252 });
});

it('the answer to a query may contain text that looks like an exception', async () => {
  const text = "SELECT 'Code: 241. DB::Exception: not one'";
  expect(await clickhouse.query(text, { format: 'TSV' })).toBe('Code: 241. DB::Exception: not one\n');
});

it('a query that fails in the middle of its answer fails', async () => {
  const failing = clickhouse.query(
    'SELECT throwIf(number = 300000) FROM numbers(1000000) SETTINGS max_block_size = 1000',
  );
  await expect(failing).rejects.toMatchObject({ name: 'QueryError', clickhouseCode: 395 });
});

it('the error about a wrong statement has our words first, then ClickHouse’s, shortened', async () => {
  const error: unknown = await clickhouse.command('SELECT * FROM nowhere').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(QueryError);
  expect(error).toMatchObject({ clickhouseCode: 60, retryable: false });
  expect((error as Error).message).toMatch(
    /^The table does not exist \(error 60\)\. It said: Unknown table expression identifier 'nowhere'.*\(UNKNOWN_TABLE\)\.$/,
  );
});

it('a format in the query wins over the default', async () => {
  expect(await clickhouse.query('SELECT 1 AS a FORMAT CSVWithNames')).toBe('"a"\n1\n');
  expect(await clickhouse.query('SELECT 1 AS a')).toBe('{"a":1}\n');
});

it('ping works before the database exists', async () => {
  const early = createClickHouse({ url: `${url}/not_yet` });
  expect(await early.ping()).toMatch(/^\d+\.\d+/);
  await early.close();
});

it('the password does not appear in anything that can be printed', async () => {
  const secret = 'p@ss/word';
  const client = createClickHouse({
    url: `${url.replace('http://', `http://default:${encodeURIComponent(secret)}@`)}/db`,
  });
  const error: unknown = await client.ping().catch((reason: unknown) => reason);
  const refused: unknown = await client
    .insert({ database, table: 't', block: ids(0, 1), queryId: queryId() })
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ retryable: false });
  expect(refused).toMatchObject({ action: 'hold' });
  for (const thing of [error, refused, client]) {
    const shown = inspect(thing, { depth: 10, showHidden: true }) + JSON.stringify(thing);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(encodeURIComponent(secret));
    expect(shown).not.toContain(Buffer.from(`default:${secret}`).toString('base64'));
  }
  await client.close();
  expect(() => createClickHouse({ url: 'tcp://u:hidden@h' })).toThrow(/^(?!.*hidden)/);
});
