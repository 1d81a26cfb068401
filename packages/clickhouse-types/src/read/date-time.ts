import type { Argument } from '../syntax/arguments.js';
import { hasCount, readInteger, stringOf } from './parameters.js';
import type { Head, ReadFamily, Reader } from './reader.js';
import { isTimeZone, nearestTimeZone } from './time-zone.js';

/**
 * `DateTime`, `DateTime('zone')`; with a precision it is a DateTime64: `DateTime(3)`,
 * `DateTime(3, 'zone')`.
 */
export const readDateTime: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 2, "DateTime('UTC')")) return undefined;
  const first = head.parameters[0];
  if (!first) return { kind: 'DateTime' };
  if (stringOf(first.items) === undefined) return readDateTime64(head, reader);
  if (!hasCount(head, reader, 0, 1, "DateTime64(3, 'UTC')")) return undefined;
  const zone = readZone(first, head, reader);
  return zone && { kind: 'DateTime', ...zone };
};

export const readDateTime32: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 1, "DateTime32('UTC')")) return undefined;
  const zone = readZone(head.parameters[0], head, reader);
  return zone && { kind: 'DateTime', ...zone };
};

export const readDateTime64: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 2, "DateTime64(3, 'UTC')")) return undefined;
  const precision = readPrecision(head, reader, `${head.name}(3)`);
  const zone = readZone(head.parameters[1], head, reader);
  if (precision === undefined || !zone) return undefined;
  return precision === 0 && head.family === 'DateTime'
    ? { kind: 'DateTime', ...zone }
    : { kind: 'DateTime64', precision, ...zone };
};

/** `Time`; with a precision it is a Time64: `Time(3)`. */
export const readTime: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 1, 'Time64(3)')) return undefined;
  if (head.parameters.length === 0) return { kind: 'Time' };
  const precision = readPrecision(head, reader, 'Time64(3)');
  if (precision === undefined) return undefined;
  return precision === 0 ? { kind: 'Time' } : { kind: 'Time64', precision };
};

export const readTime64: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 1, 'Time64(3)')) return undefined;
  const precision = readPrecision(head, reader, 'Time64(3)');
  return precision === undefined ? undefined : { kind: 'Time64', precision };
};

function readPrecision(head: Head, reader: Reader, example: string): number | undefined {
  const parameter = head.parameters[0];
  return parameter ? readInteger(parameter, head, reader, { what: 'precision', min: 0, max: 9, example }) : 3;
}

/** No zone at all and an empty one mean the same. */
function readZone(
  parameter: Argument | undefined,
  head: Head,
  reader: Reader,
): { readonly timezone?: string } | undefined {
  if (!parameter) return {};
  const timezone = stringOf(parameter.items);
  if (timezone === undefined) {
    const problem = { what: 'time zone', type: head.name, expected: 'a text in single quotes', example: "'UTC'" };
    return reader.report.add('wrong-parameter', problem, parameter.span);
  }
  if (timezone === '') return {};
  if (isTimeZone(timezone)) return { timezone };
  const suggestion = reader.report.full ? undefined : nearestTimeZone(timezone);
  return reader.report.add('unknown-timezone', { name: timezone, suggestion }, parameter.span);
}
