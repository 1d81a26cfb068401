import { createInterface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';

/** Where a question is asked. */
export interface Prompt {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Asks a question and reads one line. A hidden answer is not echoed. Resolves with undefined when
 * the input ends, or when Ctrl-C or Ctrl-D is pressed, before the line is complete.
 */
export function ask(
  { input, output }: Prompt,
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string | undefined> {
  // As a terminal, readline takes over the echo: it writes what is typed to its own output, which
  // may be nowhere.
  const echo = hidden ? nowhere() : output;
  const lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  return new Promise((resolve) => {
    let answer: string | undefined;
    lines.once('close', () => {
      // The line break of a complete line is part of the echo.
      if (hidden || answer === undefined) output.write('\n');
      resolve(answer);
    });
    if (hidden) output.write(question);
    lines.question(hidden ? '' : question, (line) => {
      answer = line;
      lines.close();
    });
  });
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
