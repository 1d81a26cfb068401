import type { Argument } from '../syntax/arguments.js';
import { quoteString, unquote } from '../type/quote.js';
import { hasCount, integerOf } from './parameters.js';
import type { Head, ReadFamily, Reader } from './reader.js';

interface EnumValue {
  readonly name: string;
  readonly value: number;
}

const LIMITS = {
  Enum8: { min: -128, max: 127 },
  Enum16: { min: -32_768, max: 32_767 },
} as const;

/**
 * `Enum8('a' = 1, 'b' = 2)`; values may be left out after the first, and at the first. `Enum`
 * becomes as wide as its values need.
 */
export const readEnum: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 1, Infinity, `${head.name}('a' = 1, 'b' = 2)`)) return undefined;
  const limits = LIMITS[head.family === 'Enum8' ? 'Enum8' : 'Enum16'];
  const values = readValues(head, reader, limits);
  if (!values) return undefined;
  values.sort((a, b) => a.value - b.value);
  const fits8 = values.every(({ value }) => value >= LIMITS.Enum8.min && value <= LIMITS.Enum8.max);
  const kind = head.family === 'Enum16' || !fits8 ? 'Enum16' : 'Enum8';
  return { kind, values };
};

function readValues(head: Head, reader: Reader, limits: { min: number; max: number }): EnumValue[] | undefined {
  const { report } = reader;
  const values: EnumValue[] = [];
  const names = new Set<string>();
  const byValue = new Map<number, string>();
  // Whether values count up. The second element decides for all after it; the first is free, and 1
  // without a value.
  let automatic: boolean | undefined;
  let wrong = false;

  for (const [index, parameter] of head.parameters.entries()) {
    const element = readElement(parameter, head, reader);
    if (!element) {
      wrong = true;
      continue;
    }
    const quoted = quoteString(element.name);
    if (index === 1) automatic ??= element.value === undefined;
    if (index > 0 && automatic !== undefined && automatic !== (element.value === undefined)) {
      wrong = true;
      report.add('enum-values-mixed', {}, parameter.span);
      continue;
    }
    const previous = values.at(-1)?.value;
    const value = element.value ?? (previous === undefined ? 1 : previous + 1);
    if (value < limits.min || value > limits.max) {
      report.add('out-of-range', { what: `value of ${quoted}`, type: head.name, ...limits, value }, parameter.span);
      wrong = true;
    } else if (names.has(element.name)) {
      report.add('duplicate-enum-name', { name: quoted }, parameter.span);
      wrong = true;
    } else if (byValue.has(value)) {
      report.add('duplicate-enum-value', { value, first: quoteString(byValue.get(value) ?? '') }, parameter.span);
      wrong = true;
    }
    names.add(element.name);
    byValue.set(value, element.name);
    values.push({ name: element.name, value });
  }
  return wrong ? undefined : values;
}

function readElement(
  parameter: Argument,
  head: Head,
  reader: Reader,
): { readonly name: string; readonly value: number | undefined } | undefined {
  const [name, equals, ...rest] = parameter.items;
  if (name?.kind === 'string') {
    if (!equals) return { name: unquote(name.text), value: undefined };
    const value = equals.kind === 'mark' && equals.text === '=' ? integerOf(rest) : undefined;
    if (value !== undefined) return { name: unquote(name.text), value };
  }
  const problem = { what: 'elements', type: head.name, expected: 'names in single quotes, with whole numbers if any' };
  return reader.report.add('wrong-parameter', { ...problem, example: "'a' = 1" }, parameter.span);
}
