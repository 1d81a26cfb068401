import { accepted, refused, type TypeFamily } from './type-family.js';

const BERLIN = "DateTime('Europe/Berlin')";

/** Types of single values. */
export const scalarFamilies: readonly TypeFamily[] = [
  {
    types: '(U)Int8 … (U)Int256',
    accepts:
      'an integral number in range, however it is written (`1e3`, `5.0`); a text of decimal digits, with or without `-`; true and false as 1 and 0',
    accepted: [
      ...accepted('UInt8', ['255', '255'], ['"255"', '255'], ['true', '1'], ['1e2', '100'], ['"007"', '7']),
      ...accepted('Int8', ['-128', '-128'], ['"-128"', '-128'], ['-0', '0']),
      ...accepted(
        'Int64',
        ['-9223372036854775808', '-9223372036854775808'],
        ['"9223372036854775807"', '9223372036854775807'],
      ),
      ...accepted(
        'UInt64',
        ['18446744073709551615', '18446744073709551615'],
        ['18446744073709551615.0', '18446744073709551615'],
      ),
      ...accepted('UInt256', [
        '"115792089237316195423570985008687907853269984665640564039457584007913129639935"',
        '115792089237316195423570985008687907853269984665640564039457584007913129639935',
      ]),
    ],
    refused: [
      ...refused('UInt8', '256', '-1', '1.5', '"1.0"', '"+1"', '" 1"', '""', '"0x10"', '[1]', '{}', '1e400'),
      ...refused('Int64', '9223372036854775808', '"-9223372036854775809"', '1.00000000000000001'),
    ],
  },
  {
    types: 'Float32, Float64, BFloat16',
    accepts:
      'a number, or a number written as text, that does not overflow: the nearest value is stored, also for integers beyond 2^53 (BFloat16: the first 16 bits of the nearest Float32, cut as ClickHouse cuts them); the texts `nan`, `inf` and `infinity`, with or without a sign, in any case; true and false as 1 and 0',
    accepted: [
      ...accepted(
        'Float64',
        ['1.5', '1.5'],
        ['"-1.25e2"', '-125'],
        ['".5"', '0.5'],
        ['"NaN"', 'nan'],
        ['"inf"', 'inf'],
        ['"-Infinity"', '-inf'],
        ['9007199254740993', '9007199254740992'],
        ['-0', '-0'],
        ['true', '1'],
      ),
      ...accepted('Float32', ['0.5', '0.5'], ['3.4028234663852886e38', '3.4028235e38']),
      ...accepted('BFloat16', ['1.5', '1.5'], ['3', '3']),
    ],
    refused: [
      ...refused('Float64', '1e400', '"1e400"', '"1,5"', '""', '"0x1"', '[]', '{}'),
      ...refused('Float32', '3.5e38'),
    ],
  },
  {
    types: 'Decimal(P, S), Decimal32 … Decimal256',
    accepts:
      'a number, or a number written as text, exactly as it is written, with or without an exponent; digits beyond the scale are cut (`1.999` in Decimal(5, 2) is 1.99, `-1.999` is -1.99); at most P - S digits before the point',
    accepted: [
      ...accepted(
        'Decimal(5, 2)',
        ['1.5', '1.5'],
        ['1.999', '1.99'],
        ['-1.999', '-1.99'],
        ['"12.345"', '12.34'],
        ['999.99', '999.99'],
        ['1e2', '100'],
        ['"1e-7"', '0'],
        ['0.1', '0.1'],
      ),
      ...accepted(
        'Decimal(18, 4)',
        ['12345678901234.5678', '12345678901234.5678'],
        ['12345678901234', '12345678901234'],
      ),
      ...accepted('Decimal(76, 38)', [
        '"12345678901234567890123456789012345678.12345678901234567890123456789012345678"',
        '12345678901234567890123456789012345678.12345678901234567890123456789012345678',
      ]),
    ],
    refused: refused('Decimal(5, 2)', '1000', '-1000', '"1e3"', '"1,5"', '"NaN"', '"inf"', '""', 'true', '[]', '1e400'),
  },
  {
    types: 'Bool',
    accepts: 'true, false; 1, 0; `"true"`, `"false"`, `"1"`, `"0"`',
    accepted: accepted('Bool', ['true', 'true'], ['0', 'false'], ['"true"', 'true'], ['"0"', 'false']),
    refused: refused('Bool', '2', '"TRUE"', '"yes"', '""', '[]'),
  },
  {
    types: 'String',
    accepts:
      'text, unchanged; any other value as its JSON text, exactly as the message writes it, with blanks and all digits of its numbers (inside an array, map or tuple it is rewritten: `1.50` becomes 1.5, and a number beyond Float64 is refused). `json:$`: the bytes of the message',
    accepted: accepted(
      'String',
      ['"a\\u0000é"', 'a\u0000é'],
      ['""', ''],
      ['1.50', '1.50'],
      ['true', 'true'],
      ['{"b": 1.0, "a": [12345678901234567890.10]}', '{"b": 1.0, "a": [12345678901234567890.10]}'],
      ['1e400', '1e400'],
      ['9.182295809321621e772', '9.182295809321621e772'],
    ),
    refused: [],
  },
  {
    types: 'FixedString(N)',
    accepts: 'a text of at most N bytes in UTF-8; ClickHouse pads it with zero bytes',
    accepted: accepted('FixedString(4)', ['"éé"', 'éé'], ['"a"', 'a']),
    refused: refused('FixedString(4)', '"ééé"', '1', '[]'),
  },
  {
    types: 'UUID',
    accepts: '32 hexadecimal digits, upper or lower case, with all four dashes or without any',
    accepted: accepted(
      'UUID',
      ['"61F0C404-5cb3-11e7-907b-a6006ad3dba0"', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
      ['"61f0c4045cb311e7907ba6006ad3dba0"', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ),
    refused: refused('UUID', '""', '"61f0c404"', '"{61f0c404-5cb3-11e7-907b-a6006ad3dba0}"', '1'),
  },
  {
    types: 'IPv4',
    accepts:
      'four numbers from 0 to 255, separated by points, without leading zeros (which some programs read as octal)',
    accepted: accepted('IPv4', ['"192.0.2.1"', '192.0.2.1'], ['"255.255.255.255"', '255.255.255.255']),
    refused: refused('IPv4', '"192.0.2"', '"192.0.2.256"', '"192.0.02.1"', '"::1"', '""', '3221225985'),
  },
  {
    types: 'IPv6',
    accepts:
      'groups of hexadecimal digits, with `::` at most once, the last 32 bits optionally as IPv4; an IPv4 address, which becomes `::ffff:` followed by the address',
    accepted: accepted(
      'IPv6',
      ['"2001:DB8:0:0:0:0:0:1"', '2001:db8::1'],
      ['"::"', '::'],
      ['"64:ff9b::192.0.2.1"', '64:ff9b::c000:201'],
      ['"192.0.2.1"', '::ffff:192.0.2.1'],
    ),
    refused: refused('IPv6', '"2001:db8::1::"', '"12345::"', '"fe80::1%eth0"', '":1"', '"1:2:3:4:5:6:7"', '""', '1'),
  },
  {
    types: 'Enum8, Enum16',
    accepts: 'one of the names, or the number of one',
    accepted: accepted("Enum8('on' = 1, 'off' = -1)", ['"on"', 'on'], ['-1', 'off']),
    refused: refused("Enum8('on' = 1, 'off' = -1)", '"ON"', '"1"', '0', '1.5', 'true', '""'),
  },
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
