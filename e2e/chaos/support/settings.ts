import { randomInt } from 'node:crypto';

/**
 * A number that `npm run chaos` passes on: `--kills 1000` becomes `CHAOS_KILLS`. Undefined when it
 * was not given.
 */
export function setting(name: 'SEED' | 'KILLS' | 'MEMBERS' | 'FAULTS' | 'RATE' | 'MINUTES'): number | undefined {
  const text = process.env[`CHAOS_${name}`];
  return text === undefined || text === '' ? undefined : Number(text);
}

/** What the moments and kinds of failures follow from. Named whenever a test fails. */
export const seed = setting('SEED') ?? randomInt(2 ** 31);
