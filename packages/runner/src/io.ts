import type { Readable } from 'node:stream';
import type { ExitCode } from './exit-code.js';

/** The process as a command sees it. Tests provide one of their own. */
export interface Io {
  /** Results: what another program reads. */
  out(text: string): void;
  /**
   * Writes a result of any size, no faster than it is read. Resolves when everything is written,
   * and also when the reader has left (`| head`). Rejects with the stream's error.
   */
  pipe(stream: Readable): Promise<void>;
  /** Standard input, up to `most` bytes; a little more than that shows that the input is larger. */
  readInput(most: number): Promise<Uint8Array>;
  /** Everything meant for a person: problems, progress, logs. */
  err(text: string): void;
  /**
   * Asks the person at the terminal, on standard error. Resolves with the line, without its end.
   * Undefined means no answer: input is not a terminal, or the person pressed Ctrl-C or Ctrl-D. A
   * hidden answer stays off the screen, and is removed from everything that is written from then
   * on.
   */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>;
  /** Erases the last lines of `err` on a terminal. The only way to move its cursor. */
  eraseLines(count: number): void;
  /** Removes secrets from everything that `out` and `err` write from now on. */
  hide(redact: (text: string) => string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether input, `out` and `err` are terminals, and how wide. */
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean; readonly columns: number };
  /** Whether `out` and `err` are coloured. They differ when only one of them is a terminal. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Calls back at each SIGINT and SIGTERM. Returns a function that stops listening. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /**
   * Ends the process at once, whatever is under way. Commands that finish return their exit code
   * instead.
   */
  exit(code: ExitCode): void;
}
