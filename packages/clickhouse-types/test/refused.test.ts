import { describe, expect, it } from 'vitest';
import { parseType } from '../src/index.js';

/** The wrong part stands between `~`; then the code and, where it matters, a part of message or hint. */
const REFUSED: readonly (readonly [marked: string, code: string, says?: string])[] = [
  ['~~', 'missing-type'],
  ['Array(~Strng~)', 'unknown-type', 'Did you mean String?'],
  ['~string~', 'unknown-type', 'Did you mean String?'],
  ['~uint32~', 'unknown-type', 'Did you mean UInt32?'],
  ['~Sting~', 'unknown-type', 'Did you mean String?'],
  ['~Datetme~(3)', 'unknown-type', 'Did you mean DateTime?'],
  ['~array~(Int8)', 'unknown-type', 'Did you mean Array?'],
  ['~Whatever~', 'unknown-type'],
  ['~NATIONAL~', 'unknown-type'],
  ['Int8 ~NULL~', 'unexpected-text', 'Write Nullable(Int8).'],
  ['Int8 ~NOT~ NULL', 'unexpected-text', 'Write Int8.'],
  ['Int8~;~', 'unexpected-text'],
  ['~(Int8)~', 'unexpected-text', 'This bracket'],
  ['FixedString(4) ~UNSIGNED~', 'unexpected-text'],
  ['CHAR(3) ~VARYING~', 'unexpected-text'],
  ['String~,~ Int8', 'unexpected-text'],
  ['Array~(~Int8', 'unclosed-bracket', 'Add )'],
  ['Array(Int8)~)~', 'extra-bracket'],
  ["DateTime(~'UTC)~", 'unclosed-quote'],
  ['Tuple(~``~ Int8)', 'empty-name'],
  ['~Array()~', 'parameter-count'],
  ['~Array~', 'parameter-count', 'For example Array(String).'],
  ['Array(Int8, ~Int16, Int32~)', 'parameter-count', 'takes 1 parameter, not 3'],
  ['~Map(String)~', 'parameter-count'],
  ['UUID(~1~)', 'parameter-count', 'takes no parameters'],
  ["Int8(~'x'~)", 'wrong-parameter'],
  ['~FixedString~', 'parameter-count'],
  ['FixedString(~0~)', 'out-of-range'],
  ['FixedString(~16777216~)', 'out-of-range'],
  ['FixedString(~1e2~)', 'wrong-parameter'],
  ['Decimal(~0~)', 'out-of-range'],
  ['Decimal(~77~, 2)', 'out-of-range', 'between 1 and 76, not 77'],
  ['Decimal(5, ~6~)', 'out-of-range', 'between 0 and 5, not 6'],
  ['Decimal(5, ~-1~)', 'out-of-range'],
  ['Decimal(~5.5~)', 'wrong-parameter'],
  ['Decimal32(~10~)', 'out-of-range'],
  ['~Decimal64~', 'parameter-count'],
  ['DateTime64(~10~)', 'out-of-range', 'between 0 and 9, not 10'],
  ["DateTime64(~'UTC'~)", 'wrong-parameter', 'precision'],
  ['DateTime64(3, ~UTC~)', 'wrong-parameter', 'single quotes'],
  ["DateTime(~'Europe/Berln'~)", 'unknown-timezone', 'Did you mean Europe/Berlin?'],
  ["DateTime(~'europe/berlin'~)", 'unknown-timezone', 'Did you mean Europe/Berlin?'],
  ["DateTime(~'us/eastern'~)", 'unknown-timezone'],
  ["DateTime(~'+03:00'~)", 'unknown-timezone'],
  ["DateTime(~'UTC+3'~)", 'unknown-timezone'],
  ['Time(~10~)', 'out-of-range'],
  ['~Enum8()~', 'parameter-count'],
  ['Enum8(~a = 1~)', 'wrong-parameter', 'single quotes'],
  ["Enum8(~'a' = 1.5~)", 'wrong-parameter'],
  ["Enum8(~'a' = 128~)", 'out-of-range', 'between -128 and 127'],
  ["Enum8('a' = 127, ~'b'~)", 'out-of-range'],
  ["Enum16(~'a' = 40000~)", 'out-of-range'],
  ["Enum8('a' = 1, ~'a' = 2~)", 'duplicate-enum-name'],
  ["Enum8('a' = 1, ~'b' = 1~)", 'duplicate-enum-value', "belongs to 'a'"],
  ["Enum8('a', ~'b' = 5~)", 'enum-values-mixed'],
  ["Enum8('a' = 1, 'b' = 5, ~'c'~)", 'enum-values-mixed'],
  ['Nullable(~Array(Int8)~)', 'wrong-inner-type', 'Array(Nullable(…))'],
  ['Nullable(~LowCardinality(String)~)', 'wrong-inner-type', 'LowCardinality(Nullable(…))'],
  ['Nullable(~Tuple(a Int8)~)', 'wrong-inner-type'],
  ['Array(Nullable(~Map(String, String)~))', 'wrong-inner-type'],
  ['LowCardinality(~Decimal(5, 2)~)', 'wrong-inner-type'],
  ['LowCardinality(~DateTime64(3)~)', 'wrong-inner-type'],
  ["LowCardinality(~Nullable(Enum8('a'))~)", 'wrong-inner-type'],
  ['Map(~Nullable(String)~, Int8)', 'wrong-inner-type', 'the key of a Map'],
  ['Map(~LowCardinality(Nullable(String))~, Int8)', 'wrong-inner-type'],
  ['Variant(String, ~Nullable(Int8)~)', 'wrong-inner-type'],
  ['Variant(~Dynamic~)', 'wrong-inner-type'],
  ['Tuple(a Int8, ~String~)', 'unnamed-element'],
  ['Tuple(a Int8, ~a~ String)', 'duplicate-element'],
  ['Tuple(~null~ Int8)', 'reserved-name'],
  ['Tuple(a Int8 ~b~ Int8)', 'unexpected-text'],
  ['Tuple(Int8, ~~, Int8)', 'missing-type'],
  ['Nested(~Int8~)', 'unnamed-element'],
  ['~Nested~', 'parameter-count'],
  ['~SimpleAggregateFunction(sum)~', 'parameter-count'],
  ["SimpleAggregateFunction(~'sum'~, Int64)", 'wrong-parameter'],
  ['~AggregateFunction()~', 'parameter-count'],
  ['JSON(~max_dynamic_path~ = 5)', 'unknown-parameter', 'Did you mean max_dynamic_paths?'],
  ['JSON(max_dynamic_types = ~255~)', 'out-of-range'],
  ['JSON(~SKIP~)', 'wrong-parameter'],
  ['JSON(a ~Strng~)', 'unknown-type'],
  ['Dynamic(~8~)', 'wrong-parameter'],
  ['Dynamic(max_types=~255~)', 'out-of-range'],
  ['QBit(~Int16~, 8)', 'wrong-inner-type'],
  ['QBit(Float32, 64, ~12~)', 'wrong-parameter'],
];

describe('mistakes are found at the wrong part', () => {
  for (const [marked, code, says] of REFUSED) {
    it(`${marked} is ${code}`, () => {
      const text = marked.replaceAll('~', '');
      const start = marked.indexOf('~');
      const { type, problems } = parseType(text);
      expect(type).toBeUndefined();
      expect(problems.map((one) => ({ code: one.code, span: one.span }))).toEqual([
        { code: `clickhouse-types/${code}`, span: { start, end: marked.lastIndexOf('~') - 1 } },
      ]);
      expect(`${problems[0]?.message} ${problems[0]?.hint}`).toContain(says ?? '');
    });
  }
});

it('reports every mistake of one type', () => {
  const { problems } = parseType(
    "Tuple(a Strng, b Decimal(5, 9), c DateTime('Mars'), d Array(Int9), e Nullable(Array(Int8)), f Map(x",
  );
  expect(problems.map((one) => one.code.replace('clickhouse-types/', '')).toSorted()).toEqual([
    'out-of-range',
    'parameter-count',
    'unclosed-bracket',
    'unclosed-bracket',
    'unknown-timezone',
    'unknown-type',
    'unknown-type',
    'unknown-type',
    'wrong-inner-type',
  ]);
});

it('says what is wrong in one line, however long the name is', () => {
  const [problem] = parseType('x'.repeat(100_000)).problems;
  expect(problem?.message.length).toBeLessThan(200);
});
