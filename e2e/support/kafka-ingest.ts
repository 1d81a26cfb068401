import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRunningServer } from '@proj/embedded-clickhouse';
import { onTestFinished } from 'vitest';
import type { Written } from './find-leaks.js';

const binary = fileURLToPath(new URL('../../packages/runner/bin/kafka-ingest.js', import.meta.url));

/** The built command, running. */
export interface RunningCommand {
  readonly pid: number;
  /** Everything it has written to standard error so far. */
  readonly log: string;
  readonly output: string;
  /**
   * Resolves with the first match in its log. Fails when the command ends first, or after a minute.
   */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts the command; it is killed when the test ends, in any case. */
export function start(argv: readonly string[], options: CommandOptions = {}): RunningCommand {
  // The environment of the test machine must not decide where rows go.
  const { CLICKHOUSE_URL: _url, CLICKHOUSE_BIN: _bin, SECRETS_DIR: _secrets, ...inherited } = process.env;
  const child = spawn(process.execPath, [binary, ...argv], {
    cwd: options.cwd ?? path.dirname(binary),
    env: { ...inherited, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { log: '', output: '' };
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.log += text;
    for (const listener of listeners) listener();
  });
  let ended = false;
  const exit = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      ended = true;
      for (const listener of listeners) listener();
      resolve(code);
    });
  });
  onTestFinished(async () => {
    if (!ended) child.kill('SIGKILL');
    await exit;
  });
  return {
    pid: child.pid ?? 0,
    get log() {
      return written.log;
    },
    get output() {
      return written.output;
    },
    exit,
    kill: (signal) => void child.kill(signal),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => done(new Error(`It did not say ${pattern} in time. It said:\n${written.log}`)),
          60_000,
        );
        const look = (): void => {
          const match = pattern.exec(written.log);
          if (match) done(match);
          else if (ended) done(new Error(`It ended without saying ${pattern}. It said:\n${written.log}`));
        };
        const done = (result: RegExpExecArray | Error): void => {
          clearTimeout(timer);
          listeners.delete(look);
          if (result instanceof Error) reject(result);
          else resolve(result);
        };
        listeners.add(look);
        look();
      }),
  };
}

/**
 * Waits until `run` consumes, and returns the address of the server it started. The address is
 * secret: it is in the project's state folder and never in the output.
 */
export async function consuming(command: RunningCommand, project: string): Promise<string> {
  await command.says(/Consuming into ClickHouse at http:/);
  const server = await findRunningServer(path.join(project, '.kafka-ingest', 'clickhouse'));
  if (!server) throw new Error(`No server runs on ${project}.`);
  return server.url;
}

/** Runs the command to its end. */
export async function kafkaIngest(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<{ readonly code: number | null; readonly log: string; readonly output: string }> {
  const command = start(argv, options);
  const code = await command.exit;
  return { code, log: command.log, output: command.output };
}

/** What a command printed. */
export const writtenBy = (
  name: string,
  { log, output }: { readonly log: string; readonly output: string },
): readonly Written[] => [
  { where: `stderr of ${name}`, text: log },
  { where: `stdout of ${name}`, text: output },
];
