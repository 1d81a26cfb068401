// What the set-up tells while it works: one line a step. On a terminal the line is alive (spinner,
// seconds, last output); elsewhere, as in CI, it is plain lines, with one every 15 s for what takes
// long.

const terminal = process.stdout.isTTY === true;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** A failure of the outside world, with the way out. Shown without a stack. */
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
 * Does one step and shows it.
 *
 * @param {string} title
 * @param {(progress: { say(text: string): void, detail(text: string): void }) => Promise<string>}
 * work
 *   `say`: what is done now, printed everywhere. `detail`: a line of a tool's output, shown on
 *   terminals only. Resolves with what to print when done.
 * @returns {Promise<void>} Rejects as the work does, after having said so.
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
