import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanJson, WELL_FORMED } from '../src/json-scan.js';
import { mayHoldLongInteger, parseLossless } from '../src/long-integers.js';
import { findInvalidUtf8 } from '../src/utf8.js';

const scan = (text: string): number => {
  const bytes = Buffer.from(text);
  return scanJson(bytes, 0, bytes.length);
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Lone surrogates become U+FFFD, as in bytes. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** Pieces of JSON in any order: near misses are much more frequent than in random text. */
const token = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"é\\n"',
    '\\',
    '\\u00',
    '\\ud800',
    '-',
    '0',
    '7',
    '12',
    '.5',
    'e',
    'E+3',
    '+',
  ],
  ...[
    'true',
    'false',
    'null',
    'tru',
    'nul',
    ' ',
    '\n',
    '\t',
    '\r',
    '\u0000',
    '\u000b',
    '\u00a0',
    '\u2028',
    '/',
    "'",
    '1.',
    '12345678901234567',
  ],
);
const soup = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(''));

const document = fc.json({ maxDepth: 4, stringUnit: 'binary' });

/** A JSON text with one character taken out, put in or changed. */
const mutated = fc
  .tuple(
    document,
    fc.nat(),
    fc.constantFrom('', ',', '"', '}', ']', '{', '[', ':', '0', '-', '.', 'e', '\\', 'u', ' ', '\n', 'x'),
    fc.nat(1),
  )
  .map(([text, at, insert, remove]) => {
    const position = at % (text.length + 1);
    return wellFormed(text.slice(0, position) + insert + text.slice(position + remove));
  });

it.each([
  ['tokens in any order', soup],
  ['documents with a mistake', mutated],
  ['documents', document.map(wellFormed)],
])('answers as JSON.parse does: %s', (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => (scan(text) === WELL_FORMED) === parses(text)),
    { numRuns: 3000 },
  );
});

it('points at the first byte after which no JSON text can follow', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const bytes = Buffer.from(text);
      const at = scan(text);
      if (at < 0) return;
      expect(at).toBeLessThanOrEqual(bytes.length);
      // The bytes before it are no mistake: cut there, the text just ends too early (or is whole).
      const before = scanJson(bytes, 0, at);
      expect(before === WELL_FORMED || before === at).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('looks at nothing outside of the message', () => {
  fc.assert(
    fc.property(soup, soup, soup, (before, text, after) => {
      const [a, b, c] = [Buffer.from(before), Buffer.from(text), Buffer.from(after)];
      const inside = scanJson(Buffer.concat([a, b, c]), a.length, a.length + b.length);
      const alone = scanJson(b, 0, b.length);
      expect(inside).toBe(alone < 0 ? alone : alone + a.length);
    }),
  );
});

it('parses losslessly to what JSON.parse gives, where doubles hold all of it', () => {
  fc.assert(
    fc.property(document, (text) => {
      const bytes = Buffer.from(text);
      expect(parseLossless(text)).toEqual(
        JSON.parse(text, (_, value: unknown) => (isLong(value) ? exactly(JSON.stringify(value)) : value)),
      );
      if (mayHoldLongInteger(bytes, 0, bytes.length)) return;
      expect(holdsLong(JSON.parse(text))).toBe(false);
    }),
    { numRuns: 2000 },
  );

  function isLong(value: unknown): value is number {
    if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return false;
    return JSON.stringify(value).replace(/e.*|\D/g, '').length > 15;
  }
  function exactly(text: string): bigint {
    const [, digits = '', fraction = '', exponent = '0'] = /^(-?\d+)(?:\.(\d+))?(?:e\+(\d+))?$/.exec(text) ?? [];
    return BigInt(digits + fraction + '0'.repeat(Number(exponent) - fraction.length));
  }
  function holdsLong(value: unknown): boolean {
    if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsLong);
    return isLong(value);
  }
});

it('never misses a long integer', () => {
  const number = fc
    .bigInt({ min: -(2n ** 70n), max: 2n ** 70n })
    .filter((n) => n > 2n ** 53n - 1n || n < -(2n ** 53n) + 1n);
  const around = fc.tuple(
    fc.constantFrom('', ' ', '[', '[1,', '{"a":', '{"0123456789":\n'),
    fc.constantFrom('', ' ', ']', '}', ',2]'),
  );
  fc.assert(
    fc.property(number, around, fc.nat(20), (n, [before, after], padding) => {
      const bytes = Buffer.from(`${' '.repeat(padding)}${before}${n}${after}`);
      expect(mayHoldLongInteger(bytes, 0, bytes.length)).toBe(true);
    }),
  );
});

it('keeps every integer that is written with 16 digits or more, wherever its point stands and whatever its exponent', () => {
  const literal = fc
    .tuple(fc.stringMatching(/^[1-9][0-9]{15,24}$/), fc.nat(24), fc.nat(12), fc.constantFrom('e', 'E', 'e+'))
    .map(([digits, at, zeros, e]) => {
      const point = Math.min(at, digits.length - 1);
      const fraction = digits.slice(digits.length - point) + '0'.repeat(zeros);
      const whole = digits.slice(0, digits.length - point);
      const text = fraction === '' ? `${whole}e0` : `${whole}.${fraction}${point === 0 ? '' : `${e}${point}`}`;
      return { text, value: BigInt(digits) };
    });
  fc.assert(
    fc.property(literal, fc.nat(20), fc.constantFrom('', '-'), ({ text, value }, padding, sign) => {
      const bytes = Buffer.from(`${' '.repeat(padding)}[${sign}${text}]`);
      const exact = sign === '-' ? -value : value;
      const long = !(value <= Number.MAX_SAFE_INTEGER);
      if (long) expect(mayHoldLongInteger(bytes, 0, bytes.length)).toBe(true);
      expect(parseLossless(bytes.toString())).toEqual([long ? exact : Number(exact)]);
    }),
    { numRuns: 2000 },
  );
});

it('does not take tiny numbers and long fractions for long integers', () => {
  for (const text of [
    '[0.1234567890123456789]',
    '[-1.2345678901234567e-7]',
    '["10.0.0.1.12.13.14.15"]',
    '[123456.789012345678]',
  ]) {
    for (let padding = 0; padding < 16; padding++) {
      const bytes = Buffer.from(' '.repeat(padding) + text);
      expect(mayHoldLongInteger(bytes, 0, bytes.length)).toBe(false);
    }
  }
});

it('finds the first byte that is not UTF-8', () => {
  const bytes = fc.array(
    fc.oneof(fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0xc1, 0x80, 0x8f, 0x9f, 0xa0, 0xbf, 0x41), fc.nat(255)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(bytes, (list) => {
      const buffer = Buffer.from(list);
      const at = findInvalidUtf8(buffer, 0, buffer.length);
      expect(at === -1).toBe(isUtf8(buffer));
      if (at > 0) expect(isUtf8(buffer.subarray(0, at))).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
