import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatafileInput } from '@proj/datafile-parser';
import { ratePerSecond } from './measure.js';

/**
 * How often the files are given to the original in one run, beside a run with one of each, to take
 * its start out.
 */
const REPEATS = 10;

/**
 * Files in a second of CPU time of the original, which is a process of its own: what it needs to
 * start is not counted.
 */
export function originalRate(command: readonly string[], files: readonly DatafileInput[]): number {
  const secondsFor = (times: number): number => {
    const paths = Array.from({ length: times }, () => files.map((file) => path.resolve(file.path))).flat();
    // The shell says how much time the processes took that it started.
    const script = '"$@" > /dev/null; status=$?; times; exit $status';
    const { status, error, stdout, stderr } = spawnSync(
      'sh',
      ['-c', script, 'sh', ...command, '--auto-secrets', '--stdin-list'],
      { input: paths.join('\n'), encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`The original cannot be asked: ${error?.message ?? stderr.slice(-500)}`);
    const children = stdout.trim().split('\n').at(-1) ?? '';
    return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
      0,
    );
  };
  const once = secondsFor(1);
  return (files.length * REPEATS) / (secondsFor(1 + REPEATS) - once);
}

/**
 * The parser that the SDK migrates projects with. It is not among what the package exports, so it
 * is loaded by its path.
 */
export async function sdkRate(folder: string, files: readonly DatafileInput[], seconds: number): Promise<number> {
  const file = pathToFileURL(path.resolve(folder, 'dist/migrate/parse.js')).href;
  const { parseResourceFile } = (await import(file)) as { parseResourceFile: (resource: unknown) => unknown };
  const resources = files.map(({ path: filePath, text }) => ({
    kind: path.extname(filePath).slice(1),
    filePath,
    absolutePath: path.resolve(filePath),
    name: path.parse(filePath).name,
    content: text,
  }));
  return (
    files.length *
    ratePerSecond(seconds, () => {
      for (const resource of resources) {
        try {
          parseResourceFile(resource);
        } catch {
          // It throws at the first mistake, and so is quicker with what it does not accept.
        }
      }
    })
  );
}
