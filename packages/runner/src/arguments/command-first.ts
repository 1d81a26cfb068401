import { flagName } from './flag.js';
import type { Command } from './command.js';
import { WrongArguments } from './wrong-arguments.js';

/**
 * Moves the words of the command to the front, because Commander looks for them there while flags
 * may stand before and between them: `--project shop check` becomes `check --project shop`. `help
 * NAME` becomes `NAME --help`, and `version` becomes `--version`.
 *
 * @throws WrongArguments a flag stands where the value of another one should be
 */
export function commandFirst(argv: readonly string[], commands: readonly Command[]): readonly string[] {
  const operands = operandsOf(argv, commands);
  const [first] = operands;
  if (first !== undefined && argv[first] === 'version') return ['--version'];
  const help = first !== undefined && argv[first] === 'help';
  const places = help ? operands.slice(1) : operands;
  const words = places.slice(
    0,
    commandLength(
      places.map((at) => argv[at] ?? ''),
      commands,
    ),
  );
  const moved = new Set(help ? [first, ...words] : words);
  return [...words.map((at) => argv[at] ?? ''), ...(help ? ['--help'] : []), ...argv.filter((_, at) => !moved.has(at))];
}

/** Whether an argument is a flag; a single dash stands for standard input. */
export const looksLikeFlag = (argument: string): boolean => argument.length > 1 && argument.startsWith('-');

/** Where the words stand that are neither flags nor values of flags. */
function operandsOf(argv: readonly string[], commands: readonly Command[]): readonly number[] {
  const withValue = new Set(
    commands.flatMap(({ flags }) =>
      Object.entries(flags).flatMap(([key, { placeholder }]) => (placeholder === undefined ? [] : [flagName(key)])),
    ),
  );
  const operands: number[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '--') break;
    if (withValue.has(argument)) {
      i++;
      if (looksLikeFlag(argv[i] ?? '')) throw new WrongArguments(`${argument} takes a value.`);
    } else if (!looksLikeFlag(argument)) operands.push(i);
  }
  return operands;
}

/** How many of the words name a command, or the beginning of one. */
function commandLength(words: readonly string[], commands: readonly Command[]): number {
  const names = commands.map(({ name }) => name.split(' '));
  let length = 0;
  while (
    length < words.length &&
    names.some((name) => name.length > length && name.slice(0, length + 1).every((word, i) => word === words[i]))
  ) {
    length++;
  }
  return length;
}
