import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FolderInUseError, findRunningServer, startEmbeddedClickHouse } from '../src/index.js';
import { ownFolder, sql } from './folder.js';

const folder = ownFolder();

it('reports which process holds the folder', async () => {
  const server = await folder.start();
  const error: unknown = await startEmbeddedClickHouse({ dataFolder: folder.path() }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FolderInUseError);
  expect(error).toMatchObject({ code: 'embedded-clickhouse/folder-in-use', pid: server.pid, url: server.url });
  const { origin, pathname } = new URL(server.url);
  expect((error as Error).message).toMatch(
    new RegExp(`in use by the ClickHouse server of process ${server.pid} at ${origin} since \\d{4}-`),
  );
  // Messages end in logs, and the key must not.
  expect((error as Error).message).not.toContain(pathname.split('/')[1]);
  expect(await sql(server.url, 'SELECT 1')).toBe('1');
});

it('reports which process holds the folder even when the state file is lost', async () => {
  const server = await folder.start();
  await writeFile(join(folder.path(), 'server.json'), '');
  await expect(startEmbeddedClickHouse({ dataFolder: folder.path() })).rejects.toMatchObject({
    code: 'embedded-clickhouse/folder-in-use',
    pid: server.pid,
  });
});

it('lets exactly one of many simultaneous starts win', async () => {
  const starts = await Promise.allSettled(Array.from({ length: 4 }, () => folder.start()));
  const won = starts.filter((start) => start.status === 'fulfilled');
  const lost = starts.filter((start) => start.status === 'rejected').map((start) => start.reason as unknown);
  expect(won).toHaveLength(1);
  for (const reason of lost) {
    expect(reason).toMatchObject({ code: 'embedded-clickhouse/folder-in-use', pid: won[0]?.value.pid });
  }
  expect(await sql(won[0]?.value.url ?? '', 'SELECT 1')).toBe('1');
});

it.each([
  ['of a process that is gone', { pid: 2 ** 30, ownerPid: 2 ** 30, url: 'http://127.0.0.1:1/' }],
  [
    'of a process id that now belongs to another program',
    { pid: process.pid, ownerPid: process.pid, url: 'http://127.0.0.1:1/' },
  ],
])('ignores a state file %s', async (_, state) => {
  await writeFile(join(folder.path(), 'server.json'), JSON.stringify(state));
  expect(await findRunningServer(folder.path())).toBeUndefined();
  const server = await folder.start();
  expect((await findRunningServer(folder.path()))?.pid).toBe(server.pid);
});

it('does not take the server of another folder for its own', async () => {
  const server = await folder.start();
  const elsewhere = join(folder.path(), 'elsewhere');
  const second = await startEmbeddedClickHouse({ dataFolder: elsewhere });
  await writeFile(
    join(elsewhere, 'server.json'),
    JSON.stringify({ pid: server.pid, ownerPid: process.pid, url: server.url }),
  );
  expect(await findRunningServer(elsewhere)).toBeUndefined();
  await second.stop();
});
