import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createClickHouse, type ClickHouse } from '../src/index.js';
import { ownDatabase } from './server.js';

const { clickhouse } = ownDatabase();

it('a stream gives every byte of a large answer', async () => {
  const sql = 'SELECT number FROM numbers(300000)';
  expect(await text(await clickhouse.queryStream(sql, { format: 'TSV' }))).toBe(
    await clickhouse.query(sql, { format: 'TSV' }),
  );
  expect(await text(await clickhouse.queryStream('SELECT 1 WHERE 0', { format: 'TSV' }))).toBe('');
});

it('an exception in the middle of the answer is an error, and no part of the answer', async () => {
  const stream = await clickhouse.queryStream(
    'SELECT throwIf(number = 300000) FROM numbers(1000000) SETTINGS max_block_size = 1000',
    { format: 'TSV' },
  );
  let got = '';
  const reading = (async () => {
    for await (const chunk of stream) got += String(chunk);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'QueryError', clickhouseCode: 395 });
  expect(got.length).toBeGreaterThan(100_000);
  expect(got).toMatch(/^(0\n)+$/);
});

it('an exception before the answer rejects the call', async () => {
  await expect(clickhouse.queryStream('SELECT * FROM nowhere')).rejects.toMatchObject({ clickhouseCode: 60 });
});

/** A client of a server that says these bytes, one at a time, and then closes the connection. */
async function clientOf(bytes: string): Promise<ClickHouse> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).setNoDelay(true);
    socket.once('data', () => {
      let i = 0;
      const next = (): void => {
        if (i < bytes.length) socket.write(bytes.charAt(i++), () => setImmediate(next));
        else socket.end();
      };
      next();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const client = createClickHouse({ url: `http://127.0.0.1:${address.port}` });
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return client;
}

const exception = '\r\n__exception__\r\nabcd\r\nCode: 395. DB::Exception: broken. (X)\n32 abcd\r\n__exception__\r\n';

it.each(['Connection: close', 'Content-Length: 1000'])(
  'an exception is found wherever the answer is cut into pieces, and only with the tag of this answer; %s',
  async (header) => {
    const client = await clientOf(
      `HTTP/1.1 200 OK\r\nX-ClickHouse-Query-Id: q\r\nX-ClickHouse-Exception-Tag: abcd\r\n${header}\r\n\r\nrows\r\n__exception__\r\nwrong\r\nrows${exception}`,
    );
    let got = '';
    const reading = (async () => {
      for await (const chunk of await client.queryStream('SELECT 1')) got += String(chunk);
    })();
    await expect(reading).rejects.toMatchObject({ clickhouseCode: 395 });
    expect(got).toBe('rows\r\n__exception__\r\nwrong\r\nrows');
  },
);

it('a connection that breaks in the middle of the answer is an error', async () => {
  const client = await clientOf('HTTP/1.1 200 OK\r\nX-ClickHouse-Query-Id: q\r\nContent-Length: 100\r\n\r\nhalf of it');
  await expect(text(await client.queryStream('SELECT 1'))).rejects.toMatchObject({
    name: 'QueryError',
    retryable: true,
  });
});

it('no more is fetched than is read, and the query ends when the reader leaves', async () => {
  const marker = `abandoned_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const running = (): Promise<string> =>
    clickhouse.query(`SELECT count() FROM system.processes WHERE query LIKE 'SELECT number AS ${marker}%'`, {
      format: 'TSV',
    });
  const stream = await clickhouse.queryStream(`SELECT number AS ${marker} FROM numbers(100000000000)`, {
    format: 'TSV',
  });
  await once(stream, 'readable');
  expect(await running()).toBe('1\n');
  expect(stream.readableLength).toBeLessThan(1 << 20);
  stream.destroy();
  await expect.poll(running, { timeout: 20_000 }).toBe('0\n');
});
