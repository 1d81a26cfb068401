import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createBlockBuilder, createClickHouse, InsertError, type Block, type ClickHouse } from '../src/index.js';
import { fakeAnswer, ownHeaders } from './fake-answer.js';
import { faultyProxy } from './faulty-proxy.js';
import { ownDatabase, queryId, type } from './server.js';
import { write } from './write-value.js';

const { clickhouse, name: database, url } = ownDatabase();

function blockOf(rows: number, text = 'some text that makes the body longer than one packet '): Block {
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    { name: 's', type: type('String') },
  ]);
  for (let i = 0; i < rows; i++) {
    write(builder.writers[0]!, i);
    write(builder.writers[1]!, text);
    builder.endRow();
  }
  return builder.finish();
}

async function makeTable(table: string): Promise<void> {
  const settings = 'SETTINGS non_replicated_deduplication_window = 100';
  await clickhouse.command(`CREATE TABLE ${table} (id UInt32, s String) ENGINE = MergeTree ORDER BY id ${settings}`);
}

const count = (table: string): Promise<string> =>
  clickhouse.query(`SELECT count() FROM ${table}`, { format: 'TSV' }).then((text) => text.trim());

function through(address: string, requestTimeoutMs?: number): ClickHouse {
  const client = createClickHouse({ url: `${address}/${database}`, ...(requestTimeoutMs ? { requestTimeoutMs } : {}) });
  onTestFinished(() => client.close());
  return client;
}

const failure = (insert: Promise<void>): Promise<unknown> =>
  insert.then(
    () => 'no failure',
    (error: unknown) => error,
  );

it('after a reset before the body nothing is written, and the same block can be sent again', async () => {
  await makeTable('reset_before');
  const proxy = await faultyProxy(url);
  const client = through(proxy.url);
  proxy.fault = 'reset-before-body';
  const request = { database, table: 'reset_before', block: blockOf(20_000), token: 'a' };
  const error = await failure(client.insert({ ...request, queryId: queryId() }));
  expect(error).toBeInstanceOf(InsertError);
  expect(error).toMatchObject({
    action: 'retry',
    retryable: true,
    clickhouseCode: undefined,
    table: `${database}.reset_before`,
  });
  expect((error as Error).message).toMatch(
    /the connection to ClickHouse at http:\/\/127\.0\.0\.1:\d+ broke \([A-Z_]+\)\.$/,
  );
  expect(await count('reset_before')).toBe('0');
  proxy.fault = 'none';
  await client.insert({ ...request, queryId: queryId() });
  expect(await count('reset_before')).toBe('20000');
});

it('after a reset between body and answer, the same token doubles nothing', async () => {
  await makeTable('reset_after');
  const proxy = await faultyProxy(url);
  const client = through(proxy.url);
  proxy.fault = 'reset-after-body';
  const request = { database, table: 'reset_after', block: blockOf(20_000), token: 'a' };
  const error = await failure(client.insert({ ...request, queryId: queryId() }));
  expect(error).toMatchObject({ action: 'retry', retryable: true });
  proxy.fault = 'none';
  await client.insert({ ...request, queryId: queryId() });
  expect(await count('reset_after')).toBe('20000');
});

it('an insert that hangs can be aborted', async () => {
  const proxy = await faultyProxy(url);
  const client = through(proxy.url);
  proxy.fault = 'hang';
  const abort = new AbortController();
  const insert = failure(
    client.insert({ database, table: 't', block: blockOf(100_000), queryId: queryId(), signal: abort.signal }),
  );
  while (proxy.connections === 0) await new Promise((done) => setTimeout(done, 5));
  abort.abort();
  expect(await insert).toMatchObject({
    action: 'retry',
    message: `Insert into ${database}.t failed: it was given up.`,
  });
});

it('an insert that was aborted before it began is not sent', async () => {
  const fake = await fakeAnswer({ status: 200 });
  const request = { database, table: 't', block: blockOf(1), queryId: queryId(), signal: AbortSignal.abort() };
  expect(await failure(through(fake.url).insert(request))).toMatchObject({ action: 'retry' });
  expect(fake.requests).toEqual([]);
});

it('an insert that hangs ends by itself', async () => {
  const proxy = await faultyProxy(url);
  proxy.fault = 'hang';
  const insert = through(proxy.url, 200).insert({ database, table: 't', block: blockOf(1), queryId: queryId() });
  expect(await failure(insert)).toMatchObject({
    action: 'retry',
    message: `Insert into ${database}.t failed: ClickHouse at ${proxy.origin} gave no answer in time.`,
  });
});

it('an address at which nothing listens is named in the error', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
  );
  await new Promise((done) => taken.close(done));
  const error = await failure(
    through(`http://u:secret@127.0.0.1:${port}`).insert({
      database,
      table: 't',
      block: blockOf(1),
      queryId: queryId(),
    }),
  );
  expect(error).toMatchObject({
    action: 'retry',
    message: `Insert into ${database}.t failed: nothing answers at http://127.0.0.1:${port}.`,
  });
});

const EXCEPTION =
  'Code: 241. DB::Exception: Memory limit (total) exceeded: would use 1.00 GiB. (MEMORY_LIMIT_EXCEEDED) (version 26.7.2.1)';

it.each([
  ['in a header', { status: 200, headers: { 'X-ClickHouse-Exception-Code': '241' }, text: EXCEPTION }],
  ['at the end of the text', { status: 200, text: `\n${EXCEPTION}\n` }],
])('HTTP 200 that carries an exception %s is a failure', async (_, answer) => {
  const fake = await fakeAnswer(answer);
  const error = await failure(
    through(fake.url).insert({ database, table: 't', block: blockOf(1), queryId: queryId() }),
  );
  expect(error).toMatchObject({
    action: 'retry',
    clickhouseCode: 241,
    message:
      `Insert into ${database}.t failed: ClickHouse has not enough memory (error 241). ` +
      'It said: Memory limit (total) exceeded: would use 1.00 GiB. (MEMORY_LIMIT_EXCEEDED).',
  });
});

it.each([
  [503, 'retry'],
  [502, 'retry'],
  [504, 'retry'],
  [429, 'retry'],
  [408, 'retry'],
  [401, 'hold'],
  [403, 'hold'],
  [404, 'hold'],
  [500, 'retry'],
] as const)('HTTP %i without an error of ClickHouse: %s', async (status, action) => {
  const fake = await fakeAnswer({ status, text: '<html>a proxy speaks</html>' });
  const error = await failure(
    through(fake.url).insert({ database, table: 't', block: blockOf(1), queryId: queryId() }),
  );
  expect(error).toMatchObject({ action });
  expect((error as Error).message).toContain(`answered with HTTP ${status}. It said: <html>a proxy speaks</html>.`);
});

it('sends the whole block with its length, its id, its token and every pinned setting', async () => {
  const fake = await fakeAnswer((response, id) => void response.writeHead(200, ownHeaders(id)).end());
  const block = blockOf(100_000);
  await through(fake.url).insert({
    database,
    table: 'odd `name',
    block,
    token: 'ds:1:t:0:0-9:landing',
    queryId: 'ds:t:0:0-9:1',
  });
  const [request] = fake.requests;
  expect(request?.bytes).toBe(block.byteLength);
  const parameters = Object.fromEntries(new URL(`http://x${request?.url ?? ''}`).searchParams);
  expect(parameters).toEqual({
    query: `INSERT INTO \`${database}\`.\`odd \\\`name\` (\`id\`, \`s\`) FORMAT Native`,
    query_id: 'ds:t:0:0-9:1',
    insert_deduplication_token: 'ds:1:t:0:0-9:landing',
    async_insert: '0',
    wait_end_of_query: '1',
    max_insert_threads: '1',
    input_format_parallel_parsing: '0',
    max_insert_block_size: '10000000',
    min_insert_block_size_rows: '10000000',
    min_insert_block_size_bytes: '1073741824',
    insert_deduplicate: '1',
    deduplicate_blocks_in_dependent_materialized_views: '1',
    distributed_foreground_insert: '1',
    input_format_null_as_default: '1',
    max_execution_time: '120',
  });
});
