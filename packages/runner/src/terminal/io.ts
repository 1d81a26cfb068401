import type { Readable } from 'node:stream';

/** The process as a command sees it, so that tests can stand in for it. */
export interface Io {
  /** Results: what a program that calls us reads. */
  out(text: string): void;
  /**
   * A result of any size: no faster than it is taken. Resolves when it is written, and also when nobody reads any more
   * (`| head`). Rejects with the stream's error.
   */
  pipe(stream: Readable): Promise<void>;
  /** Standard input, up to `most` bytes and a little more, which tells that there are more. */
  readInput(most: number): Promise<Uint8Array>;
  /** Everything that is said to a person: problems, progress, logs. */
  err(text: string): void;
  /** Takes the last lines of `err` back, on a terminal. The only way to move its cursor. */
  eraseLines(count: number): void;
  /** From now on this takes secrets out of everything that `out` and `err` are given. */
  hide(redact: (text: string) => string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether input, `out` and `err` are terminals, and how wide. */
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean; readonly columns: number };
  /** Whether colours are wanted in `out` and in `err`: only one of them may be a terminal. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Calls back at each SIGINT and SIGTERM; returns how to stop listening. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
}
