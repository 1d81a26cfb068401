import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedClickHouse, ServerExit } from '@proj/embedded-clickhouse';
import { IngestError } from '@proj/diagnostics';

/** An embedded server that is started again when it ends without having been asked to. */
export interface KeptServer {
  /** The same for as long as it is kept. */
  readonly url: string;
  /** The process that serves now, or served last. */
  readonly pid: number;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** A server that lived shorter than this failed at its start, whatever it answered. */
const SHORT_LIFE_MS = 60_000;

/**
 * Starts a server and keeps it: killed, out of memory or crashed, it comes back at the same address, so that clients
 * need to know nothing of it. The first time at once, then after 0.5 1 2 4 … 30 s until it lives.
 *
 * Rejects as `start` does when the first start fails.
 */
export async function keepServer(
  start: (port: number) => Promise<EmbeddedClickHouse>,
  onProblem: (text: string | undefined) => void,
): Promise<KeptServer> {
  let server = await start(0);
  const port = Number(new URL(server.url).port);
  const stopping = new AbortController();
  const watched = watch(stopping.signal);

  async function watch(signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (;;) {
      const startedAt = performance.now();
      const exit = await server.exited;
      if (signal.aborted) return;
      if (performance.now() - startedAt > SHORT_LIFE_MS) failures = 0;
      let why = ended(server.pid, exit);
      for (let running = false; !running; failures++) {
        const delayMs = failures === 0 ? 0 : Math.min(30_000, 250 * 2 ** failures);
        onProblem(`${why} Starting it again${delayMs === 0 ? '' : ` in ${delayMs / 1000} s`}.`);
        await pause(delayMs, undefined, { signal }).catch(() => undefined);
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
