import { inspect, isDeepStrictEqual } from 'node:util';

/** Throws when an expression of the documentation has another value than the documentation says. */
export function same(actual: unknown, expected: unknown, place: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const show = (value: unknown): string => inspect(value, { depth: 6, breakLength: 100 });
  throw new Error(`${place}: is\n    ${show(actual)}\n  and not\n    ${show(expected)}`);
}
