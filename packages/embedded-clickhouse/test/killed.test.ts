import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { isAlive, ownFolder, sql, until } from './folder.js';

const folder = ownFolder();
const require = createRequire(import.meta.url);

interface Parent {
  readonly process: ChildProcess;
  readonly url: string;
  readonly pid: number;
}

/** A program that starts a server, in a process group of its own as a terminal would give it. */
async function startParent(binary?: string): Promise<Parent> {
  const program = fileURLToPath(new URL('parent.ts', import.meta.url));
  const args = ['--conditions=@proj/source', '--import', require.resolve('tsx'), program, folder.path()];
  const parent = spawn(process.execPath, [...args, ...(binary ? [binary] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const line = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (data: Buffer) => resolve(data.toString())),
  );
  const server = JSON.parse(line) as { readonly url: string; readonly pid: number };
  onTestFinished(() => {
    for (const pid of [parent.pid, server.pid]) if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  return { process: parent, ...server };
}

async function fill(url: string): Promise<void> {
  await sql(url, 'CREATE DATABASE shop');
  await sql(url, 'CREATE TABLE shop.events (id UInt64) ENGINE = MergeTree ORDER BY id');
  await sql(url, 'INSERT INTO shop.events SELECT number FROM numbers(100000)');
}

async function expectDataInNextStart(): Promise<void> {
  const { url } = await folder.start();
  expect(await sql(url, 'SELECT count(), sum(id) FROM shop.events')).toBe('100000\t4999950000');
}

it('dies with a parent that is killed with SIGKILL, and the data is there at the next start', async () => {
  const parent = await startParent();
  await fill(parent.url);
  parent.process.kill('SIGKILL');
  await until(() => !isAlive(parent.pid));
  await expectDataInNextStart();
});

it('a program that was killed can be started again at once', async () => {
  const parent = await startParent();
  await fill(parent.url);
  const query = sql(parent.url, 'SELECT sum(cityHash64(number)) FROM numbers(1000000000000)').catch(() => 'cut off');
  const gone = new Promise((resolve) => parent.process.once('exit', resolve));
  parent.process.kill('SIGKILL');
  await gone;
  await expectDataInNextStart();
  expect(await query).toBe('cut off');
});

it('dies with a killed parent in the middle of a query', async () => {
  const parent = await startParent();
  const query = sql(parent.url, 'SELECT sum(cityHash64(number)) FROM numbers(1000000000000)').catch(() => 'cut off');
  await until(
    async () => (await sql(parent.url, "SELECT count() FROM system.processes WHERE query LIKE 'SELECT sum%'")) === '1',
  );
  parent.process.kill('SIGKILL');
  await until(() => !isAlive(parent.pid));
  expect(await query).toBe('cut off');
});

it('keeps what was acknowledged when it is itself killed with SIGKILL', async () => {
  const server = await folder.start();
  await fill(server.url);
  process.kill(server.pid, 'SIGKILL');
  expect(await server.exited).toMatchObject({ signal: 'SIGKILL', expected: false });
  await expectDataInNextStart();
});

it('ends at SIGTERM', async () => {
  const server = await folder.start();
  process.kill(server.pid, 'SIGTERM');
  expect(await server.exited).toMatchObject({ expected: false });
});

it('goes on serving when the terminal interrupts the parent', async () => {
  const parent = await startParent();
  const interrupted = new Promise((resolve) => parent.process.stdout?.once('data', resolve));
  process.kill(-(parent.process.pid ?? 0), 'SIGINT');
  await interrupted;
  expect(await sql(parent.url, 'SELECT 1')).toBe('1');
  parent.process.kill('SIGKILL');
  await until(() => !isAlive(parent.pid));
});

it('runs an installed executable with the same promises', async () => {
  // Stands for an installed `clickhouse`: the same engine behind the same command line.
  const binary = join(folder.path(), 'clickhouse-stand-in');
  const chdb = require('chdb/libchdb') as { resolveLibchdb(): { readonly path: string } };
  const program = `
    if (process.argv[2] !== 'local') throw new Error('expected: clickhouse local …');
    const { DataType, load, open } = require(${JSON.stringify(require.resolve('ffi-rs'))});
    open({ library: 'chdb', path: ${JSON.stringify(chdb.resolveLibchdb().path)} });
    const argv = ['clickhouse', ...process.argv.slice(3)];
    load({ library: 'chdb', funcName: 'chdb_query_cmdline', retType: DataType.External,
      paramsType: [DataType.I32, DataType.StringArray], paramsValue: [argv.length, argv] });`;
  await writeFile(binary, `#!${process.execPath}\n${program}`);
  await chmod(binary, 0o755);
  const parent = await startParent(binary);
  await fill(parent.url);
  parent.process.kill('SIGKILL');
  await until(() => !isAlive(parent.pid));
  await expectDataInNextStart();
});
