import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync, chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { formatDiagnostics } from '@proj/diagnostics';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { DatafileWriteError, fixProject, formatFiles, loadProject, readProjectFile } from '../src/node.js';
import { LARGEST_FILE } from '../src/node/read-project-file.js';
import { writeDatafile } from '../src/node/write-datafile.js';
import { reportPath } from './support/fixtures.js';

let folder: string;
/** Beside the project: nothing of it may be read or changed. */
let outside: string;
beforeEach(() => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  folder = join(base, 'project');
  outside = join(base, 'outside');
  mkdirSync(folder);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), `${PRIVATE}\n`);
});
afterEach(() => {
  rmSync(dirname(folder), { recursive: true, maxRetries: 3 });
});

const PRIVATE = 'root-x-0-0-private';
const datasource = 'SCHEMA >\n    id UInt64 `json:$.id`\n';
const unformatted = 'SCHEMA >\n  id   UInt64';

function write(path: string, content: string | Uint8Array): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

const load = async (): Promise<{ readonly report: string; readonly read: readonly string[] }> => {
  const { diagnostics, files } = await loadProject(folder, { relativeTo: folder });
  return { report: formatDiagnostics(diagnostics), read: files.map((one) => one.path) };
};

/** Puts something in the place of a datafile. */
const hostile: readonly (readonly [string, (path: string) => void | Promise<void>, string])[] = [
  ['a named pipe', (path) => void execFileSync('mkfifo', [path]), 'is a named pipe'],
  ['a folder', (path) => mkdirSync(path), 'is a folder'],
  ['a socket', listenAt, 'is a socket'],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path), 'leads out of the project'],
  ['a link to the memory of the process', (path) => symlinkSync('/proc/self/mem', path), 'leads out of the project'],
  ['a link to standard input', (path) => symlinkSync('/dev/stdin', path), ''],
  ['a link to a file outside', (path) => symlinkSync('../outside/secret', path), 'leads out of the project'],
  ['a link to a link to a file outside', twoLinks, 'leads out of the project'],
  ['a link to a folder outside', (path) => symlinkSync('../outside', path), 'leads out of the project'],
  ['a link to itself', (path) => symlinkSync('b.datasource', path), 'its symbolic links lead round in a circle'],
  ['a link to nothing', (path) => symlinkSync('gone', path), 'it is a symbolic link to a file that is not there'],
  ['a file that is one byte too large', (path) => writeFileSync(path, 'x'.repeat(LARGEST_FILE + 1)), 'is larger than 1 MiB'],
  ['a file of a terabyte with nothing in it', sparse, 'is larger than 1 MiB'],
]; // prettier-ignore

async function listenAt(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
}

function twoLinks(path: string): void {
  symlinkSync('../outside/secret', join(folder, 'between'));
  symlinkSync('between', path);
}

function sparse(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 2 ** 40);
}

describe('in the place of a datafile', () => {
  it.each(hostile)('%s is reported by name, nothing of it is shown, and the other files are read', async (...row) => {
    const [, make, reason] = row;
    write('a.datasource', datasource);
    await make(join(folder, 'b.datasource'));
    write('c.datasource', datasource);
    const { report, read } = await load();
    expect(report).toMatch(/^b\.datasource - error datafile\//);
    expect(report).toContain(reason);
    expect(report).not.toContain(PRIVATE);
    expect(read).toEqual(['a.datasource', 'c.datasource']);
  });

  it.each(hostile)('%s is neither formatted nor fixed', async (...row) => {
    const [, make] = row;
    await make(join(folder, 'b.datasource'));
    const before = lstatSync(join(folder, 'b.datasource'), { bigint: true });
    const { diagnostics, changed } = await formatFiles(['b.datasource', '.'], { relativeTo: folder, write: true });
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(changed).toEqual([]);
    expect(await fixProject(folder, { relativeTo: folder })).toEqual([]);
    expect(lstatSync(join(folder, 'b.datasource'), { bigint: true }).ino).toBe(before.ino);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(`${PRIVATE}\n`);
  });
});

it('reads a file of exactly the size that is allowed', async () => {
  write('a.datasource', datasource.padEnd(LARGEST_FILE, '\n'));
  expect((await load()).read).toEqual(['a.datasource']);
});

it('has a report for each kind of refusal', async () => {
  write('a.datasource', datasource);
  mkdirSync(join(folder, 'b.datasource'));
  await expect(`${(await load()).report}\n`).toMatchFileSnapshot(reportPath('not-a-regular-file'));
  rmSync(join(folder, 'b.datasource'), { recursive: true });
  symlinkSync('../outside/secret', join(folder, 'b.datasource'));
  await expect(`${(await load()).report}\n`).toMatchFileSnapshot(reportPath('link-out-of-project'));
  rmSync(join(folder, 'b.datasource'));
  write('b.datasource', 'x'.repeat(LARGEST_FILE + 1));
  await expect(`${(await load()).report}\n`).toMatchFileSnapshot(reportPath('file-too-large'));
});

it('reads no more than 64 MiB of files together', async () => {
  for (let i = 10; i <= 75; i++) write(`a${i}.datasource`, '#'.padEnd(LARGEST_FILE, '\n'));
  const { diagnostics, files } = await loadProject(folder, { relativeTo: folder });
  expect(files).toHaveLength(64);
  const report = formatDiagnostics(diagnostics.filter((one) => one.code === 'datafile/project-too-large'));
  await expect(`${report.replace(folder, '/project')}\n`).toMatchFileSnapshot(reportPath('project-too-large'));
});

it('reads files as Kubernetes mounts them, by links from one place in the folder to another', async () => {
  const version = '..2026_12_01_10_00_00.1234567890';
  write(`${version}/a.datasource`, datasource);
  write(`${version}/datasources/b.datasource`, datasource);
  symlinkSync(version, join(folder, '..data'));
  symlinkSync('..data/a.datasource', join(folder, 'a.datasource'));
  symlinkSync('..data/datasources', join(folder, 'datasources'));
  expect(await load()).toEqual({ report: '', read: ['a.datasource', 'datasources/b.datasource'] });
});

it('reads a project whose folder is itself a link', async () => {
  write('a.datasource', datasource);
  symlinkSync('project', join(dirname(folder), 'link'));
  const { diagnostics, files } = await loadProject(join(dirname(folder), 'link'), { relativeTo: folder });
  expect([diagnostics, files.length]).toEqual([[], 1]);
});

it('searches no folder that a link leads to outside', async () => {
  write('a.datasource', datasource);
  writeFileSync(join(outside, 'b.datasource'), `${PRIVATE}\n`);
  symlinkSync('../outside', join(folder, 'datasources'));
  const { report, read } = await load();
  expect(report).toContain('datasources is a symbolic link that leads out of the project');
  expect(read).toEqual(['a.datasource']);
});

it('never follows the path of an INCLUDE to a file that is not among those of the project', async () => {
  write('a.datasource', `INCLUDE "../outside/secret"\nINCLUDE "${join(outside, 'secret')}"\nINCLUDE "b.incl"\n`);
  symlinkSync('../outside/secret', join(folder, 'b.incl'));
  const { report } = await load();
  expect(report).toContain('b.incl is a symbolic link that leads out of the project');
  expect(report.match(/cannot be included: there is no such file/g)).toHaveLength(3);
  expect(report).not.toContain(PRIVATE);
});

describe('a file that changes while it is looked at', () => {
  it('a file that changes while it is looked at is read as it was opened, or not at all, but never from outside', async () => {
    const path = join(folder, 'a.datasource');
    const swap =
      'while :; do ln -sfn ../outside/secret x && mv -Tf x a.datasource; echo ok > y && mv -Tf y a.datasource; done';
    write('a.datasource', 'ok\n');
    const attacker = spawn('sh', ['-c', swap], { cwd: folder, stdio: 'ignore' });
    const seen = new Set<string>();
    try {
      for (let i = 0; i < 3000; i++) {
        const file = readProjectFile(path, { shown: 'a.datasource', folder });
        seen.add(file.kind === 'read' ? new TextDecoder().decode(file.bytes).trim() : file.kind);
      }
    } finally {
      attacker.kill('SIGKILL');
      await once(attacker, 'exit');
    }
    expect([...seen]).not.toContain(PRIVATE);
  });

  it('a file that changes while it is looked at is read to the limit at most, whatever its size was said to be', () => {
    const path = join(folder, 'a.datasource');
    writeFileSync(path, 'x'.repeat(10));
    expect(readProjectFile(path, { shown: 'a', folder, limit: 10 }).kind).toBe('read');
    appendFileSync(path, 'x');
    expect(readProjectFile(path, { shown: 'a', folder, limit: 10 }).kind).toBe('refused');
  });

  it('a file that changes while it is looked at is refused when the system says that it is empty and it is not', () => {
    const file = readProjectFile('/proc/self/maps', { shown: 'maps', folder: '/proc', limit: 100 });
    expect(file.kind === 'refused' && file.diagnostic.code).toBe('datafile/file-too-large');
  });
});

describe('writing', () => {
  it('writing goes through a link inside the project, and keeps the link and the permissions', async () => {
    write('real/a.txt', unformatted);
    chmodSync(join(folder, 'real/a.txt'), 0o640);
    symlinkSync('real/a.txt', join(folder, 'a.datasource'));
    const { changed } = await formatFiles(['.'], { relativeTo: folder, write: true });
    expect(changed).toHaveLength(1);
    expect(lstatSync(join(folder, 'a.datasource')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'real/a.txt')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'real/a.txt'), 'utf8')).not.toBe(unformatted);
    expect(readdirSync(join(folder, 'real'))).toEqual(['a.txt']);
  });

  it('writing never goes through a link that leads out, even one that is made after reading', async () => {
    writeFileSync(join(outside, 'b'), unformatted);
    symlinkSync('../outside/b', join(folder, 'b.datasource'));
    const writing = writeDatafile(join(folder, 'b.datasource'), 'new', { shown: 'b.datasource', folder });
    await expect(writing).rejects.toThrow(DatafileWriteError);
    await expect(writing).rejects.toThrow('a symbolic link leads out of the project');
    expect(readFileSync(join(outside, 'b'), 'utf8')).toBe(unformatted);
    expect(readdirSync(outside).sort()).toEqual(['b', 'secret']);
  });

  it('a file named alone belongs to its project, so links into the project are followed', async () => {
    write('shared/a.txt', unformatted);
    mkdirSync(join(folder, 'datasources'));
    symlinkSync('../shared/a.txt', join(folder, 'datasources/a.datasource'));
    const { changed, diagnostics } = await formatFiles(['datasources/a.datasource'], { relativeTo: folder });
    expect([changed.length, diagnostics]).toEqual([1, []]);
    expect(existsSync(join(folder, 'shared/a.txt'))).toBe(true);
  });
});

it.each(['a\nb.datasource', 'a\u001B[2Jb.datasource', 'a\u202Eb.datasource', '-a.datasource', '__proto__.datasource'])(
  'reads a file of any name that the system allows: %j',
  async (name) => {
    write(name, 'SCHEMA >\n  id Strng\n');
    const { diagnostics, files } = await loadProject(folder, { relativeTo: folder });
    expect(files.map((one) => one.path)).toEqual([name]);
    expect(diagnostics.map((one) => one.code)).toContain('clickhouse-types/unknown-type');
  },
);
