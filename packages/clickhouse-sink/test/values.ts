import fc from 'fast-check';
import type { Value } from './write-value.js';

/** A type, values of it, and how ClickHouse shows each. */
export interface Case {
  readonly type: string;
  /** What is read of the column `v`. @default 'v' */
  readonly select?: string;
  readonly values: fc.Arbitrary<Value>;
  /** What `SELECT … FORMAT JSONEachRow` gives, integers and decimals as text. */
  show(value: Value): unknown;
}

export const int = (bits: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n });
export const uint = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
export const number = (values: fc.Arbitrary<bigint>): fc.Arbitrary<Value> => values.map(Number);
const text = (value: Value): unknown => String(value);
export const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const asUuid = (bytes: Uint8Array): string =>
  hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const iso = (ms: number, digits: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, digits);

/**
 * Texts of every kind that the encoder treats apart: short and long, ASCII and not, with surrogates
 * and zeros.
 */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }),
  fc.constantFrom(
    '',
    'a'.repeat(23),
    'a'.repeat(24),
    'é'.repeat(23),
    'é'.repeat(64),
    'a'.repeat(127),
    'a'.repeat(128),
    '\u20AC'.repeat(43),
    'x'.repeat(16_383),
    '😀'.repeat(8_000),
  ),
);

const decimal = (digits: number): fc.Arbitrary<bigint> => {
  const limit = 10n ** BigInt(digits) - 1n;
  return fc.bigInt({ min: -limit, max: limit });
};
const showDecimal =
  (scale: number) =>
  (value: Value): string => {
    const digits = String(value)
      .replace('-', '')
      .padStart(scale + 1, '0');
    const sign = String(value).startsWith('-') ? '-' : '';
    const fraction = digits.slice(-scale).replace(/0+$/, '');
    return `${sign}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
  };

export const simpleCases: readonly Case[] = [
  { type: 'Int8', values: number(int(8)), show: text },
  { type: 'UInt8', values: number(uint(8)), show: text },
  { type: 'Int16', values: number(int(16)), show: text },
  { type: 'UInt16', values: number(uint(16)), show: text },
  { type: 'Int32', values: number(int(32)), show: text },
  { type: 'UInt32', values: number(uint(32)), show: text },
  { type: 'Int64', values: fc.oneof(int(64), fc.maxSafeInteger()), show: text },
  { type: 'UInt64', values: fc.oneof(uint(64), fc.maxSafeNat()), show: text },
  { type: 'Int128', values: fc.oneof(int(128), fc.maxSafeInteger()), show: text },
  { type: 'UInt128', values: uint(128), show: text },
  { type: 'Int256', values: int(256), show: text },
  { type: 'UInt256', values: uint(256), show: text },
  {
    type: 'Float32',
    values: fc.float({ noNaN: true, noDefaultInfinity: true }),
    show: (v) => Math.fround(v as number),
  },
  { type: 'Float64', values: fc.double({ noNaN: true, noDefaultInfinity: true }), show: (v) => v },
  { type: 'Bool', values: fc.constantFrom(0, 1), show: (v) => String(v === 1) },
  { type: 'Decimal(9, 3)', values: decimal(9), show: showDecimal(3) },
  { type: 'Decimal(18, 4)', values: decimal(18), show: showDecimal(4) },
  { type: 'Decimal(38, 10)', values: decimal(38), show: showDecimal(10) },
  { type: 'Decimal(76, 20)', values: decimal(76), show: showDecimal(20) },
  { type: 'String', values: anyText, show: (v) => v },
  {
    type: 'String',
    values: fc.string({ unit: 'grapheme' }).map((s) => Buffer.from(s)),
    show: (v) => (v as Buffer).toString(),
  },
  {
    type: 'FixedString(5)',
    values: fc.string({ unit: 'binary-ascii', maxLength: 5 }),
    show: (v) => (v as string).padEnd(5, '\0'),
  },
  { type: 'LowCardinality(String)', values: fc.constantFrom('a', 'b', 'ü', ''), show: (v) => v },
  { type: 'LowCardinality(Nullable(String))', values: fc.constantFrom('a', null), show: (v) => v },
  { type: 'SimpleAggregateFunction(max, UInt32)', values: number(uint(32)), show: text },
  { type: 'UUID', values: bytes16, show: (v) => asUuid(v as Uint8Array) },
  {
    type: 'IPv4',
    values: number(uint(32)),
    show: (v) => [24, 16, 8, 0].map((shift) => ((v as number) >>> shift) & 255).join('.'),
  },
  { type: "Enum8('a' = -128, 'b' = 127)", values: fc.constantFrom(-128, 127), show: (v) => (v === 127 ? 'b' : 'a') },
  {
    type: "Enum16('x' = -1000, 'it\\'s' = 1000)",
    values: fc.constantFrom(-1000, 1000),
    show: (v) => (v === 1000 ? "it's" : 'x'),
  },
  { type: 'Date', values: fc.integer({ min: 0, max: 65_535 }), show: (v) => iso((v as number) * 86_400_000, 10) },
  {
    type: 'Date32',
    values: fc.integer({ min: -25_567, max: 120_529 }),
    show: (v) => iso((v as number) * 86_400_000, 10),
  },
  { type: 'DateTime', values: number(uint(32)), show: (v) => iso((v as number) * 1000, 19) },
  { type: "DateTime('UTC')", values: number(uint(32)), show: (v) => iso((v as number) * 1000, 19) },
  {
    type: 'DateTime64(3)',
    values: fc.integer({ min: -1_000_000_000_000, max: 8_000_000_000_000 }),
    show: (v) => iso(v as number, 23),
  },
];

export const compositeCases: readonly Case[] = [
  { type: 'Array(String)', values: fc.array(anyText, { maxLength: 5 }), show: (v) => v },
  { type: 'Array(LowCardinality(String))', values: fc.array(fc.constantFrom('a', 'b')), show: (v) => v },
  { type: 'Array(Nullable(UInt64))', values: fc.array(fc.option(uint(64))), show: (v) => (v as readonly Value[]).map((one) => (one === null ? null : String(one))) },
  { type: 'Array(Array(Int16))', values: fc.array(fc.array(number(int(16)), { maxLength: 4 }), { maxLength: 4 }), show: (v) => (v as readonly (readonly Value[])[]).map((one) => one.map(String)) },
  { type: 'Map(String, String)', values: fc.uniqueArray(fc.tuple(fc.string(), anyText), { selector: ([key]) => key, maxLength: 4 }), show: (v) => Object.fromEntries(v as readonly (readonly [string, string])[]) },
  { type: 'Map(LowCardinality(String), UInt64)', values: fc.uniqueArray(fc.tuple(fc.string(), uint(64)), { selector: ([key]) => key, maxLength: 4 }), show: (v) => Object.fromEntries((v as readonly (readonly [string, bigint])[]).map(([key, one]) => [key, String(one)])) },
  { type: 'Map(String, Array(Nullable(Float64)))', values: fc.uniqueArray(fc.tuple(fc.string(), fc.array(fc.option(fc.integer()), { maxLength: 3 })), { selector: ([key]) => key, maxLength: 3 }), show: (v) => Object.fromEntries(v as readonly (readonly [string, readonly number[]])[]) },
  { type: 'Tuple(String, Nullable(Int64), Array(UUID))', values: fc.tuple<[string, bigint | null, Uint8Array[]]>(anyText, fc.option(int(64)), fc.array(bytes16, { maxLength: 3 })), show: (v) => { const [a, b, c] = v as readonly [string, bigint | null, readonly Uint8Array[]]; return [a, b === null ? null : String(b), c.map(asUuid)]; } },
  { type: 'Tuple(`a b` UInt8, t Tuple(x String, y Map(String, UInt8)))', values: fc.tuple(number(uint(8)), fc.tuple(fc.string(), fc.uniqueArray(fc.tuple(fc.string(), number(uint(8))), { selector: ([key]) => key, maxLength: 3 }))), show: (v) => { const [a, [x, y]] = v as readonly [number, readonly [string, readonly (readonly [string, number])[]]]; return { 'a b': String(a), t: { x, y: Object.fromEntries(y.map(([key, one]) => [key, String(one)])) } }; } },
]; // prettier-ignore
