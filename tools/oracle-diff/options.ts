import { parseArgs } from 'node:util';

export interface DiffOptions {
  /** The command that asks the original, and its first arguments. */
  readonly oracle: readonly string[];
  readonly folders: readonly string[];
  /** How many files to generate. */
  readonly generate: number;
  readonly seed: number;
  /** List every file with an open difference, instead of one per class. */
  readonly all: boolean;
}

export const usage = `Usage: node --import tsx --conditions=@proj/source tools/oracle-diff/main.ts --oracle "COMMAND" [options]

Asks Tinybird's own parser and ours about the same files, and says where they differ.

  --oracle COMMAND  Asks the original: reads paths from its input, prints a line of JSON for each. See README.md here.
  --files FOLDER    Compare every file below this folder. Can be given more than once.
  --generate N      Compare N generated files.
  --seed N          Which ones. Default: 1.
  --all             List every file with an open difference.
`;

/** @throws Error with a sentence for the user. */
export function parseDiffOptions(argv: readonly string[]): DiffOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      oracle: { type: 'string' },
      files: { type: 'string', multiple: true, default: [] },
      generate: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      all: { type: 'boolean', default: false },
    },
  });
  const oracle = (values.oracle ?? '').split(' ').filter((word) => word !== '');
  if (oracle.length === 0) throw new Error('--oracle is missing: the command that asks the original.');
  const generate = wholeNumber('--generate', values.generate);
  if (generate === 0 && values.files.length === 0) throw new Error('Nothing to compare: give --files or --generate.');
  return { oracle, folders: values.files, generate, seed: wholeNumber('--seed', values.seed), all: values.all };
}

function wholeNumber(flag: string, text: string): number {
  const value = Number(text.replaceAll(/[_,]/g, ''));
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${flag} takes a whole number, not "${text}".`);
  return value;
}
