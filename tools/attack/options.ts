import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { targetNames, type TargetName } from './targets.js';

export interface AttackOptions {
  /** Determines the inputs. */
  readonly seed: number;
  /** How long each target is attacked. */
  readonly seconds: number;
  readonly targets: readonly TargetName[];
  /** Whether the attack tests run as well; not when single targets are named. */
  readonly tests: boolean;
  /** A file with one input, to reproduce a finding. */
  readonly input?: string;
}

export const usage = `Usage: npm run attack [-- options]

Attacks the product: fuzzers first, each on one part of the code, then all tests of attacks in full.
What a fuzzer finds is written to attack-findings, made as small as it goes, with the command that repeats it.

  --seed N      What the inputs follow from; the same seed tries the same. Default: a random one, printed.
  --seconds S   For each fuzzer. Default: 60.
  --only NAMES  Only these fuzzers, and no tests: ${targetNames.join(', ')}.
  --input FILE  With --only and one name: tries the one input of that file.
  --help
`;

/** @throws Error with a sentence for the user. */
export function parseAttackOptions(argv: readonly string[]): AttackOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      only: { type: 'string' },
      input: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const targets = values.only === undefined ? targetNames : values.only.split(',').map(targetOf);
  if (values.input !== undefined && targets.length !== 1)
    throw new Error('--input takes --only with the name of one fuzzer.');
  return {
    seed: values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', values.seed, 0),
    seconds: wholeNumber('--seconds', values.seconds, 1),
    targets,
    tests: values.only === undefined,
    ...(values.input === undefined ? {} : { input: values.input }),
  };
}

function targetOf(text: string): TargetName {
  const found = targetNames.find((name) => name === text);
  if (found === undefined) throw new Error(`There is no fuzzer called ${text}.`);
  return found;
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${flag} takes a whole number from ${least}, not "${text}".`);
  return value;
}
