import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { put, rejected } from './write-row.js';

const DAY = 86_400;
const days = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000 / DAY;

describe('Date and Date32', () => {
  it('Date and Date32 take every day of their ranges and refuse the days around', () => {
    const day = fc.integer({ min: -80_000, max: 200_000 });
    fc.assert(
      fc.property(fc.oneof(day, fc.constantFrom(-1, 0, 65_535, 65_536, -25_567, -25_568, 120_529, 120_530)), (n) => {
        const text = new Date(n * DAY * 1000).toISOString().slice(0, 10);
        const date = n >= 0 && n <= 65_535 ? n : rejected('Date', text);
        const date32 = n >= -25_567 && n <= 120_529 ? n : rejected('Date32', text);
        expect(put('Date', text)).toBe(date);
        expect(put('Date32', text)).toBe(date32);
        expect(put('Date32', `${text}T23:59:59.999-11:00`)).toBe(
          typeof date32 === 'number' ? n : date32.replace(text, `${text}T23:59:59.999-11:00`),
        );
        expect(put('Date', n)).toBe(typeof date === 'number' ? n : rejected('Date', String(n)));
      }),
      { numRuns: 1000 },
    );
    expect([put('Date', '2149-06-06'), put('Date32', '1900-01-01'), put('Date32', '2299-12-31')]).toEqual([
      65_535, -25_567, 120_529,
    ]);
  });

  it('accept a date exactly where the calendar has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2299 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (y, m, d) => {
          const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const utc = new Date(Date.UTC(y, m - 1, d));
          const exists = utc.getUTCMonth() === m - 1 && utc.getUTCDate() === d;
          expect(put('Date32', text)).toBe(exists ? utc.getTime() / 1000 / DAY : rejected('Date32', text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    '',
    '2024-1-01',
    '2024/01/01',
    '20240101',
    '2024-01-01 ',
    ' 2024-01-01',
    '2024-01-01T',
    '2024-01-01 25:00:00',
    '0000-00-00',
    '19723',
    1.5,
    1_700_000_000,
    true,
    1n,
    [],
    {},
  ])('Date refuses %s', (value) => {
    expect(put('Date', value)).toContain('is not Date');
  });
});

describe('DateTime', () => {
  const at = Date.parse('2026-01-31T10:20:30Z') / 1000;

  it.each<[unknown, number]>([
    ['2026-01-31 10:20:30', at],
    ['2026-01-31 10:20:30.999', at],
    ['2026-01-31T10:20:30', at],
    ['2026-01-31T10:20:30Z', at],
    ['2026-01-31t10:20:30z', at],
    ['2026-01-31T10:20:30.123456789123Z', at],
    ['2026-01-31T12:20:30+02:00', at],
    ['2026-01-31 12:20:30+0200', at],
    ['2026-01-31T12:20:30+02', at],
    ['2026-01-31T04:50:30-05:30', at],
    ['2026-01-31T10:20', at - 30],
    ['2026-01-31T10:20Z', at - 30],
    [1_769_854_830, at],
    [1_769_854_830.75, at],
    [1_769_854_830_123, at],
    [1_769_854_830_123_456, at],
    [1_769_854_830_123_456_789n, at],
    ['1769854830', at],
    ['1769854830123', at],
    ['1769854830123456', at],
    ['1769854830123456789', at],
    ['1769854830.5', at],
    [0, 0],
    ['0', 0],
    ['1970-01-01 00:00:00', 0],
    ['2106-02-07 06:28:15', 4_294_967_295],
    ['2106-02-07T08:28:15.9+02:00', 4_294_967_295],
  ])('DateTime takes %s', (value, expected) => {
    expect(put('DateTime', value)).toBe(expected);
  });

  it.each([
    [
      '',
      '2026-01-31',
      '2026-01-31 10:20',
      '2026-01-31 10:20:',
      '2026-01-31 10:20:3',
      '2026-01-31 10:20:30.',
      '2026-01-31  10:20:30',
    ],
    [
      '2026-01-31T10:20:30 Z',
      '2026-01-31T10:20:30ZZ',
      '2026-01-31T10:20:30+2',
      '2026-01-31T10:20:30+02:0',
      '2026-01-31T10:20:30+02:60',
    ],
    [
      '2026-02-29 00:00:00',
      '2026-01-31 24:00:00',
      '2026-01-31 10:60:00',
      '2026-01-31 10:20:60',
      '2026-01-31_10:20:30',
      '31/01/2026 10:20:30',
    ],
    [
      '1969-12-31 23:59:59',
      '2106-02-07 06:28:16',
      '1970-01-01T00:00:00+00:01',
      '9999-12-31T23:59:59Z',
      '0000-01-01 00:00:00',
    ],
    [
      '17698548301',
      '176985483012',
      '17698548301234',
      '1',
      '-1',
      '1769854830.',
      '1769854830.5x',
      '1769854830123.5',
      '01769854830',
      'now',
    ],
    [
      1,
      17_698_548_301,
      -1_769_854_830,
      1e300,
      NaN,
      Infinity,
      4_294_967_296,
      1769854830123.5,
      20_260_131n,
      true,
      [],
      {},
    ],
  ])('refuses %s …', (...values) => {
    for (const value of values) expect(put('DateTime', value)).toContain('is not DateTime');
  });
});

describe('DateTime64', () => {
  const precisions = Array.from({ length: 10 }, (_, p) => p);

  it.each(precisions)(
    'DateTime64(%i) keeps its digits, cuts the others, and refuses what its range does not hold',
    (precision) => {
      const seconds = fc.oneof(
        fc.integer({ min: -2_208_988_800 - 3, max: -2_208_988_800 + 3 }),
        fc.integer({ min: -3_000_000_000, max: 11_000_000_000 }),
        fc.maxSafeInteger().map((n) => 10_413_791_999 + (n % 4)),
        fc.maxSafeInteger().map((n) => 9_223_372_036 + (n % 3)),
      );
      fc.assert(
        fc.property(
          seconds,
          fc.integer({ min: 0, max: 999_999_999 }),
          fc.integer({ min: -840, max: 840 }),
          (s, nanoseconds, offset) => {
            const fraction = String(nanoseconds).padStart(9, '0');
            const clock = new Date((s + offset * 60) * 1000).toISOString().slice(0, 19);
            const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
            const ticks = BigInt(s) * 10n ** BigInt(precision) + BigInt(fraction.slice(0, precision) || 0);
            const inRange = s >= -2_208_988_800 && s <= 10_413_791_999 && ticks < 2n ** 63n;
            const type = `DateTime64(${precision})`;
            const text = `${clock}.${fraction}${zone}`;
            expect(put(type, text)).toBe(inRange ? ticks : rejected(type, text));
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it('DateTime64 takes Unix time of every unit exactly', () => {
    const nanoseconds = fc.bigInt({ min: 1_000_000_000_000_000_000n, max: 9_223_372_036_854_775_807n });
    fc.assert(
      fc.property(nanoseconds, (n) => {
        expect(put('DateTime64(9)', n)).toBe(n);
        expect(put('DateTime64(9)', n.toString())).toBe(n);
        expect(put('DateTime64(9)', -n)).toBe(
          n <= 2_208_988_800_000_000_000n ? -n : rejected('DateTime64(9)', String(-n)),
        );
        const micro = n / 1000n;
        const decoded = Number.isSafeInteger(Number(micro)) ? Number(micro) : micro;
        expect(put('DateTime64(6)', decoded)).toBe(micro);
        expect(put('DateTime64(3)', decoded)).toBe(micro / 1000n);
        expect(put('DateTime64(3)', Number(micro / 1000n))).toBe(micro / 1000n);
      }),
    );
  });

  it('DateTime64 takes a fraction of a second by its digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }), fc.integer({ min: 0, max: 999 }), (s, ms) => {
        const text = `${s}.${String(ms).padStart(3, '0')}`;
        expect(put('DateTime64(3)', Number(text))).toBe(BigInt(s) * 1000n + BigInt(ms));
        expect(put('DateTime64(3)', text)).toBe(BigInt(s) * 1000n + BigInt(ms));
      }),
    );
  });
});

describe('time zones', () => {
  const utc = (text: string): number => Date.parse(text) / 1000;

  it.each([
    ['Europe/Madrid', '2026-01-31 10:00:00', '2026-01-31T09:00:00Z'],
    ['Europe/Madrid', '2026-07-31 10:00:00', '2026-07-31T08:00:00Z'],
    ['Europe/Madrid', '2026-07-31T10:00:00Z', '2026-07-31T10:00:00Z'],
    ['Asia/Kolkata', '2026-01-31 00:00:00', '2026-01-30T18:30:00Z'],
    ['Pacific/Apia', '2026-01-31 00:00:00', '2026-01-30T11:00:00Z'],
    ['America/New_York', '2026-11-01 01:30:00', '2026-11-01T05:30:00Z'],
    ['America/New_York', '2026-11-01 02:30:00', '2026-11-01T07:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-05 01:45:00', '2026-04-04T14:45:00Z'],
    ['Europe/Berlin', '2026-10-25 02:30:00', '2026-10-25T00:30:00Z'],
    ['Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T00:59:59Z'],
    ['Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T01:00:00Z'],
    // The clock never shows this.
    ['Europe/Berlin', '2026-03-29 02:30:00', '2026-03-29T00:30:00Z'],
    // Put forward at one minute past midnight.
    ['America/St_Johns', '1990-04-01 00:00:30', '1990-04-01T03:30:30Z'],
    ['America/St_Johns', '1990-04-01 01:01:00', '1990-04-01T03:31:00Z'],
  ])('%s: %s is %s', (zone, text, expected) => {
    expect(put(`DateTime('${zone}')`, text)).toBe(utc(expected));
    expect(put(`DateTime64(3, '${zone}')`, text)).toBe(BigInt(utc(expected)) * 1000n);
  });

  it('time zones turn every time that a clock shows back into the time it shows', () => {
    const zones = [
      'Europe/Madrid',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Africa/Casablanca',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4_102_444_800 }), (timeZone, seconds) => {
        const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        const text = clock.format(seconds * 1000);
        const got = put(`DateTime('${timeZone}')`, text);
        expect(clock.format((got as number) * 1000)).toBe(text);
        expect(got).toBeLessThanOrEqual(seconds);
      }),
      { numRuns: 500 },
    );
  });

  it('time zones are UTC for columns that do not name one', () => {
    expect(put('DateTime', '2026-07-31 10:00:00')).toBe(utc('2026-07-31T10:00:00Z'));
  });
});

it('reads dates as days, whatever the time zone of the machine', () => {
  expect(put('Date', '2026-03-29')).toBe(days('2026-03-29'));
});
