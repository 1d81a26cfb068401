import { spawn, type ChildProcess } from 'node:child_process';
import { childEnvironment } from './child-environment.js';
import type { KeepClock } from './clock.js';
import type { Command } from './command.js';

/** How the server's process ended. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when `stop()` was called before. */
  readonly expected: boolean;
  /** The last lines it wrote, for the report when it was not expected. */
  readonly output: string;
}

const OUTPUT_LIMIT = 8_192;
// ClickHouse waits five seconds for connections that are only kept alive. It need not: it is killed
// then, and what it has acknowledged survives that.
const STOP_LIMIT_MS = 1_000;

interface ServerProcessOptions {
  readonly folder: string;
  readonly clock: KeepClock;
  readonly log?: (line: string) => void;
}

/** The child process: started, watched, and ended by closing its standard input. */
export class ServerProcess {
  readonly exited: Promise<ServerExit>;
  spawnError: Error | undefined;
  hasExited = false;
  readonly #child: ChildProcess;
  readonly #clock: KeepClock;
  #output = '';
  #stopping = false;

  constructor(command: Command, options: ServerProcessOptions) {
    this.#clock = options.clock;
    this.#child = spawn(command.file, command.args, {
      cwd: options.folder,
      env: childEnvironment(process.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own: the terminal's Ctrl-C reaches the parent, which still wants to
      // insert what it has.
      detached: true,
    });
    this.exited = new Promise((resolve) => {
      const done = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.hasExited = true;
        resolve({ code, signal, expected: this.#stopping, output: this.#output });
      };
      this.#child.once('close', done);
      // Ends what passes our end on to an installed executable.
      this.#child.once('exit', () => this.#child.stdin?.destroy());
      this.#child.once('error', (error) => {
        this.spawnError = error;
        this.#collect(error.message);
        if (this.#child.pid === undefined) done(null, null);
      });
    });
    this.#child.stdin?.on('error', () => undefined);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        this.#collect(text);
        if (options.log) for (const line of text.split('\n')) if (line.trim() !== '') options.log(line);
      });
    }
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** The end of what it wrote. */
  get output(): string {
    return this.#output;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child.stdin?.end();
    const cancelKill = this.#clock.after(STOP_LIMIT_MS, () => this.#child.kill('SIGKILL'));
    await this.exited;
    cancelKill();
  }

  async kill(): Promise<void> {
    this.#stopping = true;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  #collect(text: string): void {
    this.#output = (this.#output + text).slice(-OUTPUT_LIMIT);
  }
}
