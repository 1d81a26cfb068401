import { accepted, refused, type TypeFamily } from './type-family.js';

/** Numbers, and Bool, which numbers can stand for. */
export const numberFamilies: readonly TypeFamily[] = [
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
];
