import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeTooDeep, scanJson, WELL_FORMED, wordsOf } from '../src/json/json-scan.js';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { findExactNumber, type LatinBuffer } from '../src/json/exact-number.js';
import { parseExact } from '../src/json/parse-exact.js';
import { findInvalidUtf8 } from '../src/json/utf8.js';

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
      // The bytes before it are correct: cut there, the text just ends too early (or is whole).
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

/** `latin1Slice` is missing in the type declarations. */
const buffer = (text: string): Buffer & LatinBuffer => Buffer.from(text) as Buffer & LatinBuffer;
const mayHold = (bytes: Buffer): boolean => findExactNumber(bytes as Buffer & LatinBuffer, 0, bytes.length) >= 0;
const parse = (text: string): unknown => {
  const bytes = buffer(text);
  const first = findExactNumber(bytes, 0, bytes.length);
  return parseExact(bytes, 0, bytes.length, first, (from, to) => bytes.toString('utf8', from, to));
};

describe('exact parsing', () => {
  it('is JSON.parse where doubles hold all of it', () => {
    fc.assert(
      fc.property(document, (text) => {
        if (mayHold(Buffer.from(text))) return;
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts each number back where it stood, whatever stands around it', () => {
    const big = '12345678901234567890';
    const n = BigInt(big);
    for (const [text, expected] of [
      [big, n],
      [`[1,[${big},{"a":[0,${big}]}],${big}]`, [1, [n, { a: [0, n] }], n]],
      [`{"a":"x,${big},","b":{"c\\"d":${big}}}`, { a: `x,${big},`, b: { 'c"d': n } }],
      [`{"\\u0061":${big}, "a b" :\n ${big} }`, { a: n, 'a b': n }],
      [`{"a":${big},"a":1}`, { a: 1 }],
      [`{"a":[${big}],"a":{"length":7}}`, { a: { length: 7 } }],
      [`{"a":{"length":${big}},"a":[]}`, { a: [] }],
      [`{"a":{"b":1},"a":{"b":${big}}}`, { a: { b: n } }],
      [`{"é":["日本",-${big}]}`, { é: ['日本', -n] }],
      [`[[],{},"",${big}]`, [[], {}, '', n]],
    ] as const)
      for (let padding = 0; padding < 16; padding++) expect(parse(' '.repeat(padding) + text)).toEqual(expected);
    const own = parse(`{"__proto__":{"x":${big}},"constructor":${big}}`) as Record<string, unknown>;
    expect(Object.entries(own)).toEqual([
      ['__proto__', { x: n }],
      ['constructor', n],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('refuses what JSON.parse refuses, with a long number in it', () => {
    const odd = soup.map((text) => text.replace('0', '12345678901234567890'));
    fc.assert(
      fc.property(odd, (text) => {
        let expected = true;
        try {
          JSON.parse(text);
        } catch {
          expected = false;
        }
        if (expected) parse(text);
        else expect(() => parse(text)).toThrow(SyntaxError);
      }),
      { numRuns: 3000 },
    );
    for (const text of [
      '{12345678901234567890:1}',
      '[01234567890123456789]',
      '[1.12345678901234567.8]',
      '[12345678901234567890"]',
    ])
      expect(() => parse(text)).toThrow(SyntaxError);
  });

  it('keeps every number of 16 digits and more, exactly, wherever it stands', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.stringMatching(/^(0|[1-9]\d{0,30})$/),
        fc.option(fc.stringMatching(/^\d{1,30}$/)),
        fc.option(fc.integer({ min: -30, max: 30 })),
      )
      .map(([sign, whole, rest, e]) => `${sign}${whole}${rest === null ? '' : `.${rest}`}${e === null ? '' : `e${e}`}`);
    const around = fc.constantFrom(['', ''], [' ', ' '], ['[', ']'], ['[1, ', ',2]'], ['{"0123456789012345":', '}']);
    fc.assert(
      fc.property(number, around, fc.nat(20), (text, [before = '', after = ''], padding) => {
        const message = `${' '.repeat(padding)}${before}${text}${after}`;
        const leaf = (value: unknown): unknown =>
          Array.isArray(value)
            ? leaf(value[value.length > 2 ? 1 : 0])
            : typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
              ? leaf(Object.values(value)[0])
              : value;
        const got = leaf(parse(message));
        const digits = text.replace(/e.*|[-.]/g, '').length;
        const plain = mayHold(Buffer.from(message)) ? got : leaf(JSON.parse(message));
        expect(plain).toEqual(got);
        if (digits < 16) return;
        const same = ExactNumber.parse(String(got).replace('+', ''));
        expect(same && rational(same)).toEqual(rational(ExactNumber.parse(text)!));
        if (typeof got === 'number' && Number.isInteger(got)) expect(Number.isSafeInteger(got)).toBe(true);
      }),
      { numRuns: 3000 },
    );

    /** As a fraction without common powers of ten. */
    function rational({ unscaled, scale }: ExactNumber): readonly [bigint, number] {
      let [n, s] = [unscaled, scale];
      while (n !== 0n && n % 10n === 0n) [n, s] = [n / 10n, s - 1];
      return [n, n === 0n ? 0 : s];
    }
  });

  it('does not slow down what JSON.stringify writes, nor texts', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(16), (value, padding) => {
        const slow = Number.isInteger(value) && !Number.isSafeInteger(value);
        if (!slow) expect(mayHold(Buffer.from(`${' '.repeat(padding)}[${JSON.stringify(value)}]`))).toBe(false);
      }),
    );
    for (const text of ['["10.0.0.1.12.13.14.15"]', '["12345678901234567890"]', '[1760000000000000]']) {
      for (let padding = 0; padding < 16; padding++)
        expect(mayHold(Buffer.from(' '.repeat(padding) + text))).toBe(false);
    }
  });
});

it('only a text that may be deep is looked at closely', () => {
  const text = fc.tuple(
    fc.nat(7),
    fc.nat(9),
    fc.constantFrom(800, 997, 1_001, 2_000),
    fc.constantFrom('[', '{', '[{', '[  '),
  );
  fc.assert(
    fc.property(text, ([before, after, count, open]) => {
      const inner = open.repeat(Math.ceil(count / open.replaceAll(' ', '').length)).padEnd(3_000, 'x1\x01');
      // Part of a larger buffer, and not at a multiple of four.
      const bytes = Buffer.from(`${'['.repeat(before)}${inner}${'{'.repeat(after)}`).subarray(
        before,
        before + inner.length,
      );
      const exact = [...inner].filter((c) => c === '[' || c === '{').length > 1_000;
      expect(mayBeTooDeep(bytes, 0, bytes.length, wordsOf(bytes))).toBe(exact);
    }),
  );
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
      expect(mayHold(bytes)).toBe(true);
    }),
  );
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
