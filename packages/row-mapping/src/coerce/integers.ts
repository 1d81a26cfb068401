import type { ColumnWriter } from '@proj/clickhouse-types';
import { writerOf, type Put } from './coercion.js';

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
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) && put(Number(value));
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
      // Beyond 2^53 only what was written with a point or an exponent (1e18) is a number: it says what it is.
      return Number.isInteger(value) && put(BigInt(value));
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
    return false;
  };
  return put;
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

/** 256 bits have 78 digits; some leading zeros are let through, a megabyte of digits is not even looked at. */
const INTEGER = /^-?\d{1,100}$/;

/** Any decimal integer. */
export function readInteger(text: string): bigint | undefined {
  return INTEGER.test(text) ? BigInt(text) : undefined;
}
