import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { exactInteger } from './byte-reader.js';

/** Up to 15 digits a double gives back what it was made of. */
const FEW_DIGITS = 1e15;
/** Powers of ten up to this one are exact as doubles. */
const MOST_SCALE = 22;

/** How many bytes of two's complement a number of decimal digits needs. */
export const mostBytes = (precision: number): number => Math.ceil((precision * Math.log2(10) + 1) / 8);

/**
 * The number that a big-endian two's complement with a scale stands for: a number of up to 15
 * digits, else exactly. `from`: as {@link skipSign} returns it.
 */
export function decimalOf(bytes: Buffer, from: number, to: number, scale: number): number | bigint | ExactNumber {
  const length = to - from;
  if (length <= 7) {
    const unscaled = length === 0 ? 0 : length < 7 ? bytes.readIntBE(from, length) : sevenBytes(bytes, from);
    if (Math.abs(unscaled) < FEW_DIGITS) {
      // One division of two exact numbers: the nearest double, which prints the same digits.
      if (scale >= 0 && scale <= MOST_SCALE) return unscaled / 10 ** scale;
      return new ExactNumber(BigInt(unscaled), scale);
    }
  }
  const unscaled = BigInt.asIntN(length * 8, BigInt(`0x${bytes.toString('hex', from, to)}`));
  return scale === 0 ? exactInteger(unscaled) : new ExactNumber(unscaled, scale);
}

/** Exact below 2^53. */
const sevenBytes = (bytes: Buffer, from: number): number =>
  bytes.readInt8(from) * 2 ** 48 + bytes.readUIntBE(from + 1, 6);

/** Steps over leading bytes that only repeat the sign, as a fixed has them. */
export function skipSign(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  while (to - start > 1 && isSign(bytes[start]!, bytes[start + 1]!)) start++;
  return start;
}

const isSign = (first: number, second: number): boolean =>
  (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
