import { spawnSync } from 'node:child_process';

/** Characters that the subject of a commit may have: more is cut off where commits are listed. */
export const maxSubject = 72;

/** The last commit before the rule; those up to here stay as they are. */
const base = '78174a40f1efda7613af541fa4adc79e61c4352e';

export type SubjectCheck =
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'checked'; readonly problems: readonly string[] };

/**
 * The commits since `since` whose subjects are too long. Without a repository, without git, and in
 * a shallow clone that does not reach back to `since`, nothing can be said about them.
 */
export function longSubjects(folder: string, since: string = base): SubjectCheck {
  const git = (...args: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
    return status === 0 ? stdout.trim() : undefined;
  };
  if (git('rev-parse', '--verify', 'HEAD') === undefined) return { kind: 'skipped', why: 'there is no git history' };
  if (git('merge-base', '--is-ancestor', since, 'HEAD') === undefined) {
    return { kind: 'skipped', why: `the history does not contain ${since.slice(0, 7)}` };
  }
  // Merges are named by git and by hosts, not by authors.
  const log = git('log', '--no-merges', '--format=%h %s', `${since}..HEAD`) ?? '';
  return { kind: 'checked', problems: log.split('\n').flatMap(problemOf) };
}

function problemOf(line: string): string[] {
  const [commit = '', ...words] = line.split(' ');
  const subject = words.join(' ');
  const length = Array.from(subject).length;
  if (length <= maxSubject) return [];
  return [`${commit}: the subject has ${length} characters, at most ${maxSubject} are allowed: ${subject}`];
}
