import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** What is to be done, and how much of it. What is undefined is left out. */
export interface ChaosOptions {
  /** What the moments and kinds of failures follow from. */
  readonly seed: number;
  /** How often a process is killed, for each number of members. */
  readonly kills?: number;
  /** How many processes share the work. Undefined: once with 1, once with 3. */
  readonly members?: number;
  /** How many connections are broken. */
  readonly faults?: number;
  /** How long five sources run while brokers and servers fail. */
  readonly minutes?: number;
}

const defaults = { kills: 200, faults: 100, minutes: 10 };

export const usage = `Usage: npm run chaos [-- options]

Runs the built command against a real broker and a real ClickHouse, breaks things, and counts by offsets what
was lost, doubled or reordered. Without --kills, --faults and --minutes it does all three.

  --kills N    Kill a process N times with SIGKILL, while messages flow. Default: ${defaults.kills}.
  --members N  With --kills: so many processes in one group. Default: once with 1, once with 3.
  --faults N   Break connections N times: cut, delayed, silent, half-answered, answered by a stranger. Default: ${defaults.faults}.
  --minutes N  Run five sources while broker and server are restarted and frozen; watch memory, descriptors and
               threads. Default: ${defaults.minutes}.
  --seed N     What the moments follow from. Default: a random one, printed.
  --help
`;

/** @throws Error with a sentence for the user. */
export function parseChaosOptions(argv: readonly string[]): ChaosOptions | 'help' {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      kills: number,
      members: number,
      faults: number,
      minutes: number,
      seed: number,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const read = (name: 'kills' | 'members' | 'faults' | 'minutes' | 'seed', least = 1): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(value) || value < least)
      throw new Error(`--${name} takes a whole number from ${least}, not "${text}".`);
    return value;
  };
  const [kills, members, faults, minutes] = [read('kills'), read('members'), read('faults'), read('minutes')];
  if (members !== undefined && kills === undefined) throw new Error('--members takes --kills.');
  const isAll = kills === undefined && faults === undefined && minutes === undefined;
  const chosen = isAll ? defaults : { kills, members, faults, minutes };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  return { seed: read('seed', 0) ?? randomInt(2 ** 31), ...Object.fromEntries(given) };
}
