import { NO_DATE, readDate, twoDigits } from './calendar.js';

/**
 * A point in time, written into by the readers below: one object for all values of a column.
 */
export interface Instant {
  /** Since 1970-01-01 00:00:00; UTC when `zoned`, else of a clock somewhere. */
  seconds: number;
  /** 0 to 999,999,999, to be added. */
  nanoseconds: number;
  zoned: boolean;
}

const POINT = 0x2e;
const COLON = 0x3a;
const PLUS = 0x2b;
const MINUS = 0x2d;

/**
 * Reads `YYYY-MM-DD hh:mm:ss[.f]` and ISO 8601 (`T`, seconds may be missing), each with an optional
 * zone: `Z`, `+hh:mm`, `+hhmm`, `+hh`. Digits after the ninth of a fraction are cut.
 *
 * @returns false when the text is none of these
 */
export function readDateTime(text: string, into: Instant): boolean {
  const { length } = text;
  const days = readDate(text);
  const separator = text.charCodeAt(10) | 0x20;
  if (days === NO_DATE || (separator !== 0x20 && separator !== 0x74)) return false;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59) || text.charCodeAt(13) !== COLON) return false;
  let second = 0;
  let nanoseconds = 0;
  let at = 16;
  if (text.charCodeAt(16) === COLON) {
    second = twoDigits(text, 17);
    if (!(second >= 0 && second <= 59)) return false;
    at = 19;
    if (text.charCodeAt(19) === POINT) {
      at = endOfDigits(text, 20);
      if (at === 20) return false;
      nanoseconds = readFraction(text, 20, at);
    }
  } else if (separator !== 0x74) return false;
  into.seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
  into.nanoseconds = nanoseconds;
  into.zoned = at !== length;
  return at === length || readZone(text, at, into);
}

function readZone(text: string, at: number, into: Instant): boolean {
  const sign = text.charCodeAt(at);
  const rest = text.length - at;
  if ((sign | 0x20) === 0x7a) return rest === 1;
  if (sign !== PLUS && sign !== MINUS) return false;
  const hours = twoDigits(text, at + 1);
  const minutes =
    rest === 6 && text.charCodeAt(at + 3) === COLON
      ? twoDigits(text, at + 4)
      : rest === 5
        ? twoDigits(text, at + 3)
        : 0;
  if (rest !== 3 && rest !== 5 && !(rest === 6 && text.charCodeAt(at + 3) === COLON)) return false;
  if (!(hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59)) return false;
  const offset = hours * 3600 + minutes * 60;
  into.seconds += sign === PLUS ? -offset : offset;
  return true;
}

/**
 * Reads Unix time as digits: 10 are seconds, 13 milliseconds, 16 microseconds, 19 nanoseconds; a
 * sign before and, after seconds, a fraction are allowed. `0` is the epoch in all of them. Other
 * lengths could mean several things.
 *
 * @returns false when the text is none of these
 */
export function readUnixDigits(text: string, into: Instant): boolean {
  const negative = text.charCodeAt(0) === MINUS;
  const first = negative ? 1 : 0;
  const end = endOfDigits(text, first);
  const digits = end - first;
  let seconds = 0;
  let nanoseconds = 0;
  if (text === '0') {
    // The epoch.
  } else if (digits === 10 && text.charCodeAt(end) === POINT) {
    const last = endOfDigits(text, end + 1);
    if (last === end + 1 || last !== text.length) return false;
    seconds = Number(text.slice(first, end));
    nanoseconds = readFraction(text, end + 1, last);
  } else {
    if (end !== text.length || (digits !== 10 && digits !== 13 && digits !== 16 && digits !== 19)) return false;
    seconds = Number(text.slice(first, first + 10));
    nanoseconds = readFraction(text, first + 10, end);
  }
  into.seconds = negative ? -seconds - (nanoseconds > 0 ? 1 : 0) : seconds;
  into.nanoseconds = negative && nanoseconds > 0 ? 1e9 - nanoseconds : nanoseconds;
  into.zoned = true;
  return true;
}

/** The same rule for a number of the message. */
export function readUnixNumber(value: number, into: Instant): boolean {
  into.zoned = true;
  if (value >= 1e12 && value < 1e13 && Math.floor(value) === value) {
    into.seconds = Math.floor(value / 1000);
    into.nanoseconds = (value - into.seconds * 1000) * 1e6;
    return true;
  }
  if (value >= 1e9 && value < 1e10 && Math.floor(value) === value) {
    into.seconds = value;
    into.nanoseconds = 0;
    return true;
  }
  // A fraction is taken by its digits: no double holds 1700000000.123 exactly.
  return Number.isFinite(value) && readUnixDigits(Math.abs(value) < 1e21 ? String(value) : '', into);
}

export function endOfDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    at++;
  }
  return at;
}

/** Digits of a second as nanoseconds; those after the ninth are cut. */
export function readFraction(text: string, from: number, end: number): number {
  let nanoseconds = 0;
  for (let k = 0; k < 9; k++) {
    const digit = from + k < end ? text.charCodeAt(from + k) - 0x30 : 0;
    nanoseconds = nanoseconds * 10 + digit;
  }
  return nanoseconds;
}
