import path from 'node:path';
import process from 'node:process';
import { withLock } from '../setup/lock.mjs';
import { root } from './node-command.js';
import { runCommand, type CommandResult } from './run-command.js';

export const nx = (...args: string[]): [string, ...string[]] => [
  process.execPath,
  path.join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'),
  ...args,
];

/**
 * Builds all packages; unchanged ones come from Nx's cache. Two builds of one checkout wait for
 * each other.
 */
export function buildPackages(stop: AbortSignal, onWait: () => void): Promise<CommandResult> {
  return withLock(
    `${root} build`,
    () => runCommand(nx('run-many', '-t', 'build', '--outputStyle=static'), { stop }),
    onWait,
  );
}
