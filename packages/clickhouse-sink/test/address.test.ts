import { IngestError } from '@proj/diagnostics';
import { expect, it } from 'vitest';
import { clickhouseDatabase, createClickHouse } from '../src/index.js';

it.each([
  ['http://h:8123', 'default'],
  ['http://h:8123/', 'default'],
  ['http://h:8123/shop', 'shop'],
  ['https://ada:p%25ss@h/shop/', 'shop'],
  ['http://h/caf%C3%A9', 'café'],
  ['https://h/proxy/clickhouse/shop', 'shop'],
])('%s means database %s, to the client as to who asks', async (url, database) => {
  expect(clickhouseDatabase(url)).toBe(database);
  const client = createClickHouse({ url });
  expect(client.database).toBe(database);
  await client.close();
});

it.each([
  ['a password with a raw %', 'http://ada:hidden%zz@h:8123/shop', /has a %/],
  ['a database with a raw %', 'http://ada:hidden@h:8123/100%', /has a %/],
  ['another protocol', 'tcp://ada:hidden@h:9000/shop', /not a URL of HTTP/],
  ['no URL', 'ada:hidden@h', /not a URL of HTTP/],
])('%s is refused, and the address is not quoted', (_, url, message) => {
  for (const read of [() => clickhouseDatabase(url), () => createClickHouse({ url })]) {
    let error: unknown;
    try {
      read();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(IngestError);
    expect(error).toMatchObject({ code: 'clickhouse-sink/bad-url', retryable: false });
    expect(error).not.toHaveProperty('cause');
    expect((error as IngestError).message).toMatch(message);
    expect(`${(error as IngestError).message} ${(error as IngestError).hint ?? ''}`).not.toContain('hidden');
  }
});
