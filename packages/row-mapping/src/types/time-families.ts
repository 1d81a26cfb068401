import { accepted, refused, type TypeFamily } from './type-family.js';

const BERLIN = "DateTime('Europe/Berlin')";

/** Dates and times, and Interval. */
export const timeFamilies: readonly TypeFamily[] = [
  {
    types: 'Date, Date32',
    accepts:
      '`YYYY-MM-DD`; a date and time, of which the date is taken as written, regardless of the zone; a number of days since 1970-01-01. Date: 1970-01-01 to 2149-06-06. Date32: 1900-01-01 to 2299-12-31',
    accepted: [
      ...accepted(
        'Date',
        ['"2026-01-31"', '2026-01-31'],
        ['"2026-01-31T23:59:59.9-11:00"', '2026-01-31'],
        ['20484', '2026-01-31'],
        ['"2149-06-06"', '2149-06-06'],
      ),
      ...accepted('Date32', ['"1900-01-01"', '1900-01-01'], ['-1', '1969-12-31'], ['"2299-12-31"', '2299-12-31']),
    ],
    refused: [
      ...refused(
        'Date',
        '"1969-12-31"',
        '"2149-06-07"',
        '"2026-02-29"',
        '"2026-1-31"',
        '"31/01/2026"',
        '"20484"',
        '1769854830',
        'true',
        '""',
      ),
      ...refused('Date32', '"1899-12-31"', '"2300-01-01"'),
    ],
  },
  {
    types: 'DateTime, DateTime64(p)',
    accepts:
      '`YYYY-MM-DD hh:mm:ss[.f]`, or ISO 8601 with `T` (seconds may be omitted); both with `Z`, `+hh:mm`, `+hhmm` or `+hh`, or in the column’s time zone. Unix time as a number or as digits: 10 digits are seconds (a fraction may follow), 13 ms, 16 µs, 19 ns, and `0`. Fractions of a second finer than the column’s precision are cut. DateTime: 1970-01-01 00:00:00 to 2106-02-07 06:28:15 UTC. DateTime64: 1900-01-01 00:00:00 to 2299-12-31 23:59:59 UTC, with p = 9 to 2262-04-11 23:47:16.854775807',
    accepted: [
      ...accepted(
        'DateTime',
        ['"2026-01-31 10:20:30"', '2026-01-31 10:20:30'],
        ['"2026-01-31 10:20:30.999"', '2026-01-31 10:20:30'],
        ['"2026-01-31T10:20:30Z"', '2026-01-31 10:20:30'],
        ['"2026-01-31T12:20+02:00"', '2026-01-31 10:20:00'],
        ['1769854830', '2026-01-31 10:20:30'],
        ['1769854830123', '2026-01-31 10:20:30'],
        ['"1769854830"', '2026-01-31 10:20:30'],
        ['0', '1970-01-01 00:00:00'],
        ['"2106-02-07 06:28:15"', '2106-02-07 06:28:15'],
      ),
      ...accepted(
        BERLIN,
        ['"2026-07-31 10:00:00"', '2026-07-31 10:00:00'],
        ['"2026-07-31T10:00:00Z"', '2026-07-31 12:00:00'],
        ['"2026-03-29 02:30:00"', '2026-03-29 01:30:00'],
        ['"2026-10-25 02:30:00"', '2026-10-25 02:30:00'],
      ),
      ...accepted(
        'DateTime64(3)',
        ['"2026-01-31 10:20:30.1239"', '2026-01-31 10:20:30.123'],
        ['1769854830.123', '2026-01-31 10:20:30.123'],
        ['1769854830123456', '2026-01-31 10:20:30.123'],
        ['"1900-01-01 00:00:00"', '1900-01-01 00:00:00.000'],
      ),
      ...accepted(
        'DateTime64(9)',
        ['1769854830123456789', '2026-01-31 10:20:30.123456789'],
        ['1769854830.123456789', '2026-01-31 10:20:30.123456789'],
        ['"2262-04-11 23:47:16.854775807"', '2262-04-11 23:47:16.854775807'],
      ),
    ],
    refused: [
      ...refused(
        'DateTime',
        '"2026-01-31"',
        '"2026-01-31 24:00:00"',
        '"2026-02-29 00:00:00"',
        '"1969-12-31 23:59:59"',
        '"2106-02-07 06:28:16"',
        '1',
        '20260131',
        '"now"',
        '""',
        'true',
        '[]',
      ),
      ...refused('DateTime64(3)', '"1899-12-31 23:59:59"', '"2300-01-01 00:00:00"'),
      ...refused('DateTime64(9)', '"2262-04-11 23:47:16.854775808"'),
    ],
  },
  {
    types: 'Time, Time64(p)',
    accepts:
      '`[-]hh:mm:ss[.f]` with one to three digits for the hours; a number of seconds. Up to ±999:59:59; fractions of a second finer than the column’s precision are cut',
    accepted: [
      ...accepted(
        'Time',
        ['"10:20:30"', '10:20:30'],
        ['"-999:59:59.9"', '-999:59:59'],
        ['"1:00:00"', '01:00:00'],
        ['3661', '01:01:01'],
      ),
      ...accepted('Time64(3)', ['"10:20:30.1239"', '10:20:30.123'], ['-1.5', '-00:00:01.500']),
    ],
    refused: [
      ...refused('Time', '"10:20"', '"24:60:00"', '"1000:00:00"', '3600000', '"10:20:30."', '"3661"', '""', 'true'),
      ...refused('Time64(3)', '1e400'),
    ],
  },
  {
    types: 'Interval…',
    accepts: 'as Int64: a number of its units',
    accepted: accepted('IntervalDay', ['7', '7'], ['"-7"', '-7']),
    refused: refused('IntervalDay', '1.5', '"7 days"'),
  },
];
