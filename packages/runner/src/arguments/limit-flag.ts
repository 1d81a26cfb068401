import type { ReadAmount } from './amounts.js';
import type { Flag } from './flag.js';
import { WrongArguments } from './wrong-arguments.js';

/** A limit for all data sources, and for single ones. */
export interface Limit {
  readonly all?: number;
  readonly of: Readonly<Record<string, number>>;
}

/** How the text of a limit is read, and which values it may have. */
export interface LimitRange {
  readonly read: ReadAmount;
  /** A valid value, for messages: `200ms`. */
  readonly example: string;
  readonly least: number;
  readonly most: number;
  /** The same in words: `from 1ms to 10m`. */
  readonly range: string;
}

/** One value within its range. */
export const limitFlag = (placeholder: string, summary: string, range: LimitRange): Flag<number | undefined> => ({
  placeholder,
  summary,
  read: (given, name) => (given === undefined ? undefined : readLimit(given === true ? '' : given, name, range)),
});

/** Values that may be given for single data sources too, and several times: `200ms,events=50ms`. */
export const datasourceLimitFlag = (placeholder: string, summary: string, range: LimitRange): Flag<Limit> => ({
  placeholder,
  summary,
  repeats: true,
  read: (given, name) => readDatasourceLimit(given === true ? '' : given, name, range),
});

/**
 * @param name of the flag or the variable, for messages
 * @throws WrongArguments
 */
export function readDatasourceLimit(given: string | undefined, name: string, range: LimitRange): Limit {
  let all: number | undefined;
  const of: Record<string, number> = {};
  for (const part of given?.split(',') ?? []) {
    const [value = '', datasource] = part
      .split('=')
      .reverse()
      .map((one) => one.trim());
    const limit = readLimit(value, name, range);
    if (datasource === undefined) all = limit;
    else Object.defineProperty(of, datasource, { value: limit, enumerable: true, configurable: true, writable: true });
  }
  return { ...(all === undefined ? {} : { all }), of };
}

/** @throws WrongArguments */
export function readLimit(given: string, name: string, { read, example, least, most, range }: LimitRange): number {
  const value = read(given.trim());
  if (value === undefined) throw new WrongArguments(`${name} takes a value such as ${example}, not "${given}".`);
  if (value < least || value > most) throw new WrongArguments(`${name} takes ${range}, not "${given}".`);
  return value;
}
