import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { spawnTied } from '../servers/tied-process.js';
import { root } from './node-command.js';

export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/**
 * How long a command may take to shut down: vitest stops its own servers.
 */
const endLimitMs = 15_000;

/**
 * Runs a command to its end. On `stop`, and when this process dies, it is ended together with
 * everything it started.
 */
export async function runCommand(
  command: readonly [string, ...string[]],
  options: { readonly stop: AbortSignal; readonly env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kafka-ingest-run-'));
  const logFile = path.join(folder, 'output');
  try {
    if (options.stop.aborted) return { exitCode: 143, output: '' };
    const running = await spawnTied(command, {
      cwd: root,
      // Otherwise Nx leaves a daemon behind.
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', ...options.env },
      logFile,
      wholeGroup: true,
      keepAlive: true,
      abandonedSignal: 'TERM',
    });
    const onStop = (): void => void running.end('SIGTERM', endLimitMs);
    options.stop.addEventListener('abort', onStop, { once: true });
    const exitCode = await running.ended;
    options.stop.removeEventListener('abort', onStop);
    // Whatever the command left behind.
    running.signal('SIGKILL');
    return { exitCode, output: await readFile(logFile, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
