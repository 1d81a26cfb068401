import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { writerOf, type Put } from '../contract/coercion.js';

/** Integers that a double holds: (U)Int8 to (U)Int32. */
export function bindNarrowInteger(writer: ColumnWriter, bits: number, signed: boolean): Put {
  const target = writerOf(writer, 'number');
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const put: Put = (value) => {
    if (typeof value === 'number') {
      if (!(value >= min && value <= max) || Math.floor(value) !== value) return false;
      target.add(value);
      return true;
    }
    if (typeof value === 'string') return put(readShortInteger(value) ?? readInteger(value));
    if (typeof value === 'boolean') {
      target.add(value ? 1 : 0);
      return true;
    }
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) && put(Number(value));
    return value instanceof ExactNumber && put(wholeOf(value));
  };
  return put;
}

/** Integers that a double does not hold: (U)Int64 to (U)Int256. */
export function bindWideInteger(writer: ColumnWriter, bits: number, signed: boolean): Put {
  const target = writerOf(writer, 'wide');
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = (1n << BigInt(signed ? bits - 1 : bits)) - 1n;
  const safeMin = signed ? Number.MIN_SAFE_INTEGER : 0;
  const put: Put = (value) => {
    if (typeof value === 'number') {
      if (value >= safeMin && value <= Number.MAX_SAFE_INTEGER) {
        if (Math.floor(value) !== value) return false;
        target.addNumber(value);
        return true;
      }
      const exact = readLargeNumber(value);
      return exact !== undefined && put(exact);
    }
    if (typeof value === 'bigint') {
      if (value < min || value > max) return false;
      target.addBigInt(value);
      return true;
    }
    if (typeof value === 'string') return put(readShortInteger(value) ?? readInteger(value));
    if (typeof value === 'boolean') {
      target.addNumber(value ? 1 : 0);
      return true;
    }
    return value instanceof ExactNumber && put(wholeOf(value));
  };
  return put;
}

/** More digits than any integer type has. */
const MOST_DIGITS = 100;

/**
 * The integer a number equals; undefined if it has a fraction, or ends in more than `mostZeros`
 * zeros.
 */
export function wholeOf({ unscaled, scale }: ExactNumber, mostZeros = MOST_DIGITS): bigint | undefined {
  if (scale === 0) return unscaled;
  if (scale < 0) return -scale <= mostZeros ? unscaled * 10n ** BigInt(-scale) : undefined;
  const unit = 10n ** BigInt(Math.min(scale, 1_000));
  return scale <= 1_000 && unscaled % unit === 0n ? unscaled / unit : undefined;
}

/**
 * An integer beyond 2^53 that was decoded to a double. Up to 15 digits come out of a double as they
 * went in (`1e18`, `1e23`): it is what was written. With more digits, what was written cannot be
 * known.
 */
function readLargeNumber(value: number): bigint | undefined {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  const text = value.toExponential(14);
  const [digits, exponent] = text.split('e+');
  if (Number(text) !== value || digits === undefined || exponent === undefined) return undefined;
  return BigInt(digits.replace('.', '')) * 10n ** BigInt(Number(exponent) - 14);
}

/** A decimal integer of at most 15 digits, which a double holds whatever they are. */
export function readShortInteger(text: string): number | undefined {
  const negative = text.charCodeAt(0) === 0x2d;
  const first = negative ? 1 : 0;
  if (text.length === first || text.length > first + 15) return undefined;
  let value = 0;
  for (let i = first; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return negative ? 0 - value : value;
}

/**
 * 256 bits have 78 digits; some leading zeros are let through, a megabyte of digits is not even
 * looked at.
 */
const INTEGER = /^-?\d{1,100}$/;

/** Any decimal integer. */
export function readInteger(text: string): bigint | undefined {
  return INTEGER.test(text) ? BigInt(text) : undefined;
}
