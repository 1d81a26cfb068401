import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put, rejected } from './write-row.js';

describe('integers', () => {
  const types = [8, 16, 32, 64, 128, 256].flatMap((bits) => [
    { type: `Int${bits}`, min: -(1n << BigInt(bits - 1)), max: (1n << BigInt(bits - 1)) - 1n },
    { type: `UInt${bits}`, min: 0n, max: (1n << BigInt(bits)) - 1n },
  ]);

  it.each(types)('$type takes every integer in its range, in every spelling, and no other', ({ type, min, max }) => {
    const near = (n: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: n - 3n, max: n + 3n });
    const any = fc.oneof(
      near(min),
      near(max),
      near(0n),
      near(2n ** 53n),
      near(-(2n ** 53n)),
      fc.bigInt({ min: min * 2n - 1n, max: max * 2n }),
    );
    fc.assert(
      fc.property(any, (n) => {
        const expected = n >= min && n <= max ? n : undefined;
        // As the codec decodes it: a bigint where a double does not hold it.
        const decoded = Number.isSafeInteger(Number(n)) ? Number(n) : n;
        for (const value of [decoded, n.toString(), n, n < 0n ? `-00${-n}` : `000${n}`]) {
          const got = put(type, value);
          if (expected === undefined) expect(got).toContain(`is not ${type}`);
          else expect(BigInt(got as number | bigint)).toBe(expected);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(['Int8', 'UInt32', 'Int64', 'UInt256'])('%s refuses anything but an integer', (type) => {
    const words = [
      '',
      ' ',
      '1.0',
      '1e3',
      '+1',
      '-',
      ' 1',
      '1 ',
      '0x10',
      '1_000',
      '١',
      '--1',
      '1-',
      '9'.repeat(101),
      'NaN',
    ];
    for (const value of [...words, 1.5, -0.5, NaN, Infinity, -Infinity, [], [1], {}]) {
      expect(put(type, value)).toContain(`is not ${type}`);
    }
    expect([put(type, true), put(type, false), put(type, '-0')].map(Number)).toEqual([1, 0, 0]);
  });

  it('takes an integral number beyond 2^53 that was written with an exponent', () => {
    expect(put('UInt64', 1e19)).toBe(10_000_000_000_000_000_000n);
    expect(put('UInt64', 2e19)).toBe(rejected('UInt64', '2e19'));
  });

  it('takes such a number as it was written, not as the double next to it', () => {
    expect(put('Int128', 1e23)).toBe(10n ** 23n);
    expect(put('Int64', -999_999_999_999_999e3)).toBe(-999_999_999_999_999_000n);
  });

  // The codec leaves them to a double only when they were not integral: 9007199254740993.5 is
  // 9007199254740994 there.
  it.each([9007199254740994, -9007199254740994, 2 ** 60])(
    'Int64 refuses %d, of which a double may have lost digits',
    (value) => {
      expect(put('Int64', value)).toContain(`on column 'c' is not Int64`);
    },
  );
});

describe('floats', () => {
  it.each<[unknown, number]>([
    [1.5, 1.5],
    [12345678901234567890n, 12345678901234567890],
    ['-1.25e2', -125],
    ['.5', 0.5],
    ['5.', 5],
    ['nan', NaN],
    ['inf', Infinity],
    ['-inf', -Infinity],
    ['-Infinity', -Infinity],
    [true, 1],
    [false, 0],
  ])('Float64 takes %s', (value, expected) => {
    expect(put('Float64', value)).toEqual(expected);
  });

  it.each([Infinity, -Infinity, '1e400', '', '1,5', '0x1', 'e5', '.', '1e', 'nano', 'infinit', [], {}])(
    'Float64 refuses %s',
    (value) => {
      expect(put('Float64', value)).toContain('is not Float64');
    },
  );

  it('Float64 looks at a megabyte of digits once', () => {
    for (const text of ['1'.repeat(1_000_000), `${'1'.repeat(1_000_000)}x`, `.${'0'.repeat(1_000_000)}e`]) {
      expect(put('Float64', text)).toContain('is not Float64');
    }
  });

  it('Float32 refuses exactly what would become infinity', () => {
    fc.assert(
      fc.property(fc.double({ min: 3.4e38, max: 3.41e38 }), (value) => {
        const got = put('Float32', value);
        expect(typeof got === 'number').toBe(Number.isFinite(Math.fround(value)));
      }),
    );
    expect(put('Float32', 3.4028234663852886e38)).toBe(3.4028234663852886e38);
    expect(put('Float32', 10n ** 39n)).toContain('is not Float32');
  });
});

describe('Bool', () => {
  it('takes its eight spellings and no other', () => {
    expect([true, 1, 'true', '1'].map((value) => put('Bool', value))).toEqual([1, 1, 1, 1]);
    expect([false, 0, -0, 'false', '0'].map((value) => put('Bool', value))).toEqual([0, 0, 0, 0, 0]);
    for (const value of [2, -1, 'TRUE', 'yes', '', 1n, [], {}]) expect(put('Bool', value)).toContain('is not Bool');
  });
});

describe('texts', () => {
  it.each<[unknown, string]>([
    ['a\u0000é', 'a\u0000é'],
    ['', ''],
    ['x\ud800', 'x\ufffd'],
    [1.5, '1.5'],
    [1e21, '1e+21'],
    [18446744073709551615n, '18446744073709551615'],
    [true, 'true'],
    [[1, null, 'a'], '[1,null,"a"]'],
    [{ a: { b: 18446744073709551615n }, c: [null, 'é"'] }, '{"a":{"b":18446744073709551615},"c":[null,"é\\""]}'],
    [JSON.parse('{"__proto__":[12],"a":1}'), '{"__proto__":[12],"a":1}'],
  ])('String takes %s', (value, expected) => {
    expect(put('String', value)).toBe(expected);
    expect(put('LowCardinality(String)', value)).toBe(expected);
  });

  it('String refuses a number that no text of ours could say', () => {
    expect(put('String', Infinity)).toBe(rejected('String', 'Infinity'));
    expect(put('String', { a: [-Infinity], b: null })).toBe(rejected('String', '…'));
    expect(put('String', { a: [Infinity], b: 1n })).toBe(rejected('String', '…'));
    expect(put('String', { a: [1, null], b: 'Infinity' })).toBe('{"a":[1,null],"b":"Infinity"}');
  });

  it('String survives an object too deep for JSON.stringify', () => {
    let deep: unknown = 1n;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(put('String', deep)).toContain('is not String');
  });

  it('FixedString counts bytes, not characters', () => {
    expect(put('FixedString(4)', 'éé')).toBe('éé');
    expect(put('FixedString(4)', 'ééé')).toBe(rejected('FixedString(4)', 'ééé'));
    expect(put('FixedString(4)', '')).toBe('');
    expect(put('FixedString(4)', 1)).toContain('is not FixedString(4)');
  });

  it('UUID takes both text forms in any case, byte by byte', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const hex = uuid.replaceAll('-', '');
        for (const text of [uuid, uuid.toUpperCase(), hex]) expect(put('UUID', text)).toBe(hex);
      }),
    );
    const uuid = '01234567-89ab-4def-8123-456789abcdef';
    for (let i = 0; i < uuid.length; i++) {
      expect(put('UUID', `${uuid.slice(0, i)}${uuid[i] === '-' ? '0' : 'ŧ'}${uuid.slice(i + 1)}`)).toContain(
        'is not UUID',
      );
      expect(put('UUID', `${uuid.slice(0, i)}${uuid[i] === '-' ? 'g' : 'G'}${uuid.slice(i + 1)}`)).toContain(
        'is not UUID',
      );
    }
    for (const value of ['', `{${uuid}}`, `${uuid} `, 1, {}]) expect(put('UUID', value)).toContain('is not UUID');
  });
});
