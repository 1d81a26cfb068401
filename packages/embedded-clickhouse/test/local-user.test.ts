import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findRunningServer, startEmbeddedClickHouse } from '../src/index.js';
import { ownFolder, sql } from './folder.js';

/*
 * What another user of this machine can do to a server: find its port, and look at everything that
 * is readable.
 */

const folder = ownFolder();
const isRoot = process.geteuid?.() === 0;
/** Another user. */
const STRANGER = 54_321;

async function umask000<T>(work: () => Promise<T>): Promise<T> {
  const before = process.umask(0);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

async function expectPrivate(dataFolder: string): Promise<void> {
  expect(await modeOf(dataFolder)).toBe('700');
  for (const entry of await readdir(dataFolder, { withFileTypes: true })) {
    expect([entry.name, await modeOf(join(dataFolder, entry.name))]).toEqual([
      entry.name,
      entry.isDirectory() ? '700' : '600',
    ]);
  }
}

it('keeps other users out of the folder, even under umask 000', async () => {
  const dataFolder = join(folder.path(), 'new', 'deep');
  await umask000(() => folder.start({ dataFolder }));
  await expectPrivate(dataFolder);
  expect(await modeOf(join(folder.path(), 'new'))).toBe('700');
});

it('closes a folder that an earlier version left open, and makes a new key for it', async () => {
  const first = await folder.start();
  await first.stop();
  await chmod(folder.path(), 0o755);
  await chmod(join(folder.path(), 'key'), 0o644);
  const second = await folder.start();
  await expectPrivate(folder.path());
  expect(new URL(second.url).pathname).not.toBe(new URL(first.url).pathname);
});

it('keeps the key of a folder over starts, and gives each folder its own', async () => {
  const first = await folder.start();
  await first.stop();
  const again = await folder.start();
  const other = await folder.start({ dataFolder: join(folder.path(), 'other') });
  const keyOf = (url: string): string => new URL(url).pathname.split('/')[1] ?? '';
  expect(keyOf(again.url)).toBe(keyOf(first.url));
  expect(keyOf(other.url)).not.toBe(keyOf(first.url));
  expect(keyOf(first.url)).toMatch(/^[0-9a-f]{32}$/);
});

it('writes through no link that lies in its way', async () => {
  const victim = join(folder.path(), 'victim');
  const dataFolder = join(folder.path(), 'data');
  await writeFile(victim, 'untouched');
  await mkdir(dataFolder);
  for (const name of ['clickhouse.xml', 'users.xml', 'server.json', 'key'])
    await symlink(victim, join(dataFolder, name));
  await folder.start({ dataFolder });
  expect(await readFile(victim, 'utf8')).toBe('untouched');
  await expectPrivate(dataFolder);
});

it.skipIf(!isRoot)('refuses a folder that another user owns', async () => {
  const dataFolder = join(folder.path(), 'theirs');
  await mkdir(dataFolder);
  await chown(dataFolder, STRANGER, STRANGER);
  await expect(startEmbeddedClickHouse({ dataFolder })).rejects.toMatchObject({
    code: 'embedded-clickhouse/foreign-folder',
    retryable: false,
    message: `The data folder ${dataFolder} belongs to the user with id ${STRANGER}, and this process runs as 0.`,
  });
  expect(await readdir(dataFolder)).toEqual([]);
});

it.skipIf(!isRoot)('refuses a folder whose database another user owns', async () => {
  const inner = join(folder.path(), 'clickhouse');
  await mkdir(inner);
  await chown(inner, STRANGER, STRANGER);
  await expect(folder.start()).rejects.toMatchObject({ code: 'embedded-clickhouse/foreign-folder' });
});

it.skipIf(!isRoot)('a stranger who looks at the process and the folder finds no key', async () => {
  // Not below a folder that only we may enter: the data folder itself has to hold.
  const open = await mkdtemp(join(tmpdir(), 'embedded-open-'));
  onTestFinished(() => rm(open, { recursive: true, force: true }));
  await chmod(open, 0o777);
  const { url, pid } = await folder.start({ dataFolder: join(open, 'data') });
  const key = new URL(url).pathname.split('/')[1] ?? '';
  const look = `cat /proc/${pid}/cmdline /proc/${pid}/environ; ls -R ${open}; cat ${open}/data/*; ls -l /proc/${pid}/fd /proc/${pid}/cwd/`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', look], { uid: STRANGER, gid: STRANGER, encoding: 'utf8' });
  expect(stdout).toContain('main.mjs');
  expect(stdout + stderr).not.toContain(key);
  expect(stderr).toMatch(/denied/);
});

/** One request with whatever an attacker likes to send. */
function ask(
  url: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

it('answers under its key alone, whatever else is asked', async () => {
  const { url } = await folder.start();
  await sql(url, 'CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a');
  const { origin, pathname } = new URL(url);
  const key = pathname.split('/')[1] ?? '';
  const paths = [
    '/',
    ...['ping', 'replicas_status', 'play', 'dashboard', 'binary', 'merges', 'jemalloc', 'js/uplot.js', 'metrics', 'mcp'].map((name) => `/${name}`),
    `/?query=${encodeURIComponent('SELECT 1')}`,
    `/default?query=${encodeURIComponent('SELECT 1')}`,
    `/${key.slice(0, -1)}`,
    `/${key}0`,
    `/${key.toUpperCase() === key ? key.replace(/.$/, '-') : key.toUpperCase()}`,
    `//${key}`,
    `/x/../${key}x`,
    `/./${key}/..`,
    `/x/${key}`,
    `/?${key}`,
    `/.*`,
    `/%2e%2a`,
    `/${'0'.repeat(32)}`,
  ]; // prettier-ignore
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS']) {
      const body = method === 'POST' || method === 'PUT' ? `INSERT INTO t VALUES ('${path}')` : undefined;
      const { status } = await askRaw(origin, path, method, body);
      // Methods that it does not have are 501.
      expect([path, method, status]).toEqual([path, method, ['PUT', 'OPTIONS'].includes(method) ? 501 : 404]);
    }
  }
  expect(await sql(url, 'SELECT count() FROM t')).toBe('0');
});

/** Sends the path as it stands, which URL would tidy up. */
function askRaw(origin: string, path: string, method: string, body?: string): Promise<{ readonly status: number }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0 }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

it.each([
  ['a foreign Host', { Host: 'evil.example' }],
  ['a password', { Authorization: `Basic ${Buffer.from('default:').toString('base64')}` }],
  ['a user in headers', { 'X-ClickHouse-User': 'default' }],
  ['a text from a form', { 'Content-Type': 'text/plain', Origin: 'http://evil.example' }],
])('%s does not replace the key', async (_, headers) => {
  const { url } = await folder.start();
  const { origin } = new URL(url);
  expect((await ask(`${origin}/`, { method: 'POST', headers, body: 'SELECT 1' })).status).toBe(404);
});

it('is found by its own user, and answers only with its key', async () => {
  const { url } = await folder.start();
  expect((await findRunningServer(folder.path()))?.url).toBe(url);
  const state = JSON.parse(await readFile(join(folder.path(), 'server.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(join(folder.path(), 'server.json'), JSON.stringify({ ...state, url: new URL(url).origin }));
  expect(await findRunningServer(folder.path())).toBeUndefined();
});
