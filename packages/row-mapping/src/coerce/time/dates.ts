import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { CalendarDate, ExactNumber, Timestamp } from '@proj/clickhouse-types/decoded-value';
import { NO_DATE, readDate } from './calendar.js';
import { writerOf, type Put } from '../contract/coercion.js';
import { readDateTime, readUnixDigits, readUnixNumber, type Instant } from './instant.js';
import type { TimeZone } from '../../value/time-zone.js';

const newInstant = (): Instant => ({ seconds: 0, nanoseconds: 0, zoned: false });

/** Days since 1970-01-01. Date: 1970-01-01 to 2149-06-06. */
export const DATE_DAYS = { min: 0, max: 65_535 } as const;
/** Date32: 1900-01-01 to 2299-12-31. */
export const DATE32_DAYS = { min: -25_567, max: 120_529 } as const;

export function bindDate(writer: ColumnWriter, { min, max }: { readonly min: number; readonly max: number }): Put {
  const target = writerOf(writer, 'number');
  const instant = newInstant();
  return (value) => {
    let days = NO_DATE;
    if (typeof value === 'string') {
      // Of a date and time it is the date as it stands there, whatever the zone.
      if (value.length === 10 || readDateTime(value, instant)) days = readDate(value);
    } else if (typeof value === 'number') {
      if (Math.floor(value) === value) days = value + 0;
    } else if (value instanceof CalendarDate) days = value.days;
    // Of a point in time it is the date in UTC, as its text has it.
    else if (value instanceof Timestamp && readTimestamp(value, instant)) days = Math.floor(instant.seconds / 86_400);
    if (!(days >= min && days <= max)) return false;
    target.add(days);
    return true;
  };
}

/** Reads every form of a point in time; without a zone, the column's applies. */
function readInstant(value: unknown, zone: TimeZone, into: Instant): boolean {
  switch (typeof value) {
    case 'string':
      if (!readDateTime(value, into) && !readUnixDigits(value, into)) return false;
      if (!into.zoned) into.seconds = zone.toUtc(into.seconds);
      return true;
    case 'number':
      return readUnixNumber(value, into);
    case 'bigint':
      return readUnixDigits(value.toString(), into);
    default:
      if (value instanceof ExactNumber) return readUnixDigits(value.toString(), into);
      if (!(value instanceof Timestamp) || !readTimestamp(value, into)) return false;
      if (!into.zoned) into.seconds = zone.toUtc(into.seconds);
      return true;
  }
}

function readTimestamp({ ticks, precision, kind }: Timestamp, into: Instant): boolean {
  const unit = 10 ** precision;
  if (typeof ticks === 'bigint') {
    const wide = BigInt(unit);
    const rest = ((ticks % wide) + wide) % wide;
    into.seconds = Number((ticks - rest) / wide);
    into.nanoseconds = Number(rest) * 10 ** (9 - precision);
  } else {
    into.seconds = Math.floor(ticks / unit);
    into.nanoseconds = (ticks - into.seconds * unit) * 10 ** (9 - precision);
  }
  into.zoned = kind === 'instant';
  return Number.isSafeInteger(into.seconds);
}

/** 1970-01-01 00:00:00 to 2106-02-07 06:28:15 UTC; fractions of a second are cut. */
export function bindDateTime(writer: ColumnWriter, zone: TimeZone): Put {
  const target = writerOf(writer, 'number');
  const instant = newInstant();
  return (value) => {
    if (!readInstant(value, zone, instant) || instant.seconds < 0 || instant.seconds > 0xffff_ffff) return false;
    target.add(instant.seconds);
    return true;
  };
}

/** 1900-01-01 00:00:00 to 2299-12-31 23:59:59 UTC. */
const DATETIME64_SECONDS = { min: -2_208_988_800, max: 10_413_791_999 } as const;
/** Nanoseconds in 64 bits end at 2262-04-11 23:47:16.854775807 UTC. */
const LAST_NANOSECONDS = { seconds: 9_223_372_036, nanoseconds: 854_775_807 } as const;

/** `precision`: digits of a second, 0 to 9; further ones are cut. */
export function bindDateTime64(writer: ColumnWriter, precision: number, zone: TimeZone): Put {
  const target = writerOf(writer, 'wide');
  const instant = newInstant();
  const ticksPerSecond = 10 ** precision;
  const nanosecondsPerTick = 10 ** (9 - precision);
  const safeSeconds = Math.floor(Number.MAX_SAFE_INTEGER / ticksPerSecond) - 1;
  return (value) => {
    if (!readInstant(value, zone, instant)) return false;
    const { seconds, nanoseconds } = instant;
    if (seconds < DATETIME64_SECONDS.min || seconds > DATETIME64_SECONDS.max) return false;
    const ticks = Math.floor(nanoseconds / nanosecondsPerTick);
    if (Math.abs(seconds) <= safeSeconds) {
      target.addNumber(seconds * ticksPerSecond + ticks);
      return true;
    }
    if (precision === 9 && isAfterLastNanosecond(seconds, nanoseconds)) return false;
    target.addScaled(seconds, ticksPerSecond, ticks);
    return true;
  };
}

const isAfterLastNanosecond = (seconds: number, nanoseconds: number): boolean =>
  seconds > LAST_NANOSECONDS.seconds ||
  (seconds === LAST_NANOSECONDS.seconds && nanoseconds > LAST_NANOSECONDS.nanoseconds);
