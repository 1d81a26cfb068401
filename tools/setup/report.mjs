// Progress of the set-up: one line per step. On a terminal the line is live (spinner, seconds, last
// output); elsewhere, as in CI, there are plain lines, one every 15 s during long steps.

const terminal = process.stdout.isTTY === true;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

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
  let frame = 0;
  let timer;

  const draw = () => {
    const text = `${frames[frame++ % frames.length]} ${title}: ${doing} ${seconds()} s${detail && ` · ${detail}`}`;
    process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  };
  const finish = (mark, text) => {
    clearInterval(timer);
    const took = Date.now() - start >= 1000 ? ` (${seconds()} s)` : '';
    process.stdout.write(`${terminal ? '\r\x1b[K' : ''}${mark} ${title}: ${text}${took}\n`);
  };
  const progress = {
    say(text) {
      doing = text;
      detail = '';
      if (!terminal) process.stdout.write(`… ${title}: ${text}\n`);
      timer ??= terminal
        ? setInterval(draw, 100)
        : setInterval(() => process.stdout.write(`… ${title}: ${doing} ${seconds()} s\n`), 15_000);
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
