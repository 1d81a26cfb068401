import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { writerOf, type Put } from '../contract/coercion.js';
import { isNumeric } from '../../value/numeric-text.js';

const WORD = /^([+-]?)(?:(nan)|inf|infinity)$/i;

/** Half a step above the largest Float32: from there on, rounding gives infinity. */
const FLOAT32_OVERFLOW = 2 ** 128 - 2 ** 103;

/**
 * A number too large for the type would become infinity, silently: it is refused. Infinity itself
 * is only what is written so (`inf`), never a number of the message: JSON has none. BFloat16 is a
 * Float32 whose last 16 bits ClickHouse cuts.
 */
export function bindFloat(writer: ColumnWriter, bits: 16 | 32 | 64): Put {
  const target = writerOf(writer, 'number');
  const limit = bits === 64 ? Infinity : FLOAT32_OVERFLOW;
  const putNumber = (value: number): boolean => {
    if (!(value < limit && value > -limit)) return false;
    target.add(value);
    return true;
  };
  const putText = (value: string): boolean => {
    if (isNumeric(value)) return putNumber(Number(value));
    const word = WORD.exec(value);
    if (word === null) return false;
    target.add(word[2] !== undefined ? NaN : word[1] === '-' ? -Infinity : Infinity);
    return true;
  };
  return (value) => {
    switch (typeof value) {
      case 'number':
        return putNumber(value);
      case 'bigint':
      case 'boolean':
        return putNumber(Number(value));
      case 'string':
        return putText(value);
      default:
        return value instanceof ExactNumber && putNumber(value.toNumber());
    }
  };
}

const TRUE: ReadonlySet<unknown> = new Set([true, 1, 'true', '1']);
const FALSE: ReadonlySet<unknown> = new Set([false, 0, 'false', '0']);

export function bindBool(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'number');
  return (value) => {
    if (value === true || (value !== false && TRUE.has(value))) target.add(1);
    else if (value === false || FALSE.has(value)) target.add(0);
    else return false;
    return true;
  };
}
