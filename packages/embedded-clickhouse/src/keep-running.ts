import { IngestError } from '@proj/diagnostics';
import { pause, type KeepClock } from './clock.js';
import type { ServerExit } from './server-process.js';
import type { EmbeddedClickHouse } from './start.js';

/** An embedded server that is started again when it ends without having been asked to. */
export interface KeptClickHouse {
  /** The same for as long as the server is kept. */
  readonly url: string;
  /** The process that serves now, or that served last. */
  readonly pid: number;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** How a server is started, and what watches over it. */
export interface KeepRunning {
  /** Starts a server on this port; 0 takes a free one. */
  readonly start: (port: number) => Promise<EmbeddedClickHouse>;
  /** Reports that the server has ended or cannot be started; undefined once it serves again. */
  readonly onProblem: (text: string | undefined) => void;
  readonly clock: KeepClock;
}

/** A server that lived for less than this failed at its start, whatever it answered. */
const SHORT_LIFE_MS = 60_000;

/**
 * Starts a server and keeps it running: killed, out of memory or crashed, it comes back at the same
 * address, so that clients need not know. The first restart is immediate, the next follow after 0.5
 * 1 2 4 … 30 s until the server lives.
 *
 * Rejects as `start` does when the first start fails.
 */
export async function keepRunning({ start, onProblem, clock }: KeepRunning): Promise<KeptClickHouse> {
  let server = await start(0);
  const port = Number(new URL(server.url).port);
  const stopping = new AbortController();
  const watched = watch(stopping.signal);

  async function watch(signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (;;) {
      const startedAt = clock.now();
      const exit = await server.exited;
      if (signal.aborted) return;
      if (clock.now() - startedAt > SHORT_LIFE_MS) failures = 0;
      let why = ended(server.pid, exit);
      for (let running = false; !running; failures++) {
        const delayMs = failures === 0 ? 0 : Math.min(30_000, 250 * 2 ** failures);
        onProblem(`${why} Starting it again${delayMs === 0 ? '' : ` in ${delayMs / 1000} s`}.`);
        await pause(clock, delayMs, signal);
        if (signal.aborted) return;
        try {
          server = await start(port);
          running = true;
        } catch (error) {
          why = reason(error);
        }
      }
      if (signal.aborted) return server.stop();
      onProblem(undefined);
    }
  }

  return {
    url: server.url,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping.abort();
      await server.stop();
      await watched;
    },
  };
}

function ended(pid: number, { signal, code, output }: ServerExit): string {
  const how = signal === null ? `ended with code ${code ?? 'unknown'}` : `was ended by ${signal}`;
  const said = output.trim() === '' ? '' : ` It said: ${output.trim().slice(-500)}`;
  return `The embedded ClickHouse, process ${pid}, ${how}.${said}`;
}

function reason(error: unknown): string {
  if (error instanceof IngestError) return error.message;
  return `The embedded ClickHouse did not start: ${error instanceof Error ? error.message : String(error)}.`;
}
