// Progress of the set-up and of checks: one line per step. On a terminal the last line is live
// (spinner, seconds, last output, for each running step); elsewhere, as in CI, there are plain
// lines, one every 15 s during long steps.

const terminal = process.stdout.isTTY === true;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** What each running step says of itself in the live line. */
const live = new Set();
let frame = 0;
let redrawing;

const draw = () => {
  const text = `${frames[frame++ % frames.length]} ${[...live].map((say) => say()).join(' | ')}`;
  process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
};

/** A failure of the environment, with a suggestion what to do. Printed without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message What is missing or went wrong.
   * @param {{ wayOut: string, output?: string }} more
   */
  constructor(message, { wayOut, output = '' }) {
    super(message);
    this.wayOut = wayOut;
    this.output = output;
  }
}

/**
 * Runs one step and shows its progress.
 *
 * @typedef {{ say(text: string): void, detail(text: string): void }} Progress
 * @param {string} title
 * @param {(progress: Progress) => Promise<string>} work
 *   `say`: the current activity, printed everywhere. `detail`: a line of a tool's output, shown on
 *   terminals only. Resolves with what to print when done.
 * @returns {Promise<void>} Rejects with the error of `work`, after reporting it.
 */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  let doing = '';
  let detail = '';
  let timer;

  const line = () => `${title}: ${doing} ${seconds()} s${detail && ` · ${detail}`}`;
  const show = () => {
    live.add(line);
    redrawing ??= setInterval(draw, 100);
  };
  const finish = (mark, text) => {
    clearInterval(timer);
    live.delete(line);
    if (live.size === 0) redrawing = clearInterval(redrawing);
    const took = Date.now() - start >= 1000 ? ` (${seconds()} s)` : '';
    process.stdout.write(`${terminal ? '\r\x1b[K' : ''}${mark} ${title}: ${text}${took}\n`);
  };
  const progress = {
    say(text) {
      doing = text;
      detail = '';
      if (terminal) return show();
      process.stdout.write(`… ${title}: ${text}\n`);
      timer ??= setInterval(() => process.stdout.write(`… ${title}: ${doing} ${seconds()} s\n`), 15_000);
    },
    detail(text) {
      detail = text.trim();
    },
  };

  try {
    finish('✓', await work(progress));
  } catch (error) {
    finish('✗', error.message);
    throw error;
  }
}

/** @param {SetupError} error */
export function printWayOut(error) {
  if (error.output) process.stderr.write(`\n${error.output.trimEnd()}\n`);
  process.stderr.write(`\nWay out: ${error.wayOut}\n`);
}
