import type { PlainType } from '../type/type.js';
import { hasCount, integerOf, readInteger } from './parameters.js';
import type { ReadFamily } from './reader.js';

/** Types that take nothing: `UUID`, `Date`, `Point`. */
export const readPlain: ReadFamily = (head, reader) =>
  hasCount(head, reader, 0, 0, head.name) ? { kind: head.family as PlainType['kind'] } : undefined;

/** Of ClickHouse's own making, for the type of NULL. */
export const readNothing: ReadFamily = (head, reader) => reader.report.add('no-values', { name: head.name }, head.span);

/** `INT(11)`: a display width, which means nothing. */
export const readWithWidth: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 0, 1, `${head.name}(11)`)) return undefined;
  const width = head.parameters[0];
  if (width && integerOf(width.items) === undefined) {
    const problem = { what: 'width', type: head.name, expected: 'a whole number', example: `${head.name}(11)` };
    return reader.report.add('wrong-parameter', problem, width.span);
  }
  return { kind: head.family as PlainType['kind'] };
};

/** `FLOAT(12, 3)`: digits, which mean nothing. */
export const readFloat: ReadFamily = (head, reader) =>
  hasCount(head, reader, 0, 2, `${head.name}(12, 3)`) ? { kind: head.family as PlainType['kind'] } : undefined;

export const readFixedString: ReadFamily = (head, reader) => {
  const example = `${head.name}(16)`;
  const parameter = hasCount(head, reader, 1, 1, example) ? head.parameters[0] : undefined;
  const limits = { what: 'length', min: 1, max: 0xff_ff_ff, example };
  const length = parameter && readInteger(parameter, head, reader, limits);
  return length === undefined ? undefined : { kind: 'FixedString', length };
};
