import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../processes/node-command.js';
import { syncVersions } from './sync-versions.js';

let copy: string;
const manifests = [...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`), 'tools', 'e2e'];

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'versions-'));
  for (const folder of manifests) {
    mkdirSync(path.join(copy, folder), { recursive: true });
    copyFileSync(path.join(root, folder, 'package.json'), path.join(copy, folder, 'package.json'));
  }
  copyFileSync(path.join(root, 'package-lock.json'), path.join(copy, 'package-lock.json'));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(path.join(copy, file), 'utf8');

it('finds every version of this repository up to date', () => {
  expect(syncVersions(copy)).toEqual([]);
});

it('writes a new version to everything that depends on the package, and to the lockfile', () => {
  const manifest = 'packages/diagnostics/package.json';
  writeFileSync(path.join(copy, manifest), read(manifest).replace(/"version": "[^"]+"/, '"version": "7.8.9"'));
  const hashes = read('package-lock.json').match(/"integrity"/g)?.length;

  const changed = syncVersions(copy);

  expect(changed).toEqual(expect.arrayContaining(['packages/runner/package.json', 'tools/package.json']));
  expect(changed.at(-1)).toBe('package-lock.json');
  for (const file of changed) expect(read(file)).toContain('"@proj/diagnostics": "7.8.9"');
  const lockfile = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
  expect(lockfile.packages['packages/diagnostics']?.version).toBe('7.8.9');
  expect(read('package-lock.json').match(/"integrity"/g)).toHaveLength(hashes ?? 0);
  expect(syncVersions(copy)).toEqual([]);
});
