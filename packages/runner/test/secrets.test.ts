import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecrets } from '../src/secrets.js';

describe('secrets', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('come from the environment, then SECRETS_DIR, then .env.local, then .env', async () => {
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

  it('keep everything of a mounted file but one trailing line break', async () => {
    await writeFile(path.join(folder, 'PEM'), '-----BEGIN\na#b "c" $d\n\n');
    const { lookup } = readSecrets(folder, { SECRETS_DIR: folder });
    expect(lookup('PEM')).toBe('-----BEGIN\na#b "c" $d\n');
  });

  it('never leave the directory, whatever the name', async () => {
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'outside'), 'no');
    const { lookup } = readSecrets(folder, { SECRETS_DIR: path.join(folder, 'inner') });
    expect(lookup('../outside')).toBeUndefined();
    expect(lookup('..')).toBeUndefined();
  });

  it('hold multi-line values in .env files when quoted', async () => {
    await writeFile(path.join(folder, '.env'), 'PEM="line 1\nline 2"\n');
    expect(readSecrets(folder, {}).lookup('PEM')).toBe('line 1\nline 2');
  });

  it('are not inherited from objects', async () => {
    expect(readSecrets(folder, Object.create(null) as Record<string, string>).lookup('constructor')).toBeUndefined();
  });
});
