import fc from 'fast-check';
import type { OracleCase, Spelled } from './spelled.js';

const DAY = 86_400;
const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `YYYY-MM-DD` of a day since 1970-01-01, counted year by year and month by month. */
export function dateText(days: number): string {
  let year = 1970;
  let left = days;
  const leap = (): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  for (; left < 0; left += leap() ? 366 : 365) year--;
  for (; left >= (leap() ? 366 : 365); year++) left -= leap() ? 366 : 365;
  const months = [31, leap() ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let month = 0;
  for (; left >= months[month]!; month++) left -= months[month]!;
  return `${pad(year, 4)}-${pad(month + 1)}-${pad(left + 1)}`;
}

const clockText = (seconds: number): string =>
  `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;

/** What clocks in UTC show. */
const utcText = (seconds: number): string => {
  const days = Math.floor(seconds / DAY);
  return `${dateText(days)} ${clockText(seconds - days * DAY)}`;
};

const fraction = fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,12}$/));
const zone = fc.oneof(
  fc.constantFrom(['Z', 0] as const, ['z', 0] as const),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.constantFrom(':', '', 'h'))
    .map(([sign, hours, minutes, form]) => {
      const offset = (hours * 3600 + (form === 'h' ? 0 : minutes * 60)) * (sign === '-' ? -1 : 1);
      return [`${sign}${pad(hours)}${form === 'h' ? '' : `${form}${pad(minutes)}`}`, offset] as const;
    }),
);

export function date(wide: boolean): OracleCase {
  const [min, max] = wide ? [-25_567, 120_529] : [0, 65_535];
  const day = fc.oneof({ weight: 4, arbitrary: fc.integer({ min, max }) }, fc.constantFrom(min, max, min + 1, max - 1, 59, 11_016));
  const outside = fc.oneof(fc.integer({ min: max + 1, max: max + 50_000 }), fc.integer({ min: min - 30_000, max: min - 1 }));
  const means = (days: number, json: string): Spelled => ({ json, means: dateText(days), canonical: dateText(days) });
  return {
    type: wide ? 'Date32' : 'Date',
    spellings: {
      text: day.map((one) => means(one, `"${dateText(one)}"`)),
      'date and time': fc.tuple(day, fc.nat({ max: DAY - 1 }), fc.constantFrom(' ', 'T', 't'), fraction, fc.option(zone)).map(
        ([one, seconds, between, digits, at]) => means(one, `"${dateText(one)}${between}${clockText(seconds)}${digits === '' ? '' : `.${digits}`}${at?.[0] ?? ''}"`),
      ),
      'day number': day.map((one) => means(one, String(one))),
      'day number with zeros behind the point': day.map((one) => means(one, `${one}.0`)),
    },
    misses: fc.oneof(outside.map(String), outside.map((one) => `"${dateText(one)}"`), day.map((one) => `"${one}"`), day.map((one) => `"${dateText(one).replaceAll('-', '/')}"`), day.map((one) => `"${dateText(one).replaceAll('-', '')}"`), day.map((one) => `"${dateText(one).replace('-0', '-')}x"`), fc.constantFrom('"2026-02-29"', '"1900-02-29"', '"2026-13-01"', '"2026-00-10"', '"2026-01-32"', '"2026-04-31"', '"0000-00-00"', '1769854830', '1.5')),
  };
} // prettier-ignore

/** A point in time, in the spellings that say which. */
function instants(min: number, max: number, precision: number): Readonly<Record<string, fc.Arbitrary<Spelled>>> {
  const nearby = [0, 1, 999_999_999, 1_000_000_000, 9_999_999_999, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 951_782_400, min, max, min + 1, max - 1];
  const seconds = fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min, max }) },
    { weight: 2, arbitrary: fc.integer({ min: 1_000_000_000, max: Math.min(max, 4_000_000_000) }) },
    fc.constantFrom(...nearby.filter((one) => one >= min && one <= max)),
  );
  const recent = seconds.filter((one) => one >= 1_000_000_000 && one <= 9_999_999_999);
  // Before 1970 ClickHouse's own texts of fractions are not to be relied on: none there.
  const tick = (one: number, digits: string): string => {
    const kept = digits.slice(0, precision).padEnd(precision, '0');
    return precision === 0 ? utcText(one) : `${utcText(one)}.${kept}`;
  };
  const means = (one: number, digits: string, json: string): Spelled => ({ json, means: tick(one, digits) });
  const withFraction = (one: number, digits: string): string => (digits === '' || one === max ? '' : `.${digits}`);
  const cut = (one: number, digits: string): string => (one === max ? '' : digits);
  return {
    'text with a zone': fc.tuple(seconds, fraction, zone, fc.constantFrom(' ', 'T', 't')).map(([one, digits, [name, offset], between]) =>
      means(one, cut(one, digits), `"${utcText(one + offset).replace(' ', between)}${withFraction(one, digits)}${name}"`),
    ),
    'text with a zone and no seconds': fc.tuple(seconds, zone).map(([one, [name, offset]]) => {
      const minute = Math.min(Math.ceil(one / 60), Math.floor(max / 60)) * 60;
      return means(minute, '', `"${utcText(minute + offset).slice(0, 16).replace(' ', 'T')}${name}"`);
    }),
    'seconds': recent.map((one) => means(one, '', String(one))),
    'seconds with a fraction': fc.tuple(recent, fc.stringMatching(/^\d{1,12}$/)).map(([one, digits]) => means(one, digits, `${one}.${digits}`)),
    'text of seconds with a fraction': fc.tuple(recent, fc.stringMatching(/^\d{1,12}$/)).map(([one, digits]) => means(one, digits, `"${one}.${digits}"`)),
    'milliseconds, microseconds, nanoseconds': fc.tuple(recent, fc.constantFrom(3, 6, 9), fc.stringMatching(/^\d{9}$/), fc.boolean()).map(([one, unit, all, text]) => {
      const digits = all.slice(0, unit);
      return means(one, digits, text ? `"${one}${digits}"` : `${one}${digits}`);
    }),
    'text of seconds': recent.map((one) => means(one, '', `"${one}"`)),
    zero: fc.constantFrom('0', '"0"', '0.0', '-0').map((json) => means(0, '', json)),
  };
} // prettier-ignore

/** Texts around the hours in which clocks of the zone are put forward or back, and of all times. */
function localTexts(name: string, minDay: number, maxDay: number, precision: number): fc.Arbitrary<Spelled> {
  const days = (CHANGES[name] ?? []).map((text) => Date.parse(text) / (DAY * 1000));
  const near = fc.tuple(fc.constantFrom(...(days.length === 0 ? [20_000] : days)), fc.integer({ min: -DAY, max: 2 * DAY }));
  const local = fc.oneof(
    near.map(([day, after]) => day * DAY + after),
    near.map(([day, after]) => day * DAY + (after % (4 * 3600))),
    fc.integer({ min: minDay * DAY, max: maxDay * DAY }),
  );
  return fc.tuple(local, fraction, fc.constantFrom(' ', 'T')).map(([seconds, digits, between]) => {
    const kept = digits.slice(0, precision);
    const canonical = `${utcText(seconds)}${precision === 0 || kept === '' ? '' : `.${kept}`}`;
    return { json: `"${utcText(seconds).replace(' ', between)}${digits === '' ? '' : `.${digits}`}"`, canonical };
  });
} // prettier-ignore

/**
 * Days on which clocks were or will be put forward or back: by an hour, by half of one, at
 * midnight, by a whole day.
 */
export const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'Europe/Berlin': ['2026-03-29', '2026-10-25', '1980-04-06', '1996-10-27', '2037-03-29'],
  'America/New_York': ['2026-03-08', '2026-11-01', '1974-01-06', '2007-03-11'],
  'America/Sao_Paulo': ['2018-11-04', '2018-02-18', '2019-02-17'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Asia/Kathmandu': ['1986-01-01'],
  'Europe/Dublin': ['2026-03-29', '2026-10-25'],
  'Pacific/Apia': ['2011-12-30', '2011-09-24'],
  'America/St_Johns': ['2026-03-08', '2026-11-01'],
  'Africa/Casablanca': ['2026-02-15', '2026-03-22'],
};

const MISSES = fc.constantFrom(
  ...['"2026-01-31"', '"2026-01-31 24:00:00"', '"2026-02-29 00:00:00"', '"2026-01-31 10:60:00"', '"2026-01-31 10:00:60"'],
  ...['"2026-01-31 10:00"', '"2026-01-31  10:00:00"', '"2026-01-31 10:00:00."', '"2026-1-31 10:00:00"', '"2026/01/31 10:00:00"'],
  ...['"2026-01-31 10:00:00 UTC"', '"2026-01-31 10:00:00+24:00"', '"20260131100000"', '"now"', '1', '20260131', '17698548301', '"-1769854830"', '1e9'],
  ...['"1899-12-31 23:59:59"', '"2300-01-01 00:00:00"', '"2106-02-07 06:28:16"', '"1969-12-31 23:59:59"', '"2262-04-11 23:47:16.854775808"', '"0000-00-00 00:00:00"'],
); // prettier-ignore

export function dateTime(name?: string): OracleCase {
  return {
    type: name === undefined ? 'DateTime' : `DateTime('${name}')`,
    select: "toString(v, 'UTC')",
    spellings: {
      ...instants(0, 0xffff_ffff, 0),
      'text in the zone of the column': localTexts(name ?? 'UTC', 2, 49_000, 0),
    },
    misses: MISSES,
  };
}

export function dateTime64(precision: number, name?: string): OracleCase {
  const max = precision === 9 ? 9_223_372_035 : 10_413_791_999;
  return {
    type: `DateTime64(${precision}${name === undefined ? '' : `, '${name}'`})`,
    select: "toString(v, 'UTC')",
    spellings: {
      ...instants(-2_208_988_800, max, precision),
      'text in the zone of the column': localTexts(name ?? 'UTC', name === undefined ? -25_567 : 2, precision === 9 ? 106_000 : 120_000, precision),
    },
    misses: MISSES,
  };
} // prettier-ignore

const MOST = 3_599_999;

export function time(precision?: number): OracleCase {
  const digitsOf = (text: string): string => text.slice(0, precision ?? 0).padEnd(precision ?? 0, '0');
  const means = (negative: boolean, seconds: number, digits: string, json: string): Spelled => {
    const kept = digitsOf(digits);
    const sign = negative && (seconds > 0 || /[1-9]/.test(kept)) ? '-' : '';
    const text = `${sign}${clockText(seconds)}${kept === '' ? '' : `.${kept}`}`;
    return { json, means: text, canonical: text };
  };
  const seconds = fc.oneof(fc.nat({ max: MOST }), fc.nat({ max: DAY }), fc.constantFrom(0, 1, MOST, DAY));
  const all = fc.tuple(fc.boolean(), seconds, fraction);
  const short = fc.tuple(fc.boolean(), seconds, fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,12}$/)));
  return {
    type: precision === undefined ? 'Time' : `Time64(${precision})`,
    spellings: {
      text: fc.tuple(all, fc.constantFrom(1, 2, 3)).map(([[negative, one, digits], width]) => {
        const clock = clockText(one).replace(/^\d+/, (hours) => pad(Number(hours), width));
        return means(negative, one, digits, `"${negative ? '-' : ''}${clock}${digits === '' ? '' : `.${digits}`}"`);
      }),
      number: short.map(([negative, one, digits]) =>
        // No number beyond the last second.
        one === MOST ? means(negative, one, '', `${negative ? '-' : ''}${one}`) : means(negative, one, digits, `${negative ? '-' : ''}${one}${digits === '' ? '' : `.${digits}`}`),
      ),
    },
    misses: fc.constantFrom('"10:20"', '"24:60:00"', '"00:00:60"', '"1000:00:00"', '3600000', '-3600000', '"10:20:30."', '"3661"', '"+10:20:30"', '"10:20:30Z"', '"10.5"', '"1:2:3"'),
  };
} // prettier-ignore
