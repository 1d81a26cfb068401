import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../processes/node-command.js';

const PLAN = '.nx/version-plans/sooner.md';
const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}`);

// A copy of the workspace, because a version plan must not appear in this one, even for a moment.
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'release-'));
  for (const folder of [...packages, 'e2e']) {
    mkdirSync(path.join(copy, folder), { recursive: true });
    copyFileSync(path.join(root, folder, 'package.json'), path.join(copy, folder, 'package.json'));
  }
  for (const file of ['package.json', 'package-lock.json', 'CHANGELOG.md', '.gitignore', '.prettierrc.json']) {
    copyFileSync(path.join(root, file), path.join(copy, file));
  }
  run('cp', ['-R', path.join(root, 'tools'), copy]);
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  // The plugins look for targets in the configurations of all packages. No release needs them.
  const nx = JSON.parse(readFileSync(path.join(root, 'nx.json'), 'utf8')) as object;
  writeFileSync(path.join(copy, 'nx.json'), JSON.stringify({ ...nx, plugins: [] }));
  mkdirSync(path.join(copy, path.dirname(PLAN)), { recursive: true });
  writeFileSync(path.join(copy, PLAN), '---\n__default__: minor\n---\n\nCommits are acknowledged sooner.\n');
  git('init', '-q', '-b', 'main');
  git('add', '--all');
  git('commit', '-q', '-m', 'Acknowledge commits sooner');
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  return run('git', [...identity, ...args]).trim();
}

const release = (...args: string[]): string =>
  run(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    '--conditions=@proj/source',
    'tools/release/main.ts',
    ...args,
  ]);

function run(program: string, args: readonly string[]): string {
  const { FORCE_COLOR: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

const read = (file: string): string => readFileSync(path.join(copy, file), 'utf8');
const version = (folder: string): string => (JSON.parse(read(`${folder}/package.json`)) as { version: string }).version;

/** Before 1.0 a `minor` plan raises the last number. */
const next = (before: string): string => before.replace(/\d+$/, (last) => `${Number(last) + 1}`);

it('a dry run of the release plans versions and a changelog from the version plans, and changes no file', () => {
  const before = version('packages/runner');

  const shown = release('--dry-run');

  expect(shown.split(`+   "version": "${next(before)}"`)).toHaveLength(packages.length + 1);
  expect(shown).toMatch(new RegExp(`^\\+ ## ${next(before).replaceAll('.', '\\.')} \\(`, 'm'));
  expect(shown).toContain('+ - Commits are acknowledged sooner.');
  expect(git('status', '--porcelain')).toBe('');
});

it('a release writes the versions and the changelog, and removes the version plans', () => {
  const before = version('packages/runner');

  release();

  expect(new Set(packages.map(version))).toEqual(new Set([next(before)]));
  expect(read('package-lock.json')).not.toContain(`"@proj/diagnostics": "${before}"`);
  expect(read('CHANGELOG.md')).toMatch(/^## .*\n\n### Features\n\n- Commits are acknowledged sooner\.\n\n## /);
  expect(existsSync(path.join(copy, PLAN))).toBe(false);
  expect(git('log', '--format=%s')).toBe('Acknowledge commits sooner');
  expect(git('tag')).toBe('');
});
