import { parse } from 'lossless-json';
import { isDigit, isWhiteSpace } from './json-scan.js';

/** Digits of 2^53 - 1, the largest integer up to which a double holds every one. */
const SAFE_DIGITS = Buffer.from('9007199254740991');

/**
 * Whether a JSON text may hold an integer beyond ±(2^53 - 1), as a number. Never misses one; answers yes for
 * nothing at times, when a string has one in it.
 *
 * Such an integer is a run of 16 digits or more, and one of any 16 neighbours has a position that is a multiple of
 * 16. So looking at one byte in sixteen is enough to rule it out.
 */
export function mayHoldLongInteger(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start + 15; i < end; i += 16) {
    if (!isDigit(bytes[i]!)) continue;
    let from = i;
    while (from > start && isDigit(bytes[from - 1]!)) from--;
    let to = i + 1;
    while (to < end && isDigit(bytes[to]!)) to++;
    if (to - from >= SAFE_DIGITS.length && isLongInteger(bytes, from, to, start, end)) return true;
    // The next run begins after this one: a text of digits only is not walked over and over.
    i = to - 1;
  }
  return false;
}

/** Decides on a run of digits, by what stands around it. */
function isLongInteger(bytes: Uint8Array, from: number, to: number, start: number, end: number): boolean {
  const signed = from > start && bytes[from - 1] === 0x2d;
  const before = signed ? from - 2 : from - 1;
  // After a point it is a fraction, after a quote or a letter a text.
  if (before >= start && !mayPrecedeNumber(bytes[before]!)) return false;
  if (to < end && !mayFollowNumber(bytes[to]!)) return false;
  if (to - from > SAFE_DIGITS.length) return true;
  for (let k = 0; k < SAFE_DIGITS.length; k++) {
    const difference = bytes[from + k]! - SAFE_DIGITS[k]!;
    if (difference !== 0) return difference > 0;
  }
  return false;
}

const mayPrecedeNumber = (c: number): boolean => c === 0x3a || c === 0x2c || c === 0x5b || isWhiteSpace(c);
const mayFollowNumber = (c: number): boolean => c === 0x2c || c === 0x7d || c === 0x5d || isWhiteSpace(c);

/**
 * As `JSON.parse`, but an integer that a double may not hold becomes a `bigint`. About four times slower.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseLossless(text: string): unknown {
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
}

const INTEGER = /^-?\d+$/;

/**
 * Integers of more digits are Infinity, as `JSON.parse` has it: no column holds them, and a megabyte of digits must
 * not cost seconds.
 */
const MAX_DIGITS = 400;

function parseNumber(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || text.length > MAX_DIGITS || !INTEGER.test(text) ? value : BigInt(text);
}
