import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** What is left for leaving the groups and closing, after the last batch. In ms. */
const CLOSE_MS = 2_000;
/** How long to wait for the process to end by itself. In ms. */
const LINGER_MS = 500;

/**
 * A stop with a deadline, which counts from its beginning. Nothing is waited for longer: the close
 * of a Kafka client is native code and may never answer.
 */
export class Stopping {
  readonly #stopMs: number;
  readonly #controller = new AbortController();
  readonly #open = new Set<string>();
  #deadlineAt = Infinity;

  /** @param stopMs how long the stop may take */
  constructor(stopMs: number) {
    this.#stopMs = stopMs;
  }

  /** Aborted when the stop begins. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves when the stop begins. */
  get begun(): Promise<void> {
    const { signal } = this;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** How long batches under way may take. In ms. */
  get drainMs(): number {
    return Math.max(0, this.leftMs - Math.min(CLOSE_MS, this.#stopMs / 4));
  }

  /** The time until the deadline, in ms; all of it before the stop has begun. */
  get leftMs(): number {
    return Math.min(this.#stopMs, Math.max(0, this.#deadlineAt - performance.now()));
  }

  /** What has been waited for and has not ended, as it was named. */
  get open(): readonly string[] {
    return [...this.#open];
  }

  begin(): void {
    if (this.signal.aborted) return;
    this.#deadlineAt = performance.now() + this.#stopMs;
    this.#controller.abort();
  }

  /**
   * Waits for something to end, but not beyond the deadline.
   *
   * @param what for messages
   * @param ended settles when it has ended
   * @param reserveMs how much of the time to leave for what ends after it
   * @returns what `ended` resolved with; undefined when the time was up first
   */
  async wait<T>(what: string, ended: Promise<T>, reserveMs = 0): Promise<T | undefined> {
    this.#open.add(what);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, this.leftMs - reserveMs));
    });
    const done = ended.finally(() => this.#open.delete(what));
    // It may fail after the wait.
    done.catch(() => undefined);
    try {
      return await Promise.race([done, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Ends a process that has done everything but stays alive: a client of Kafka may hold on to it. The
 * timer itself does not keep it alive.
 */
export function endAnyway(stopping: Stopping, code: ExitCode, io: Pick<Io, 'err' | 'exit'>): void {
  const end = (): void => {
    const what = stopping.open.length > 0 ? stopping.open.join(' and ') : 'a part of the Kafka client';
    io.err(`Exiting although ${what} did not close in time. What was committed stays committed.\n`);
    io.exit(code);
  };
  setTimeout(end, Math.max(LINGER_MS, stopping.leftMs - LINGER_MS)).unref();
}
