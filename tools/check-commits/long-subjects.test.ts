import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { longSubjects } from './long-subjects.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'subjects-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function commit(subject: string): string {
  git('commit', '--allow-empty', '-m', subject);
  return git('rev-parse', 'HEAD');
}

it('reports only commits after the base whose subjects exceed 72 characters', () => {
  git('init', '-q');
  const base = commit('o'.repeat(100));
  commit('ö'.repeat(72));
  const long = commit('n'.repeat(73));
  expect(longSubjects(folder, base)).toEqual({
    kind: 'checked',
    problems: [expect.stringMatching(`^${long.slice(0, 7)}.*73 characters, at most 72`)],
  });
});

it('leaves the subjects of merges alone', () => {
  git('init', '-q', '-b', 'main');
  const base = commit('Begin');
  git('checkout', '-q', '-b', 'other');
  commit('Work');
  git('checkout', '-q', 'main');
  git('merge', '-q', '--no-ff', '-m', 'm'.repeat(100), 'other');
  expect(longSubjects(folder, base)).toEqual({ kind: 'checked', problems: [] });
});

it('skips a history that does not reach back to the base', () => {
  git('init', '-q');
  commit('n'.repeat(100));
  expect(longSubjects(folder, '0123456789abcdef0123456789abcdef01234567')).toMatchObject({ kind: 'skipped' });
});

it.each([
  ['a folder that is not a repository', () => undefined],
  ['a repository without commits', () => git('init', '-q')],
])('skips %s', (_what, prepare) => {
  prepare();
  expect(longSubjects(folder)).toEqual({ kind: 'skipped', why: 'there is no git history' });
});
