// Runs the tools that the set-up needs, and ends them when it is interrupted.
import { spawn, spawnSync } from 'node:child_process';
import { SetupError } from './report.mjs';

/** Leaders of the running process groups. */
const running = new Set();

/**
 * Ends everything that runs. Compilers and installers have children, hence whole groups.
 */
export function endAll(signal) {
  for (const pid of running) endGroup(pid, signal);
}

function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

/**
 * Runs a command to its end and resolves with its output; rejects with a SetupError when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string, env?: Record<string, string>, timeoutMs?: number, onLine?: (line: string) =>
 *   void, excerpt?: (lines: string[]) => string[], failure: string, wayOut: string
 * }} options
 *   `failure`: what could not be done; `wayOut`: what to do about it; `excerpt`: the part of the
 *   output to show, by default its end.
 * @returns {Promise<string>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...options.env };
    const child = spawn(command, args, { cwd: options.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = [];
    let rest = '';
    let late = false;
    const fail = (reason) => {
      const { excerpt = (all) => all.slice(-40) } = options;
      const output = excerpt([...lines, rest]).join('\n');
      reject(new SetupError(`${options.failure} ${reason}`, { wayOut: options.wayOut, output }));
    };
    const take = (chunk) => {
      const parts = (rest + chunk).split(/\r?\n|\r/);
      rest = parts.pop() ?? '';
      lines.push(...parts);
      for (const line of parts) if (line.trim()) options.onLine?.(line);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('spawn', () => running.add(child.pid));
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            late = true;
            endGroup(child.pid, 'SIGKILL');
          }, options.timeoutMs);
    const over = () => {
      clearTimeout(timer);
      running.delete(child.pid);
    };
    child.once('error', (error) => {
      over();
      fail(error.code === 'ENOENT' ? `The command ${command} was not found.` : error.message);
    });
    child.once('close', (code, signal) => {
      over();
      if (code === 0) resolve([...lines, rest].join('\n'));
      else if (late) fail(`It did not end within ${options.timeoutMs / 1000} s.`);
      else fail(`${command} ended with ${signal ?? `exit code ${code}`}.`);
    });
  });
}

/** Standard output of a quick command; undefined when it fails or does not exist. */
export function tryRun(command, args, input = '') {
  const { status, stdout } = spawnSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}
