import fc from 'fast-check';
import type { Tree } from './land.js';

/** One way to write a value in a message. */
export interface Spelled {
  /** As the message has it. */
  readonly json: string;
  /**
   * What has to be in the table then; undefined when only ClickHouse's own parsing of `canonical`
   * says so.
   */
  readonly means?: Tree;
  /** A text that ClickHouse itself reads as the same value. */
  readonly canonical?: string;
}

/** A type of the table of types, and its values. */
export interface OracleCase {
  readonly type: string;
  /** What is read of the column. @default 'v' */
  readonly select?: string;
  /** Each accepted spelling, by what it is called. */
  readonly spellings: Readonly<Record<string, fc.Arbitrary<Spelled>>>;
  /** JSON that is nearly a value of the type; most are none. @default mutations of the spellings */
  readonly misses?: fc.Arbitrary<string>;
  /** How values are made comparable, where one number has several texts. @default as they are */
  readonly same?: (leaf: string) => string;
}

export const anySpelling = (one: OracleCase): fc.Arbitrary<Spelled> => fc.oneof(...Object.values(one.spellings));

/** A text as JSON, with more escapes than there have to be. */
export const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.boolean()).map(([one, escapes]) => (escapes ? escapedJson(one) : JSON.stringify(one)));

export const escapedJson = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;

const CHARACTERS = Array.from('0123456789+-.:eEtTzZ /xXaAfF"\'\\[]{},é_');

/** A text with a character changed, left out or put in. */
export const mutated = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: text.length }), fc.constantFrom(0, 1, 1, 2), fc.constantFrom('', ...CHARACTERS))
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** What is no value of most types. */
export const strangers = fc.constantFrom(
  ...['""', '" "', '"null"', '"x"', '[]', '{}', '[[]]', '[1]', '{"a":1}', 'true', '0', '-1', '1.5', '1e400', '1e-400'],
  ...[
    '"nan"',
    '"inf"',
    '"0x10"',
    '"1e3"',
    '"1_000"',
    '"１"',
    '"\\u0000"',
    '"2026-01-31"',
    '"NULL"',
    '"\\\\N"',
    '"true"',
  ],
);

/** Near misses: a spelling with one character changed, or a value of another type. */
export const nearMisses = (one: OracleCase): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 3, arbitrary: anySpelling(one).chain(({ json }) => mutated(json)) },
      { weight: 1, arbitrary: strangers },
      ...(one.misses ? [{ weight: 3, arbitrary: one.misses }] : []),
    )
    .filter(isJson);
