import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalendarDate, ExactNumber, TimeOfDay, Timestamp } from '../src/decoded-value.js';

describe('an exact number', () => {
  it('an exact number keeps every digit of what JSON writes', () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,40})$/);
    const exponent = fc.option(fc.integer({ min: -400, max: 400 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.boolean(),
        digits,
        fc.option(fc.stringMatching(/^\d{1,40}$/)),
        exponent,
        (sign, whole, rest, e) => {
          const mantissa = `${sign ? '-' : ''}${whole}${rest === null ? '' : `.${rest}`}`;
          const text = e === undefined ? mantissa : `${mantissa}e${e}`;
          const exact = ExactNumber.parse(text);
          const again = ExactNumber.parse(String(exact));
          expect([again?.unscaled, again?.scale]).toEqual([exact?.unscaled, exact?.scale]);
          expect((exact?.toNumber() ?? NaN) + 0).toBe(Number(text) + 0);
        },
      ),
    );
  });

  it.each(['', '1.', '.5', '+1', '1e', '1e9999999999999999', 'NaN', ' 1'])(
    'an exact number is not read from %j',
    (text) => {
      expect(ExactNumber.parse(text)).toBeUndefined();
    },
  );

  it.each<[ExactNumber, string]>([
    [new ExactNumber(-5n, 3), '-0.005'],
    [new ExactNumber(5n, 0), '5'],
    [new ExactNumber(5n, -2), '5e2'],
    [new ExactNumber(5n, 5000), '5e-5000'],
  ])('an exact number is written as JSON writes it (%#)', (exact, text) => {
    expect(String(exact)).toBe(text);
  });
});

it.each<[Timestamp | CalendarDate | TimeOfDay, string]>([
  [new Timestamp(-1, 3), '1969-12-31T23:59:59.999Z'],
  [new Timestamp(0n, 0, 'local'), '1970-01-01T00:00:00'],
  [new Timestamp(253402300800, 0), '+010000-01-01T00:00:00Z'],
  [new Timestamp(10n ** 30n, 9), '1000000000000000000000000000000e-9'],
  [new CalendarDate(-1), '1969-12-31'],
  [new CalendarDate(1e12), '1000000000000'],
  [new TimeOfDay(86_399_999_999n, 6), '23:59:59.999999'],
  [new TimeOfDay(-500, 3), '-00:00:00.500'],
])('dates and times have a text that people read (%#)', (value, text) => {
  expect(String(value)).toBe(text);
});
