import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { writerOf, type Put } from '../contract/coercion.js';
import { readNumber } from '../../value/numeric-text.js';

/**
 * A whole number below has at most 15 digits: a double of its size keeps every digit that was
 * written.
 */
const FIFTEEN_DIGITS = 1e15;
/** Powers of ten up to here are doubles exactly. */
const EXACT_POWER = 22;
/** No Decimal has more digits. */
const MOST_DIGITS = 76;

/**
 * Decimal(P, S). Digits beyond the scale are cut, as ClickHouse cuts them; a number with more
 * digits before its point than there is room for is refused.
 */
export function bindDecimal(writer: ColumnWriter, precision: number, scale: number): Put {
  const target = writerOf(writer, 'wide');
  const unit = 10 ** Math.min(scale, EXACT_POWER);
  const quick = scale <= EXACT_POWER ? Math.min(FIFTEEN_DIGITS, 10 ** precision) : 0;
  const limit = 10n ** BigInt(precision);
  const putExact = (value: ExactNumber | undefined): boolean => {
    const unscaled = value && rescale(value, scale);
    if (unscaled === undefined || unscaled >= limit || unscaled <= -limit) return false;
    target.addBigInt(unscaled);
    return true;
  };
  return (value) => {
    switch (typeof value) {
      case 'number': {
        const unscaled = Math.round(value * unit);
        // Then the number has just these digits, and no other was written.
        if (unscaled < quick && unscaled > -quick && unscaled / unit === value) {
          target.addNumber(unscaled + 0);
          return true;
        }
        return Number.isFinite(value) && putExact(readNumber(String(value)));
      }
      case 'bigint':
        return putExact(new ExactNumber(value, 0));
      case 'string':
        return putExact(readNumber(value));
      default:
        return value instanceof ExactNumber && putExact(value);
    }
  };
}

/** Undefined when it has more digits than any Decimal. */
function rescale({ unscaled, scale }: ExactNumber, to: number): bigint | undefined {
  const shift = to - scale;
  if (unscaled === 0n || shift === 0) return unscaled;
  if (shift > MOST_DIGITS) return undefined;
  if (shift > 0) return unscaled * 10n ** BigInt(shift);
  // Further than all digits: nothing is left.
  return -shift > unscaled.toString().length ? 0n : unscaled / 10n ** BigInt(-shift);
}
