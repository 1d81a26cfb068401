import { inspect, isDeepStrictEqual } from 'node:util';

/** Throws when an expression in the documentation does not have the value given there. */
export function same(actual: unknown, expected: unknown, place: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const show = (value: unknown): string => inspect(value, { depth: 6, breakLength: 100 });
  throw new Error(`${place}: is\n    ${show(actual)}\n  and not\n    ${show(expected)}`);
}
