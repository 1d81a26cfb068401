import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecrets } from '../src/project/secrets.js';

describe('secrets', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('secrets come from the environment, then SECRETS_DIR, then .env.local, then .env', async () => {
    const directory = path.join(folder, 'mounted');
    await mkdir(directory);
    await writeFile(path.join(directory, 'A'), 'from file\n');
    await writeFile(path.join(directory, 'B'), 'from file\n');
    await writeFile(path.join(folder, '.env.local'), 'B=local\nC=local\n');
    await writeFile(path.join(folder, '.env'), 'C=shared\nD=shared\n');
    const { lookup } = readSecrets(folder, { A: 'from environment', SECRETS_DIR: directory });
    expect(['A', 'B', 'C', 'D', 'E'].map(lookup)).toEqual([
      'from environment',
      'from file',
      'local',
      'shared',
      undefined,
    ]);
  });

  it('secrets keep all of a mounted file except one trailing line break', async () => {
    await writeFile(path.join(folder, 'PEM'), '-----BEGIN\na#b "c" $d\n\n');
    const { lookup } = readSecrets(folder, { SECRETS_DIR: folder });
    expect(lookup('PEM')).toBe('-----BEGIN\na#b "c" $d\n');
  });

  it('secrets are never read from outside the directory, whatever the name', async () => {
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'outside'), 'no');
    const { lookup } = readSecrets(folder, { SECRETS_DIR: path.join(folder, 'inner') });
    expect(lookup('../outside')).toBeUndefined();
    expect(lookup('..')).toBeUndefined();
  });

  it('secrets may span several lines in .env files when quoted', async () => {
    await writeFile(path.join(folder, '.env'), 'PEM="line 1\nline 2"\n');
    expect(readSecrets(folder, {}).lookup('PEM')).toBe('line 1\nline 2');
  });

  it('secrets are not inherited from objects', async () => {
    expect(readSecrets(folder, Object.create(null) as Record<string, string>).lookup('constructor')).toBeUndefined();
  });
});

describe('a file of secrets', () => {
  let base: string;
  let folder: string;
  let mounted: string;
  beforeEach(async () => {
    base = await mkdtemp(path.join(tmpdir(), 'secrets-'));
    folder = path.join(base, 'project');
    mounted = path.join(base, 'mounted');
    await mkdir(folder);
    await mkdir(mounted);
    await writeFile(path.join(base, 'outside'), 'TOKEN=of-another-user\n');
  });
  afterEach(() => rm(base, { recursive: true }));

  const hostile: readonly (readonly [string, (file: string) => unknown, string])[] = [
    ['a named pipe', (file) => execFileSync('mkfifo', [file]), 'is a named pipe, and only regular files are read.'],
    ['a folder', (file) => mkdir(file), 'is a folder, and only regular files are read.'],
    ['a link to a device', (file) => symlink('/dev/zero', file), 'leads out of the project'],
    ['a link to a file outside', (file) => symlink(path.join(base, 'outside'), file), 'leads out of the project'],
    ['a link to itself', (file) => symlink(path.basename(file), file), 'its symbolic links lead round in a circle'],
    ['larger than 1 MiB', (file) => writeFile(file, 'TOKEN=1\n'.padEnd(1_048_577, '#')), 'is larger than 1 MiB'],
  ];

  it.each(['.env', '.env.local'].flatMap((file) => hostile.map((one) => [file, ...one] as const)))(
    '%s that is %s is reported by name, and provides no secret',
    async (name, _, make, reason) => {
      await make(path.join(folder, name));
      await writeFile(path.join(folder, name === '.env' ? '.env.local' : '.env'), 'OTHER=1\n');
      const { lookup, problems } = readSecrets(folder, {});
      expect([lookup('TOKEN'), lookup('OTHER')]).toEqual([undefined, '1']);
      expect(problems.map((one) => [one.severity, one.file?.path])).toEqual([['error', name]]);
      expect(problems[0]?.message).toContain(reason);
    },
  );

  it.each(hostile)('a file of secrets that is %s is reported once, when its secret is looked up', async (...row) => {
    const [, make, reason] = row;
    await make(path.join(mounted, 'TOKEN'));
    const { lookup, problems } = readSecrets(folder, { SECRETS_DIR: mounted });
    expect(problems).toEqual([]);
    expect([lookup('TOKEN'), lookup('TOKEN')]).toEqual([undefined, undefined]);
    expect(problems.map((one) => one.file?.path)).toEqual([path.join(mounted, 'TOKEN')]);
    expect(problems[0]?.message).toContain(reason);
  });

  it('a file of secrets is read through links inside SECRETS_DIR, as Kubernetes mounts it', async () => {
    await mkdir(path.join(mounted, '..2026_12_01'));
    await writeFile(path.join(mounted, '..2026_12_01', 'TOKEN'), 'from-kubernetes\n');
    await symlink('..2026_12_01', path.join(mounted, '..data'));
    await symlink('..data/TOKEN', path.join(mounted, 'TOKEN'));
    const { lookup, problems } = readSecrets(folder, { SECRETS_DIR: mounted });
    expect([lookup('TOKEN'), problems]).toEqual(['from-kubernetes', []]);
  });

  it('a file of secrets may be in a directory that is itself a link, or in one that does not exist', async () => {
    await writeFile(path.join(mounted, 'TOKEN'), 'x');
    await symlink('mounted', path.join(base, 'link'));
    expect(readSecrets(folder, { SECRETS_DIR: path.join(base, 'link') }).lookup('TOKEN')).toBe('x');
    const { lookup, problems } = readSecrets(folder, { SECRETS_DIR: path.join(base, 'gone') });
    expect([lookup('TOKEN'), problems]).toEqual([undefined, []]);
  });
});
