import { hasCount, readInteger } from './parameters.js';
import type { ReadFamily } from './reader.js';

const MAX_PRECISION = 76;

/** `Decimal`, `Decimal(P)`, `Decimal(P, S)`. */
export const readDecimal: ReadFamily = (head, reader) => {
  const example = `${head.name}(10, 2)`;
  if (!hasCount(head, reader, 0, 2, example)) return undefined;
  const [first, second] = head.parameters;
  const precision = first
    ? readInteger(first, head, reader, { what: 'precision', min: 1, max: MAX_PRECISION, example })
    : 10;
  // The scale is also checked when the precision is wrong, as far as that can be done.
  const max = precision ?? MAX_PRECISION;
  const scale = second ? readInteger(second, head, reader, { what: 'scale', min: 0, max, example }) : 0;
  return precision === undefined || scale === undefined ? undefined : { kind: 'Decimal', precision, scale };
};

/** `Decimal64(S)`: the name says the precision. */
export const readDecimalOf =
  (precision: number): ReadFamily =>
  (head, reader) => {
    const example = `${head.name}(2)`;
    const parameter = hasCount(head, reader, 1, 1, example) ? head.parameters[0] : undefined;
    const scale = parameter && readInteger(parameter, head, reader, { what: 'scale', min: 0, max: precision, example });
    return scale === undefined ? undefined : { kind: 'Decimal', precision, scale };
  };
