import { parse } from 'lossless-json';
import { isWhiteSpace } from './json-scan.js';

/** Digits of 2^53 - 1, the largest integer up to which a double holds every one. */
const SAFE_DIGITS = Buffer.from('9007199254740991');

const POINT = 0x2e;

/**
 * Whether a JSON text may hold an integer beyond ±(2^53 - 1) that is written with 16 digits or more, before and after its
 * point taken together. Never misses one; answers yes for nothing at times, when a string has one in it.
 *
 * One of any 16 neighbours has a position that is a multiple of 16. So looking at one byte in sixteen is enough to
 * rule such a number out.
 */
export function mayHoldLongInteger(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start + 15; i < end; i += 16) {
    if (!isDigitOrPoint(bytes[i]!)) continue;
    let from = i;
    while (from > start && isDigitOrPoint(bytes[from - 1]!)) from--;
    let to = i + 1;
    while (to < end && isDigitOrPoint(bytes[to]!)) to++;
    if (to - from >= SAFE_DIGITS.length && isLongInteger(bytes, from, to, start, end)) return true;
    // The next run begins after this one: a text of digits only is not walked over and over.
    i = to - 1;
  }
  return false;
}

/** Decides on a run of digits with a point or none, by what stands around it. */
function isLongInteger(bytes: Uint8Array, from: number, to: number, start: number, end: number): boolean {
  const signed = from > start && bytes[from - 1] === 0x2d;
  const before = signed ? from - 2 : from - 1;
  // After a quote or a letter it is a text, or an exponent.
  if (before >= start && !mayPrecedeNumber(bytes[before]!)) return false;
  let point = from;
  while (point < to && bytes[point] !== POINT) point++;
  const whole = point - from;
  const after = to < end ? bytes[to]! : undefined;
  if (after !== undefined && (after | 0x20) === 0x65) {
    const digits = point < to ? to - from - 1 : whole;
    // A negative exponent makes it smaller than its whole part. What `JSON.stringify` writes for tiny numbers is not slowed down.
    return (bytes[to + 1] === 0x2d ? whole : digits) >= SAFE_DIGITS.length;
  }
  if (after !== undefined && !mayFollowNumber(after)) return false;
  if (whole !== SAFE_DIGITS.length) return whole > SAFE_DIGITS.length;
  for (let k = 0; k < SAFE_DIGITS.length; k++) {
    const difference = bytes[from + k]! - SAFE_DIGITS[k]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** From the point to nine there is only the slash besides. */
const isDigitOrPoint = (c: number): boolean => c >= POINT && c <= 0x39 && c !== 0x2f;
const mayPrecedeNumber = (c: number): boolean => c === 0x3a || c === 0x2c || c === 0x5b || isWhiteSpace(c);
const mayFollowNumber = (c: number): boolean => c === 0x2c || c === 0x7d || c === 0x5d || isWhiteSpace(c);

/**
 * As `JSON.parse`, but an integer that a double may not hold becomes a `bigint`, also when it is written with a point or an exponent
 * (`9007199254740993.0`). About four times slower.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseLossless(text: string): unknown {
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Longer literals are what `JSON.parse` makes of them, most of them Infinity: no column holds them, and a megabyte of
 * digits must not cost seconds.
 */
const MAX_LENGTH = 400;

function parseNumber(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || text.length > MAX_LENGTH ? value : (longInteger(text, value) ?? value);
}

/** `value`: what a double makes of it. */
function longInteger(text: string, value: number): bigint | undefined {
  const [, sign = '', whole = '', fraction = '', exponent] = NUMBER.exec(text) ?? [];
  if (fraction === '' && exponent === undefined) return BigInt(text);
  const digits = whole + fraction;
  // Up to 15 digits come out of a double as they went in; and so it is a number whatever else the message holds.
  if (digits.length < SAFE_DIGITS.length || !Number.isInteger(value)) return undefined;
  const zeros = Number(exponent ?? 0) - fraction.length;
  if (zeros >= 0) return BigInt(sign + digits + '0'.repeat(zeros));
  return /^0*$/.test(digits.slice(zeros)) ? BigInt(sign + digits.slice(0, zeros)) : undefined;
}
