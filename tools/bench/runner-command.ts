import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const repositoryFolder = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

const binary = path.join(repositoryFolder, 'packages', 'runner', 'bin', 'kafka-ingest.js');

/**
 * The built binary as a user starts it, with a given server. `env` executes the program in its
 * place, so the process id stays the same.
 */
export function runnerCommand(clickhouseUrl: string, args: readonly string[]): readonly [string, ...string[]] {
  return ['/usr/bin/env', `CLICKHOUSE_URL=${clickhouseUrl}`, process.execPath, ...profiling(), binary, ...args];
}

/**
 * BENCH_CPU_PROFILE=FOLDER writes a CPU profile of each run of the runner to that folder.
 */
function profiling(): readonly string[] {
  const folder = process.env['BENCH_CPU_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(folder)}`] : [];
}

/** The build is measured, not the source. Nx does nothing when it is up to date. */
export async function buildRunner(): Promise<void> {
  const nx = path.join(repositoryFolder, 'node_modules', '.bin', 'nx');
  try {
    await promisify(execFile)(nx, ['run', '@proj/runner:build'], {
      cwd: repositoryFolder,
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The runner could not be built.\n${`${stdout}\n${stderr}`.trim().slice(-3_000)}`, { cause: error });
  }
}

/** Creates the tables of a project folder, as `kafka-ingest deploy` does. */
export async function deployTables(folder: string, clickhouseUrl: string): Promise<void> {
  const [program, ...args] = runnerCommand(clickhouseUrl, ['deploy', folder]);
  try {
    await promisify(execFile)(program, args);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`"kafka-ingest deploy ${folder}" failed.\n${`${stdout}\n${stderr}`.trim()}`, { cause: error });
  }
}
