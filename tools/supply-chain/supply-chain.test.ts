import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../processes/node-command.js';
import { installScripts } from './install-scripts.mjs';
import { lockProblems, type Lockfile } from './lock-problems.js';

const read = (name: string): Promise<string> => readFile(path.join(root, name), 'utf8');
const lockfile = JSON.parse(await read('package-lock.json')) as Lockfile;
const listed = Object.keys(installScripts);

/*
 * When an entry has no hash: npm drops those of packages for other platforms when it writes the
 * lockfile next to an installed node_modules. Remove these entries and run
 * `npm install --package-lock-only` in a copy without node_modules.
 */
it('every package in the lockfile has a SHA-512, comes from the registry, and has no unlisted install script', () => {
  expect(lockProblems(lockfile, listed)).toEqual([]);
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(500);
});

it('every listed package still has an install script', () => {
  const wanting = Object.entries(lockfile.packages).filter(([, entry]) => entry.hasInstallScript);
  const names = new Set(wanting.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 13)));
  expect([...names].sort()).toEqual([...listed].sort());
});

it('install scripts are off, and the lockfile names no registry', async () => {
  const settings = (await read('.npmrc')).split('\n');
  expect(settings).toContain('ignore-scripts=true');
  expect(settings).toContain('omit-lockfile-registry-resolved=true');
  expect(settings.filter((line) => /script-shell|registry=|\/\/|_auth/i.test(line))).toEqual([]);
});

describe('it would be seen', () => {
  const [, [place, entry]] = Object.entries(lockfile.packages).filter(([, one]) => one.integrity !== undefined) as [
    unknown,
    [string, Lockfile['packages'][string]],
  ];
  const { integrity, ...bare } = entry;
  it.each<[string, Lockfile['packages'], string]>([
    ['a package without a hash', { [place]: bare }, `${place} has no SHA-512.`],
    ['one with a weak hash', { [place]: { ...bare, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } }, `${place} has no SHA-512.`],
    ['one with a hash that is cut', { [place]: { ...bare, integrity: integrity?.slice(0, 40) ?? '' } }, `${place} has no SHA-512.`],
    ['an install script', { [place]: { ...entry, hasInstallScript: true } }, `${place} has an install script.`],
    ['one of a copy deeper down', { 'node_modules/a/node_modules/b': { ...entry, hasInstallScript: true } }, 'node_modules/a/node_modules/b has an install script.'],
    ['a repository', { [place]: { ...entry, resolved: 'git+ssh://git@example.com/a.git#1' } }, `${place} is tied to git+ssh://git@example.com/a.git#1.`],
    ['a tarball', { [place]: { ...entry, resolved: 'http://example.com/a.tgz' } }, `${place} is tied to http://example.com/a.tgz.`],
    ['a wish for a repository', { 'packages/a': { dependencies: { b: 'someone/b#main' } } }, 'packages/a wants b from someone/b#main.'],
    ['a wish for a tarball', { '': { devDependencies: { b: 'https://example.com/b.tgz' } } }, 'The workspace wants b from https://example.com/b.tgz.'],
  ])('%s', (_, planted, problem) => {
    expect(lockProblems({ packages: { ...lockfile.packages, ...planted } }, listed)).toEqual([problem]);
  }); // prettier-ignore
});
