import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createBlockBuilder, createClickHouse, InsertError, QueryError, type Block } from '../src/index.js';
import { fakeAnswer, ownHeaders } from './fake-answer.js';
import { ownDatabase, queryId, type } from './server.js';
import { write } from './write-value.js';

/*
 * What a middlebox can answer in ClickHouse's place. An insert that was not written must never
 * count as written: its offset would be committed, and the rows be gone.
 */

const { clickhouse, name: database, url } = ownDatabase();

function oneRow(): Block {
  const builder = createBlockBuilder([{ name: 'id', type: type('UInt32') }]);
  write(builder.writers[0]!, 7);
  builder.endRow();
  return builder.finish();
}

function through(address: string, requestTimeoutMs?: number) {
  const client = createClickHouse({ url: `${address}/${database}`, ...(requestTimeoutMs ? { requestTimeoutMs } : {}) });
  onTestFinished(() => client.close());
  const insert = (id = queryId()): Promise<unknown> =>
    client.insert({ database, table: 't', block: oneRow(), token: id, queryId: id }).then(
      () => 'acknowledged',
      (error: unknown) => error,
    );
  return { client, insert };
}

const LOGIN_PAGE = '<html><title>Sign in to the guest network</title></html>';

it.each([
  ['a login page', { status: 200, headers: { 'Content-Type': 'text/html' }, text: LOGIN_PAGE }],
  ['nothing at all', { status: 200 }],
  ['a word of its own', { status: 200, text: 'OK\n' }],
  ['JSON', { status: 200, headers: { 'Content-Type': 'application/json' }, text: '{"status":"ok"}' }],
  ['the headers of another query', { status: 200, headers: ownHeaders('another-query') }],
  ['an empty query id', { status: 200, headers: ownHeaders('') }],
])('an insert answered with 200 and %s is not acknowledged and is sent again', async (_, answer) => {
  const fake = await fakeAnswer(answer);
  const error = await through(fake.url).insert();
  expect(error).toBeInstanceOf(InsertError);
  expect(error).toMatchObject({ action: 'retry', retryable: true, clickhouseCode: undefined });
  expect((error as Error).message).toMatch(/answered with HTTP 200, but not as ClickHouse does: /);
});

it.each([
  ['without a summary', { 'X-ClickHouse-Summary': '' }, ''],
  ['with a summary that is not one', { 'X-ClickHouse-Summary': '[]' }, ''],
  ['with a text', {}, LOGIN_PAGE],
  ['with one line break', {}, '\n'],
])('an insert answered about its own query %s is not acknowledged', async (_, headers, text) => {
  const fake = await fakeAnswer((response, id) => {
    response.writeHead(200, { ...ownHeaders(id), ...headers }).end(text);
  });
  expect(await through(fake.url).insert()).toMatchObject({ action: 'retry', retryable: true });
});

it.each([201, 202, 204, 206, 301, 302, 304, 307])('HTTP %i acknowledges nothing', async (status) => {
  const fake = await fakeAnswer((response, id) => {
    response.writeHead(status, { ...ownHeaders(id), Location: 'http://127.0.0.1:1/' }).end();
  });
  expect(await through(fake.url).insert()).toMatchObject({ action: 'retry' });
  expect(fake.requests).toHaveLength(1);
});

it('takes what ClickHouse itself says, also for an insert that it has seen before', async () => {
  await clickhouse.command('CREATE TABLE t (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100'); // prettier-ignore
  const { insert } = through(url.replace(/\/[^/]*$/, ''));
  const id = queryId();
  expect(await insert(id)).toBe('acknowledged');
  expect(await insert(id)).toBe('acknowledged');
  expect(await clickhouse.query('SELECT count() FROM t', { format: 'TSV' })).toBe('1\n');
});

it('does not lose the row behind a middlebox that answers in between', async () => {
  await clickhouse.command('CREATE TABLE IF NOT EXISTS t (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100'); // prettier-ignore
  await clickhouse.command('TRUNCATE TABLE t');
  const target = new URL(url);
  let answersItself = true;
  const middlebox = createServer((incoming, outgoing) => {
    if (answersItself) return void incoming.resume().on('end', () => outgoing.end(LOGIN_PAGE));
    const { method, headers } = incoming;
    incoming.pipe(
      forward({ port: target.port, path: incoming.url, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  await new Promise<void>((done) => middlebox.listen(0, '127.0.0.1', done));
  onTestFinished(() => void middlebox.close());
  const { port } = middlebox.address() as AddressInfo;
  const { insert } = through(`http://127.0.0.1:${port}${target.pathname}`);
  const id = queryId();
  expect(await insert(id)).toBeInstanceOf(InsertError);
  answersItself = false;
  expect(await insert(id)).toBe('acknowledged');
  expect(await clickhouse.query('SELECT count() FROM t', { format: 'TSV' })).toBe('1\n');
});

it.each([
  ['query', (client: ReturnType<typeof createClickHouse>) => client.query('SELECT 1')],
  ['command', (client: ReturnType<typeof createClickHouse>) => client.command('CREATE TABLE x (a Int8) ENGINE = Null')],
  ['ping', (client: ReturnType<typeof createClickHouse>) => client.ping()],
  ['queryStream', (client: ReturnType<typeof createClickHouse>) => client.queryStream('SELECT 1')],
])('a %s does not take a login page for an answer', async (_, ask) => {
  const fake = await fakeAnswer({ status: 200, text: LOGIN_PAGE });
  await expect(ask(through(fake.url).client)).rejects.toThrow(QueryError);
  await expect(ask(through(fake.url).client)).rejects.toThrow(/but not as ClickHouse does: .*Sign in to the guest/);
});

/** Sends forever, and counts what went out. */
async function endless(status: number, headers: Readonly<Record<string, string>> = {}) {
  const sent = { bytes: 0 };
  const fake = await fakeAnswer((response, id) => {
    response.writeHead(status, { ...ownHeaders(id), ...headers });
    const piece = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      while (!response.destroyed) {
        sent.bytes += piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
    };
    more();
  });
  return { url: fake.url, sent };
}

it.each([
  ['an error', 500],
  ['what should be an acknowledgement', 200],
])('%s without an end is read as far as it may matter', async (_, status) => {
  const { url: address, sent } = await endless(status);
  expect(await through(address).insert()).toMatchObject({ action: 'retry' });
  // What is read is 64 KiB; the rest is what sockets hold.
  expect(sent.bytes).toBeLessThan(16 * 1024 * 1024);
});

it('the error of a query without an end is read as far as it may matter', async () => {
  const { url: address, sent } = await endless(500);
  await expect(through(address).client.query('SELECT 1')).rejects.toThrow(QueryError);
  await expect(through(address).client.queryStream('SELECT 1')).rejects.toThrow(QueryError);
  expect(sent.bytes).toBeLessThan(32 * 1024 * 1024);
});

it('an answer that is longer than the caller takes is not read to its end', async () => {
  const { url: address } = await endless(200);
  await expect(through(address).client.query('SELECT 1', { maxBytes: 1_000_000 })).rejects.toThrow(
    'The answer is longer than 1000000 bytes.',
  );
});

it('an answer that drips ends when the insert has to', async () => {
  const fake = await fakeAnswer((response, id) => {
    response.writeHead(200, ownHeaders(id));
    const drip = setInterval(() => response.write(' '), 20);
    response.once('close', () => clearInterval(drip));
  });
  expect(await through(fake.url, 500).insert()).toMatchObject({
    action: 'retry',
    message: `Insert into ${database}.t failed: ClickHouse at ${fake.url} gave no answer in time.`,
  });
});

it('headers without an end are an unknown outcome', async () => {
  const fake = await fakeAnswer((response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\nX-ClickHouse-Summary: ${'y'.repeat(1_000_000)}`);
  });
  expect(await through(fake.url).insert()).toMatchObject({ action: 'retry' });
});
