import { ExactNumber } from '@proj/clickhouse-types/decoded-value';

/** A double keeps every digit of a number with this many, unless the number is huge or tiny. */
const DOUBLE_DIGITS = 15;

/** Digits of 2^53 - 1, the largest integer up to which a double holds every one. */
const SAFE_DIGITS = Buffer.from('9007199254740991');

/**
 * Longer literals are NaN, which no column accepts: a megabyte of digits must not cost seconds, and
 * their nearest double is not what was written.
 */
const MAX_LENGTH = 1_000;

/** Digits of an integer that is given as a `bigint`; 256 bits have 78. */
const MAX_BIGINT_DIGITS = 400;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Buffers have had it since their beginnings, and their type declarations lack it. */
export interface LatinBuffer extends Uint8Array {
  latin1Slice(start: number, end: number): string;
}

/**
 * Where a JSON text may hold the first number whose digits a double does not keep; -1: nowhere.
 * Never misses one of 16 digits or more (with fewer, JSON.parse is right); finds also what is in a
 * string and looks like one.
 *
 * One of any 16 neighbours has a position that is a multiple of 16. So looking at one byte in
 * sixteen is enough to rule such a number out.
 */
export function findExactNumber(bytes: LatinBuffer, start: number, end: number): number {
  for (let i = start + DOUBLE_DIGITS; i < end; i += DOUBLE_DIGITS + 1) {
    if (!isDigitOrPoint(bytes[i]!)) continue;
    let from = i;
    while (from > start && isDigitOrPoint(bytes[from - 1]!)) from--;
    let to = i + 1;
    while (to < end && isDigitOrPoint(bytes[to]!)) to++;
    if (to - from > DOUBLE_DIGITS && isExact(bytes, from, to, start, end)) return signedStart(bytes, from, start);
    // The next run begins after this one: a text of digits only is not walked over and over.
    i = to - 1;
  }
  return -1;
}

const signedStart = (bytes: Uint8Array, from: number, start: number): number =>
  from > start && bytes[from - 1] === MINUS ? from - 1 : from;

/** Decides on a run of digits and points, by what stands around it. */
function isExact(bytes: LatinBuffer, from: number, to: number, start: number, end: number): boolean {
  const first = signedStart(bytes, from, start);
  // After a quote or a letter it is a text, or an exponent.
  if (first > start && !mayPrecedeNumber(bytes[first - 1]!)) return false;
  const last = endOfNumber(bytes, to, end);
  if (last < end && !mayFollowNumber(bytes[last]!)) return false;
  if (last - first > MAX_LENGTH) return true;
  if (last === to) {
    if (isSafeInteger(bytes, from, to)) return false;
    if (hasMoreDigits(bytes, from, to)) return true;
  }
  // What `JSON.stringify` wrote needs no second look. The rest gets one where it is parsed.
  const text = bytes.latin1Slice(first, last);
  const value = Number(text);
  return isUnsafeInteger(value) || String(value) !== text;
}

/** Of the usual 16 digits, microseconds since 1970, without making a text of them. */
function isSafeInteger(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== SAFE_DIGITS.length) return false;
  let difference = 0;
  for (let k = 0; k < SAFE_DIGITS.length; k++) {
    if (bytes[from + k] === POINT) return false;
    if (difference === 0) difference = bytes[from + k]! - SAFE_DIGITS[k]!;
  }
  return difference <= 0;
}

/** No double has this many significant digits when written. */
const SHORTEST_DIGITS = 17;

/**
 * Whether a run of digits and points is longer than any that a double is written as: nothing has to
 * be compared then.
 */
function hasMoreDigits(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[to - 1] === ZERO) return false;
  let count = 0;
  for (let i = from; i < to; i++) {
    const c = bytes[i]!;
    if (c !== POINT && (c !== ZERO || count > 0)) count++;
  }
  return count > SHORTEST_DIGITS;
}

/** Where a literal ends that goes on at `from`. */
export function endOfNumber(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && NUMERIC[bytes[i]!] === 1) i++;
  return i;
}

/** Bytes of which numbers are made. */
const NUMERIC = new Uint8Array(256);
for (const c of Buffer.from('0123456789+-.eE')) NUMERIC[c] = 1;

/** From the point to nine there is only the slash besides. */
const isDigitOrPoint = (c: number): boolean => c >= POINT && c <= 0x39 && c !== 0x2f;
const mayPrecedeNumber = (c: number): boolean => c === 0x3a || c === 0x2c || c === 0x5b || isBlank(c);
const mayFollowNumber = (c: number): boolean => c === 0x2c || c === 0x7d || c === 0x5d || isBlank(c);
const isBlank = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

/** JSON's own form: no leading zeros. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * What a literal means when a double cannot represent it; undefined if one can, and for anything
 * but a number. It depends on the literal alone, whatever else the message holds.
 */
export function exactNumber(bytes: LatinBuffer, from: number, to: number): bigint | number | ExactNumber | undefined {
  if (to - from <= DOUBLE_DIGITS) return undefined;
  const text = bytes.latin1Slice(from, to);
  if (to - from > MAX_LENGTH) return NUMBER.test(text) ? NaN : undefined;
  if (PLAIN.test(text) && hasMoreDigits(bytes, bytes[from] === MINUS ? from + 1 : from, to)) return plainNumber(text);
  const value = Number(text);
  // What `JSON.stringify` wrote. For an integer beyond 2^53 it cannot be known.
  if (!isUnsafeInteger(value) && String(value) === text) return undefined;
  if (!NUMBER.test(text) || digitCount(text) <= DOUBLE_DIGITS) return undefined;
  if (INTEGER.test(text)) return Number.isSafeInteger(value) ? undefined : BigInt(text);
  const exact = ExactNumber.parse(text);
  if (exact === undefined || isDouble(exact, value, text)) return undefined;
  return integerOf(exact) ?? exact;
}

/** JSON's own form without an exponent. */
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function plainNumber(text: string): bigint | ExactNumber {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text);
  return new ExactNumber(BigInt(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1);
}

const INTEGER = /^-?\d+$/;

const isUnsafeInteger = (value: number): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

/** Before the exponent. */
function digitCount(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c | 0x20) === 0x65) break;
    if (c >= 0x30 && c <= 0x39) count++;
  }
  return count;
}

/** Whether the shortest text of the double is the number, too; it is not the very text. */
function isDouble(exact: ExactNumber, value: number, text: string): boolean {
  if (exact.unscaled === 0n) return true;
  if (!Number.isFinite(value) || value === 0 || isUnsafeInteger(value)) return false;
  const short = String(value);
  // Two ways to write a number differ in zeros at the end or in an exponent.
  if (!text.endsWith('0') && !EXPONENT.test(text) && !EXPONENT.test(short)) return false;
  const shortest = ExactNumber.parse(short);
  if (shortest === undefined) return false;
  const scale = Math.max(exact.scale, shortest.scale);
  return raise(exact, scale) === raise(shortest, scale);
}

const EXPONENT = /e/i;

const raise = ({ unscaled, scale }: ExactNumber, to: number): bigint => unscaled * 10n ** BigInt(to - scale);

function integerOf({ unscaled, scale }: ExactNumber): bigint | undefined {
  if (scale === 0) return unscaled;
  if (scale < 0) return -scale <= MAX_BIGINT_DIGITS ? unscaled * 10n ** BigInt(-scale) : undefined;
  const unit = 10n ** BigInt(Math.min(scale, MAX_LENGTH));
  return scale <= MAX_LENGTH && unscaled % unit === 0n ? unscaled / unit : undefined;
}
