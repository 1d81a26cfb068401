import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber, TimeOfDay } from '@proj/clickhouse-types/decoded-value';
import { twoDigits } from './calendar.js';
import { writerOf, type Put } from '../contract/coercion.js';
import { endOfDigits, readFraction } from './instant.js';
import { readNumber } from '../../value/numeric-text.js';

/** A length of time, written into by the reader: one object for all values of a column. */
interface Clock {
  negative: boolean;
  seconds: number;
  nanoseconds: number;
}

/** 999:59:59 */
const MAX_SECONDS = 3_599_999;
const COLON = 0x3a;
const POINT = 0x2e;
const MINUS = 0x2d;

/**
 * `[-]hh:mm:ss` (one to three digits of hours) or a number of seconds, to ±999:59:59; fractions of
 * a second are cut.
 */
export function bindTime(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'number');
  const clock: Clock = { negative: false, seconds: 0, nanoseconds: 0 };
  return (value) => {
    if (!readClock(value, clock)) return false;
    target.add(clock.negative ? 0 - clock.seconds : clock.seconds);
    return true;
  };
}

/** The same with a fraction; digits beyond the column's are cut. */
export function bindTime64(writer: ColumnWriter, precision: number): Put {
  const target = writerOf(writer, 'wide');
  const clock: Clock = { negative: false, seconds: 0, nanoseconds: 0 };
  const ticksPerSecond = 10 ** precision;
  const nanosecondsPerTick = 10 ** (9 - precision);
  return (value) => {
    if (!readClock(value, clock)) return false;
    // Below 3.6e15: a double holds it.
    const ticks = clock.seconds * ticksPerSecond + Math.floor(clock.nanoseconds / nanosecondsPerTick);
    target.addNumber(clock.negative ? 0 - ticks : ticks);
    return true;
  };
}

function readClock(value: unknown, into: Clock): boolean {
  if (typeof value === 'string') return readClockText(value, into);
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return setSeconds(Math.abs(value), 0, value < 0, into);
    const exact = Number.isFinite(value) ? readNumber(String(value)) : undefined;
    return exact !== undefined && setExact(exact, into);
  }
  if (value instanceof ExactNumber) return setExact(value, into);
  if (value instanceof TimeOfDay) return setExact(new ExactNumber(BigInt(value.ticks), value.precision), into);
  return false;
}

function setExact({ unscaled, scale }: ExactNumber, into: Clock): boolean {
  if (scale < 0 || scale > 400) return false;
  const size = unscaled < 0n ? -unscaled : unscaled;
  const unit = 10n ** BigInt(scale);
  const rest = ((size % unit) * 1_000_000_000n) / unit;
  return setSeconds(Number(size / unit), Number(rest), unscaled < 0n, into);
}

function setSeconds(seconds: number, nanoseconds: number, negative: boolean, into: Clock): boolean {
  into.negative = negative;
  into.seconds = seconds;
  into.nanoseconds = nanoseconds;
  return seconds <= MAX_SECONDS;
}

function readClockText(text: string, into: Clock): boolean {
  const negative = text.charCodeAt(0) === MINUS;
  const first = negative ? 1 : 0;
  const colon = endOfDigits(text, first);
  const digits = colon - first;
  if (digits < 1 || digits > 3 || text.charCodeAt(colon) !== COLON || text.charCodeAt(colon + 3) !== COLON)
    return false;
  const minute = twoDigits(text, colon + 1);
  const second = twoDigits(text, colon + 4);
  if (!(minute >= 0 && minute <= 59 && second >= 0 && second <= 59)) return false;
  const begin = colon + 7;
  let nanoseconds = 0;
  if (begin <= text.length) {
    const end = endOfDigits(text, begin);
    if (text.charCodeAt(begin - 1) !== POINT || end === begin || end !== text.length) return false;
    nanoseconds = readFraction(text, begin, end);
  }
  return setSeconds(Number(text.slice(first, colon)) * 3600 + minute * 60 + second, nanoseconds, negative, into);
}
