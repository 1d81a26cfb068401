import type { IngestStats } from '@proj/kafka-ingest';
import { printable } from '@proj/diagnostics';
import { counterTable, createRates } from './counters.js';
import type { Io } from '../io.js';

/** Counters that are redrawn in place; without a terminal, a line every few seconds. */
export interface LiveView {
  /** Writes one line above the counters, where it stays. */
  say(text: string): void;
  /** Shows the current problem below the counters; undefined once it is solved. */
  problem(text: string | undefined): void;
  start(stats: () => IngestStats): void;
  /** Draws a last time and stops. */
  stop(): void;
}

const REDRAW_MS = 500;
const LINE_MS = 5_000;

export function createLiveView(io: Io): LiveView {
  const inPlace = io.terminal.err;
  const rates = createRates();
  let drawn = 0;
  let current: string | undefined;
  let stats: (() => IngestStats) | undefined;
  let timer: NodeJS.Timeout | undefined;

  const erase = (): void => {
    if (drawn > 0) io.eraseLines(drawn);
    drawn = 0;
  };
  const draw = (): void => {
    if (!stats) return;
    const { datasources } = stats();
    const rows = rates(datasources, performance.now());
    const reasons = datasources.flatMap((one) =>
      one.lastQuarantineReason === undefined
        ? []
        : [printable(`${one.datasource}, last quarantined: ${one.lastQuarantineReason}`)],
    );
    if (!inPlace) {
      for (const row of rows) {
        const lag = row.lag === undefined ? '' : `, lag ${row.lag}`;
        io.err(
          `${printable(row.datasource)}: ${row.read} read, ${row.landed} landed, ${row.quarantined} quarantined, ${Math.round(row.rowsPerSecond)} rows/s${lag}\n`,
        );
      }
      for (const reason of reasons) io.err(`${reason}\n`);
      return;
    }
    const problem = current === undefined ? [] : [`✗ ${printable(current)}`];
    const lines = [...counterTable(rows), ...reasons, ...problem].map((line) => fit(line, io.terminal.columns));
    erase();
    io.err(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };

  return {
    say(text) {
      erase();
      io.err(`${printable(text)}\n`);
      if (inPlace) draw();
    },
    problem(text) {
      if (text === current) return;
      current = text;
      if (inPlace) draw();
      else if (text !== undefined) io.err(`✗ ${printable(text)}\n`);
    },
    start(source) {
      stats = source;
      timer = setInterval(draw, inPlace ? REDRAW_MS : LINE_MS);
      if (inPlace) draw();
    },
    stop() {
      clearInterval(timer);
      if (inPlace) draw();
      drawn = 0;
      stats = undefined;
    },
  };
}

/** Shortens a line to the terminal. A line that wrapped would break the count of lines to erase. */
const fit = (line: string, columns: number): string =>
  line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
