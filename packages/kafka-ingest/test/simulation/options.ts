import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface SimulateOptions {
  /** The first seed. */
  readonly from: number;
  readonly schedules: number;
  /** Processes that play at the same time. */
  readonly workers: number;
  /** Only this seed, with all that happens. */
  readonly seed?: number;
}

export const usage = `Usage: npm run simulate [-- options]

Plays the delivery with a simulated broker and a simulated ClickHouse, a fault possible at every step, and checks
that nothing is lost, doubled or committed too early. Says which seeds break a promise.

  --schedules N  How many. Default: 10000.
  --from SEED    The first seed; the others follow it. Default: 1.
  --workers N    Played at the same time. Default: as many as there are processors.
  --seed SEED    Plays this one alone, leaves out what it does not need to fail, and prints each step.
  --help
`;

/** @throws Error with a sentence for the user. */
export function parseSimulateOptions(argv: readonly string[]): SimulateOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      schedules: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    schedules: wholeNumber('--schedules', values.schedules, 1),
    from: wholeNumber('--from', values.from, 0),
    workers: wholeNumber('--workers', values.workers, 1),
    ...(values.seed === undefined ? {} : { seed: wholeNumber('--seed', values.seed, 0) }),
  };
}

function wholeNumber(flag: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${flag} takes a whole number from ${least}, not "${text}".`);
  return value;
}
