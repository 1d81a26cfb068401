import type { Ingest, IngestStats, Logger } from '@proj/kafka-ingest';
import { withHint } from './error-text.js';
import { logEvents } from './event-log.js';
import type { Io } from '../io.js';
import { createLiveView } from './live-view.js';
import { createLogger, type LogFormat } from './logger.js';
import { logProgress } from './progress-log.js';
import { stalledText } from './stalled-text.js';
import { followStarts } from './start-lines.js';

/** What `run` reports while it runs, as log lines or as a live view. */
export interface Reporter {
  readonly logger: Logger;
  say(text: string): void;
  /** Something works, but perhaps not as intended. */
  warn(text: string): void;
  /** The current problem of a named thing; `undefined` once it is solved. */
  problem(what: string, text: string | undefined): void;
  follow(ingest: Ingest): void;
  start(stats: () => IngestStats): void;
  close(): void;
}

interface ReporterOptions {
  readonly live: boolean;
  readonly logFormat: LogFormat | undefined;
}

export function createReporter(options: ReporterOptions, io: Io): Reporter {
  return options.live ? liveReporter(io) : logReporter(options, io);
}

function logReporter(options: ReporterOptions, io: Io): Reporter {
  const logger = createLogger(io, options.logFormat ?? (io.terminal.err ? 'text' : 'json'));
  const wrong = new Set<string>();
  let stop = (): void => undefined;
  return {
    logger,
    say: (text) => logger.info({}, text),
    warn: (text) => logger.warn({}, text),
    problem(what, text) {
      if (text !== undefined) {
        wrong.add(what);
        logger.error({ what }, text);
      } else if (wrong.delete(what)) logger.info({ what }, `${what} works again.`);
    },
    follow: (ingest) => void logEvents(ingest, logger),
    start: (stats) => void (stop = logProgress(logger, stats)),
    close: () => stop(),
  };
}

function liveReporter(io: Io): Reporter {
  const view = createLiveView(io);
  const problems = new Map<string, string>();
  const show = (): void => view.problem([...problems.values()][0]);
  const problem = (what: string, text: string | undefined): void => {
    if (text === undefined) problems.delete(what);
    else problems.set(what, text);
    show();
  };
  return {
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    say: (text) => view.say(text),
    warn: (text) => view.say(text),
    problem,
    follow(ingest) {
      ingest.on('status', ({ connection, problem: found, retryInMs }) =>
        problem(`connection ${connection}`, found && withNext(found, retryInMs)),
      );
      ingest.on('error', (found) => {
        // A listener is our own code: nothing that a person at the terminal can correct.
        if (found.kind === 'listener') return;
        problem(found.datasource ?? 'ingest', withNext(found, found.retryInMs));
      });
      ingest.on('stalled', (stall) => problem(stall.datasource, stalledText(stall)));
      followStarts(ingest, ({ isAlarming, text }) => {
        if (isAlarming) view.say(text);
      });
      ingest.on('batch-landed', ({ datasource }) => problem(datasource, undefined));
    },
    start: (stats) => view.start(stats),
    close: () => view.stop(),
  };
}

/** What happened, what to do, and when the next attempt is made. */
function withNext(found: { readonly message: string; readonly hint?: string }, retryInMs: number | undefined): string {
  const next = retryInMs === undefined ? '' : ` Trying again in ${Math.ceil(retryInMs / 1000)} s.`;
  return `${withHint(found)}${next}`;
}
