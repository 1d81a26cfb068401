import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findRunningServer } from '../src/index.js';
import { isAlive, ownFolder, sql } from './folder.js';

const folder = ownFolder();

it('serves queries, several at once', async () => {
  const { url, version } = await folder.start();
  expect(await sql(url, 'SELECT version()')).toBe(version);
  const sums = await Promise.all([10, 20, 30, 40].map((n) => sql(url, `SELECT sum(number) FROM numbers(${n})`)));
  expect(sums).toEqual(['45', '190', '435', '780']);
  const slow = Array.from({ length: 4 }, () =>
    sql(url, "SELECT sleep(0.3), countIf(query LIKE '%sleep%') FROM system.processes"),
  );
  expect(Math.max(...(await Promise.all(slow)).map((row) => Number(row.split('\t')[1])))).toBeGreaterThan(1);
});

it('keeps databases, tables and views over a stop and a start', async () => {
  const first = await folder.start();
  await sql(first.url, 'CREATE DATABASE shop');
  await sql(first.url, 'CREATE TABLE shop.events (id UInt32, name String) ENGINE = MergeTree ORDER BY id');
  await sql(first.url, 'CREATE TABLE shop.names (name String, n UInt64) ENGINE = SummingMergeTree ORDER BY name');
  await sql(
    first.url,
    'CREATE MATERIALIZED VIEW shop.names_mv TO shop.names AS SELECT name, count() AS n FROM shop.events GROUP BY name',
  );
  await sql(first.url, "INSERT INTO shop.events SELECT number, 'a' FROM numbers(1000)");
  await sql(first.url, 'CREATE TABLE in_default (id UInt8) ENGINE = MergeTree ORDER BY id');
  expect(await sql(first.url, "SELECT engine FROM system.databases WHERE name = 'shop'")).toBe('Atomic');
  await first.stop();
  expect(await first.exited).toMatchObject({ expected: true });

  const second = await folder.start();
  await sql(second.url, "INSERT INTO shop.events SELECT number, 'a' FROM numbers(500)");
  expect(await sql(second.url, 'SELECT count() FROM shop.events')).toBe('1500');
  expect(await sql(second.url, 'SELECT sum(n) FROM shop.names')).toBe('1500');
  expect(await sql(second.url, 'SELECT count() FROM in_default')).toBe('0');
});

it('brings the Kafka engine for programs that ask for no sandbox', async () => {
  const { url } = await folder.start({ sandbox: false });
  await sql(url, "CREATE TABLE queue (v String) ENGINE = Kafka('127.0.0.1:1', 't', 'g', 'JSONAsString')");
  expect(await sql(url, "SELECT engine FROM system.tables WHERE name = 'queue'")).toBe('Kafka');
});

it('keeps everything inside its data folder and says nothing', async () => {
  const lines: string[] = [];
  const { url } = await folder.start({ log: (line) => lines.push(line) });
  await expect(sql(url, 'SELECT nothing FROM nowhere')).rejects.toThrow(/UNKNOWN_TABLE/);
  const path = await sql(url, "SELECT value FROM system.server_settings WHERE name = 'tmp_path' FORMAT TSVRaw");
  expect(path.startsWith(folder.path())).toBe(true);
  expect((await readdir(folder.path())).sort()).toEqual([
    'clickhouse',
    'clickhouse.xml',
    'key',
    'server.json',
    'users.xml',
  ]);
  expect(lines).toEqual([]);
});

it('can be found by another process while it runs, and not after', async () => {
  const server = await folder.start();
  expect(await findRunningServer(folder.path())).toMatchObject({
    url: server.url,
    pid: server.pid,
    ownerPid: process.pid,
    version: server.version,
  });
  await server.stop();
  expect(existsSync(join(folder.path(), 'server.json'))).toBe(false);
  expect(await findRunningServer(folder.path())).toBeUndefined();
});

it('is stopped by any number of stops', async () => {
  const server = await folder.start();
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect(isAlive(server.pid)).toBe(false);
});

it('stops while a query is running', async () => {
  const server = await folder.start();
  const query = sql(server.url, 'SELECT sum(cityHash64(number)) FROM numbers(1000000000000)').catch(() => 'cut off');
  await server.stop();
  expect(await query).toBe('cut off');
});

it('says which port is taken', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  await expect(folder.start({ port })).rejects.toMatchObject({
    code: 'embedded-clickhouse/did-not-start',
    message: `The embedded ClickHouse did not start: port ${port} of 127.0.0.1 is taken.`,
  });
  other.close();
});

it('takes the port that it is given', async () => {
  const first = await folder.start();
  await first.stop();
  const port = Number(new URL(first.url).port);
  expect((await folder.start({ port })).url).toBe(first.url);
});

it('gives up on a server that does not answer within the time of its clock', async () => {
  let now = 0;
  const clock = {
    now: () => now,
    // A pause only moves the clock.
    after(ms: number, callback: () => void) {
      now += ms * 100;
      const pause = setImmediate(callback);
      return () => clearImmediate(pause);
    },
  };
  const startTimeoutMs = 20_000;
  await expect(folder.start({ binary: await silentServer(), clock, startTimeoutMs })).rejects.toMatchObject({
    code: 'embedded-clickhouse/did-not-start',
    message: 'The embedded ClickHouse did not start: no answer within 20 s.',
  });
  expect(now).toBe(startTimeoutMs);
});

/** An executable that runs until its standard input ends, and never listens. */
async function silentServer(): Promise<string> {
  const elsewhere = await mkdtemp(join(tmpdir(), 'silent-'));
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  const file = join(elsewhere, 'clickhouse');
  await writeFile(file, '#!/bin/sh\nexec cat > /dev/null\n', { mode: 0o755 });
  return file;
}

it('reports what an executable says that does not serve', async () => {
  await expect(folder.start({ binary: '/bin/false' })).rejects.toMatchObject({
    code: 'embedded-clickhouse/did-not-start',
  });
  await expect(folder.start({ binary: '/nowhere/clickhouse' })).rejects.toThrow(/not found/);
  expect(await readFile(join(folder.path(), 'clickhouse.xml'), 'utf8')).toContain('<path>');
});
