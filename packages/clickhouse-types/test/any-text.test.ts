import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseType, printType } from '../src/index.js';
import { arbitraryType } from './support/arbitrary-type.js';
import { withoutPlaces } from './support/without-places.js';

const pieces = [
  'Array', 'Map', 'Tuple', 'Nested', 'Nullable', 'LowCardinality', 'Enum8', 'Decimal', 'DateTime', 'DateTime64', 'JSON',
  'Dynamic', 'Variant', 'AggregateFunction', 'SimpleAggregateFunction', 'QBit', 'FixedString', 'Int8', 'String', 'INT',
  'UNSIGNED', 'SKIP', 'REGEXP', 'max_types', 'sum', '(', ')', ',', '=', '-', '.', ' ', "'", "'a'", '`', '"', '\\', '1', '99',
  '1e5', '.5', '/*', '*/', '--', '\n', 'ü', '\u{1F600}', '\uD800', '\0',
]; // prettier-ignore
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((some) => some.join('')),
  fc
    .record({ type: arbitraryType, at: fc.nat(), cut: fc.nat(8), put: fc.constantFrom('', ...pieces) })
    .map(({ type, at, cut, put }) => {
      const text = printType(type);
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    }),
);

describe('any text', () => {
  it('any text gives a type or problems, and every place lies inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { type, problems } = parseType(text);
        expect(type === undefined).toBe(problems.length > 0);
        for (const { span, message } of problems) {
          expect(message).not.toBe('');
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('any text that is a type means the same after printing, in its own spelling and in ClickHouse’s', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { type } = parseType(text);
        if (!type) return;
        for (const canonical of [true, false]) {
          const again = parseType(printType(type, { canonical })).type;
          expect(again && withoutPlaces(again)).toEqual(withoutPlaces(type));
        }
      }),
      { numRuns: 1000, examples: [['Array(AggregateFunction(quantiles(0.5, ,), Float64))']] },
    );
  });
});

it('reads back every type that it prints', () => {
  fc.assert(
    fc.property(arbitraryType, (type) => {
      const again = parseType(printType(type));
      expect(again.problems).toEqual([]);
      expect(again.type && withoutPlaces(again.type)).toEqual(withoutPlaces(type));
    }),
    { numRuns: 1000 },
  );
});

describe('very large texts', () => {
  const deep = 100_000;
  it.each([
    ['closed brackets', 'Array('.repeat(deep) + 'Int8' + ')'.repeat(deep)],
    ['open brackets', 'Array('.repeat(deep)],
    ['brackets alone', '('.repeat(deep)],
  ])('%s, nested 100,000 times, are refused for their depth', (_, text) => {
    const { type, problems } = parseType(text);
    expect(type).toBeUndefined();
    expect(problems.map((one) => one.code)).toEqual(['clickhouse-types/nested-too-deep']);
  });

  it('takes a tuple of 100,000 elements', () => {
    const { type } = parseType(`Tuple(${Array.from({ length: deep }, (_, i) => `c${i} DateTime('UTC')`).join(', ')})`);
    expect(type?.kind === 'Tuple' && type.elements.length).toBe(deep);
  });

  it('reports no more than 100 of 100,000 mistakes', () => {
    expect(parseType(`Tuple(${'Strng, '.repeat(deep)}Int8)`).problems).toHaveLength(100);
  });

  it.each(['/*', "'", '`', '--', '.', '1.', '=', 'Int8 '])('%j repeated 100,000 times is not a type', (piece) => {
    expect(parseType(piece.repeat(deep)).type).toBeUndefined();
  });
});
