import { describe, expect, it } from 'vitest';
import { parseType, printType } from '../src/index.js';
import { ACCEPTED } from './support/accepted-types.js';
import { withoutPlaces } from './support/without-places.js';

describe('types that ClickHouse takes', () => {
  for (const [written, canonical] of ACCEPTED) {
    it(`reads ${written}`, () => {
      const { type, problems } = parseType(written);
      expect(problems).toEqual([]);
      expect(type && printType(type, { canonical: true })).toBe(canonical);
    });
  }
});

describe('the spelling that was read', () => {
  it('the spelling that was read is kept, type by type', () => {
    const { type } = parseType('Map(VARCHAR(10),Tuple(at DateTime(3), n INT))');
    expect(type && printType(type)).toBe('Map(VARCHAR(10), Tuple(at DateTime(3), n INT))');
  });

  it('the spelling that was read is absent where it is the canonical one', () => {
    expect(parseType('DateTime64(3)').type).toEqual({ kind: 'DateTime64', precision: 3, span: { start: 0, end: 13 } });
  });
});

it('builds the tree with the place of each type', () => {
  const { type } = parseType('Array(Nullable(Decimal(5, 2)))');
  expect(type && withoutPlaces(type)).toEqual({
    kind: 'Array',
    element: { kind: 'Nullable', inner: { kind: 'Decimal', precision: 5, scale: 2 } },
  });
  expect(type?.kind === 'Array' && type.element.span).toEqual({ start: 6, end: 29 });
});
