import type { Argument, Item } from '../syntax/arguments.js';
import { unquote } from '../type/quote.js';
import type { Head, Reader } from './reader.js';

/** Reports a wrong number of parameters. `example` shows how the type is written. */
export function hasCount(head: Head, reader: Reader, min: number, max: number, example: string): boolean {
  const count = head.parameters.length;
  if (count >= min && count <= max) return true;
  const extra = head.parameters[max];
  const last = head.parameters.at(-1);
  const span = extra && last ? { start: extra.span.start, end: last.span.end } : head.span;
  const expected =
    max === 0
      ? 'no parameters'
      : min === max
        ? plural(min)
        : max === Infinity
          ? `at least ${plural(min)}`
          : `${min} to ${plural(max)}`;
  const hint = max === 0 ? {} : { example };
  reader.report.add('parameter-count', { type: head.name, expected, count, ...hint }, span);
  return false;
}

const plural = (count: number): string => (count === 1 ? '1 parameter' : `${count} parameters`);

/**
 * A whole number with or without sign, or nothing. Numbers too large to be exact become infinite or
 * rounded: out of every range.
 */
export function integerOf(items: readonly Item[]): number | undefined {
  const sign = items[0]?.kind === 'mark' ? items[0].text : undefined;
  if (sign !== undefined && sign !== '-' && sign !== '+') return undefined;
  const rest = sign === undefined ? items : items.slice(1);
  const digits = rest[0];
  if (rest.length !== 1 || digits?.kind !== 'number' || !/^(?:0[xX][\dA-Fa-f]+|\d[\d_]*)$/.test(digits.text))
    return undefined;
  const value = Number(digits.text.replaceAll('_', ''));
  return sign === '-' ? -value : value;
}

/** A text in single quotes, or nothing. */
export function stringOf(items: readonly Item[]): string | undefined {
  const only = items[0];
  return items.length === 1 && only?.kind === 'string' ? unquote(only.text) : undefined;
}

/** A whole number within limits; what is not is reported. */
export function readInteger(
  argument: Argument,
  head: Head,
  reader: Reader,
  limits: { readonly what: string; readonly min: number; readonly max: number; readonly example: string },
): number | undefined {
  const { what, min, max, example } = limits;
  const value = integerOf(argument.items);
  if (value === undefined) {
    return reader.report.add(
      'wrong-parameter',
      { what, type: head.name, expected: 'a whole number', example },
      argument.span,
    );
  }
  if (value >= min && value <= max) return value === 0 ? 0 : value;
  return reader.report.add('out-of-range', { what, type: head.name, min, max, value: String(value) }, argument.span);
}
