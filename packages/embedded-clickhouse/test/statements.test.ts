import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedClickHouse, type EmbeddedClickHouse } from '../src/index.js';
import { landlock } from './landlock.js';
import { ownFolder, sql } from './folder.js';

/* What a foreign statement can reach: a view, a DEFAULT, a pasted query. */

const folder = ownFolder();
/** One for all statements that are refused. */
let shared: EmbeddedClickHouse;
beforeAll(async () => {
  shared = await startEmbeddedClickHouse({ dataFolder: await mkdtemp(join(tmpdir(), 'embedded-statements-')) });
});
afterAll(async () => {
  await shared.stop();
  await rm(shared.dataFolder, { recursive: true, force: true });
});

/** Functions that read files are not stopped by grants, but by the kernel: Linux 5.13 and newer. */
const isConfined = landlock >= 1;

const failure = (url: string, statement: string): Promise<string> =>
  sql(url, statement).then(
    (text) => `it answered: ${text}`,
    (error: unknown) => (error as Error).message,
  );

it.each([
  ['reads a file as a table', "SELECT * FROM file('/etc/passwd', 'LineAsString', 'l String')"],
  ['reads a file by its name alone', "SELECT * FROM '/etc/passwd'"],
  ['reads a file by its name in backticks', 'SELECT * FROM `/etc/passwd`'],
  ['looks at the columns of a file', "DESCRIBE TABLE file('/etc/passwd', 'LineAsString')"],
  ['lists files', "SELECT * FROM filesystem('/etc')"],
  ['reads a file through a table', "CREATE TABLE f (a String) ENGINE = File('TSV', '/etc/passwd')"],
  ['reads a file through a database', "CREATE DATABASE f ENGINE = Filesystem('/etc')"],
  ['attaches the data of a folder', "ATTACH TABLE f FROM '/etc' (a String) ENGINE = MergeTree ORDER BY a"],
  ['keeps a dictionary of a file', "CREATE DICTIONARY d (a UInt64, b String) PRIMARY KEY a SOURCE(FILE(path '/etc/passwd' format 'TSV')) LAYOUT(FLAT()) LIFETIME(0)"],
  ['reads an archive', "SELECT * FROM file('/etc/x.zip :: y', 'LineAsString', 'l String')"],
  ['reads a SQLite file', "SELECT * FROM sqlite('/etc/passwd', 't')"],
  ['writes a file', "INSERT INTO FUNCTION file('../x.sh', 'LineAsString', 'l String') VALUES ('id')"],
  ['writes the answer into a file', "SELECT 1 INTO OUTFILE 'x.txt'"],
  ['makes a backup', "BACKUP DATABASE default TO File('/tmp/backup')"],
  ['puts a table on another disk', "CREATE TABLE z (a Int8) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = local, path = '/tmp/')"],
  ['calls another server', "SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString', 'l String')"],
  ['calls a ClickHouse', "SELECT * FROM remote('127.0.0.1:9', 'system', 'one')"],
  ['calls a database', "SELECT * FROM mysql('127.0.0.1:9', 'a', 'b', 'c', 'd')"],
  ['calls a store of objects', "SELECT * FROM s3('http://127.0.0.1:9/bucket/b', 'LineAsString', 'l String')"],
  ['reads a topic', "CREATE TABLE k (v String) ENGINE = Kafka('127.0.0.1:9', 't', 'g', 'JSONAsString')"],
  ['runs a program', "SELECT * FROM executable('id', 'TSV', 'a String')"],
  ['makes a user', "CREATE USER eve"],
  ['gives itself more rights', 'GRANT ALL ON *.* TO default'],
  ['keeps credentials', "CREATE NAMED COLLECTION c AS url = 'http://127.0.0.1:9/'"],
])('refuses a statement that %s', async (_, statement) => {
  const { url } = shared;
  expect(await failure(url, statement)).toMatch(
    /Not enough privileges|INTO OUTFILE is not allowed|does not exist inside user scripts|custom_local_disks_base_directory|must be inside|PATH_ACCESS_DENIED|QUERY_IS_PROHIBITED/,
  );
  const written = await readdir(shared.dataFolder, { recursive: true });
  expect(written.filter((name) => /x\.sh|x\.txt|backup/.test(name))).toEqual([]);
}); // prettier-ignore

it.runIf(isConfined)('reads no file outside its data, whatever function is used', async () => {
  const { url } = await folder.start();
  const secret = join(folder.path(), 'secret');
  await writeFile(secret, 'SEKRIT');
  const inside = join(folder.path(), 'clickhouse', 'user_files');
  await mkdir(inside, { recursive: true });
  for (const path of [
    '/etc/passwd',
    '/etc/shadow',
    '/proc/self/environ',
    '/proc/self/cmdline',
    '/proc/1/environ',
    secret,
    '../secret',
    join(inside, '../../secret'),
    join(folder.path(), 'key'),
    join(folder.path(), 'server.json'),
  ]) {
    const said = await failure(url, `SELECT file('${path}')`);
    expect([path, said]).toEqual([path, expect.stringMatching(/Permission denied|CANNOT_OPEN_FILE|FILE_DOESNT_EXIST/)]);
  }
  // It is evaluated when the table is made.
  const hidden = `CREATE TABLE d (a Int8, b String DEFAULT file('${secret}')) ENGINE = MergeTree ORDER BY a`;
  expect(await failure(url, hidden)).toMatch(/Permission denied/);
});

it.runIf(isConfined)('cannot change its own rights', async () => {
  const { url } = await folder.start();
  const before = await readFile(join(folder.path(), 'users.xml'), 'utf8');
  await failure(
    url,
    `INSERT INTO FUNCTION file('${join(folder.path(), 'users.xml')}', 'RawBLOB', 'a String') VALUES ('')`,
  );
  expect(await readFile(join(folder.path(), 'users.xml'), 'utf8')).toBe(before);
});

it.runIf(landlock >= 4)('connects to nowhere', async () => {
  let connections = 0;
  const listener = createServer((_, response) => response.end('1\n'));
  listener.on('connection', () => connections++);
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  onTestFinished(() => void listener.close());
  const { port } = listener.address() as AddressInfo;
  const call = `SELECT * FROM url('http://127.0.0.1:${port}/', 'LineAsString', 'l String')`;
  const open = await folder.start({ dataFolder: join(folder.path(), 'open'), sandbox: false });
  expect(await sql(open.url, call)).toBe('1');
  expect(connections).toBe(1);
  const { url } = await folder.start();
  expect(await failure(url, call)).toMatch(/Not enough privileges/);
  expect(connections).toBe(1);
});

it('knows nothing of the environment that it was started in', async () => {
  process.env['PLANTED_SECRET'] = 'SEKRIT-IN-ENVIRONMENT';
  onTestFinished(() => {
    delete process.env['PLANTED_SECRET'];
  });
  // Without the sandbox, so that the environment itself is looked at, and not only the way to it.
  const { url, pid } = await folder.start({ sandbox: false });
  expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('PLANTED_SECRET');
  const names = (await sql(url, "SELECT file('/proc/self/environ') FORMAT TSVRaw"))
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.split('=')[0] ?? '');
  expect(names).toContain('PATH');
  const allowed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'TZ'];
  expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
});

it('does all that a connector needs', async () => {
  const { url } = await folder.start();
  const statements = [
    'CREATE DATABASE shop',
    'CREATE TABLE shop.a (id UInt32, v LowCardinality(String) DEFAULT upper(\'x\'), t DateTime DEFAULT now()) ENGINE = ReplacingMergeTree ORDER BY id TTL t + INTERVAL 1 YEAR SETTINGS non_replicated_deduplication_window = 10',
    'CREATE TABLE shop.b (id UInt32, n UInt64) ENGINE = SummingMergeTree ORDER BY id',
    'CREATE TABLE shop.n (id UInt32) ENGINE = Null',
    'CREATE MATERIALIZED VIEW shop.mv TO shop.b AS SELECT id, count() AS n FROM shop.a GROUP BY id',
    'CREATE VIEW shop.v AS SELECT * FROM shop.a',
    'INSERT INTO shop.a (id) VALUES (1), (2)',
    'ALTER TABLE shop.a ADD COLUMN w Nullable(Int8)',
    'ALTER TABLE shop.a ADD INDEX i v TYPE minmax',
    'CREATE TABLE shop.a2 AS shop.a',
    'INSERT INTO shop.a2 SELECT * FROM shop.a',
    'EXCHANGE TABLES shop.a AND shop.a2',
    'RENAME TABLE shop.a2 TO shop.a3',
    'ALTER TABLE shop.a DELETE WHERE id = 1',
    'OPTIMIZE TABLE shop.a FINAL',
    'EXPLAIN SYNTAX SELECT * FROM shop.a',
    "KILL QUERY WHERE query_id = 'nobody'",
    'SELECT * FROM system.parts FORMAT Null',
    'TRUNCATE TABLE shop.b',
    'DROP DATABASE shop SYNC',
  ]; // prettier-ignore
  for (const statement of statements) expect(await failure(url, statement)).toMatch(/^it answered: /);
});
