import { createInterface } from 'node:readline/promises';
import { Writable, type Readable } from 'node:stream';

/** Where a question is asked. */
export interface Prompt {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Asks a question and reads one line. A hidden answer is not echoed. Resolves with undefined when the input ends or is
 * interrupted before the line is complete.
 */
export async function ask(
  { input, output }: Prompt,
  question: string,
  { hidden = false }: { readonly hidden?: boolean } = {},
): Promise<string | undefined> {
  // As a terminal, readline takes over the echo: it writes what is typed to its own output, which may be nowhere.
  const lines = createInterface({ input, output: hidden ? nowhere() : output, terminal: true, historySize: 0 });
  try {
    if (hidden) output.write(question);
    // A pending question never settles when its interface closes.
    const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    const answer = await Promise.race([lines.question(hidden ? '' : question), closed]);
    if (hidden || answer === undefined) output.write('\n');
    return answer;
  } catch (error) {
    // Ctrl-C and Ctrl-D.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    output.write('\n');
    return undefined;
  } finally {
    lines.close();
  }
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
