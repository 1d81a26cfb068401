import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf } from '../src/column-writer.js';
import { cannotTravel, parseType, variantMembers, type ClickHouseType } from '../src/index.js';
import { arbitraryType } from './support/arbitrary-type.js';

function typeOf(text: string): ClickHouseType {
  const { type } = parseType(text);
  if (!type) throw new Error(`${text} is not a type`);
  return type;
}

describe('formOf', () => {
  it.each([
    ['UInt32', 'number'],
    ['Int64', 'wide'],
    ['Decimal(9, 2)', 'wide'],
    ['IntervalDay', 'wide'],
    ["Enum8('a' = 1)", 'number'],
    ['IPv4', 'number'],
    ['IPv6', 'fixed'],
    ['JSON', 'text'],
    ['Nested(a UInt8)', 'array'],
    ['QBit(Float32, 8)', 'array'],
    ['Map(String, UInt8)', 'map'],
    ['Point', 'tuple'],
    ['Ring', 'array'],
    ['Geometry', 'variant'],
    ['Dynamic', 'variant'],
  ])('formOf gives %s the form %s', (text, form) => expect(formOf(typeOf(text))?.form).toBe(form));

  it.each(['Nullable(UInt64)', 'LowCardinality(Nullable(String))', 'Variant(String, UInt8)', 'Dynamic'])(
    'says that %s accepts NULL',
    (text) => expect(formOf(typeOf(text))?.nullable).toBe(true),
  );

  it.each<ClickHouseType>([typeOf('AggregateFunction(sum, UInt64)'), { kind: 'Nothing' }])(
    'has no form for $kind',
    (type) => expect(formOf(type)).toBeUndefined(),
  );

  it('formOf lists the members of a Variant in the order of the block', () => {
    const type = typeOf('Variant(UInt8, String)');
    expect(formOf(type)).toMatchObject({ form: 'variant', members: variantMembers(type) });
  });

  it('formOf has a form for every type that can travel', () => {
    fc.assert(
      fc.property(arbitraryType, (type) => {
        if (!cannotTravel(type)) expect(formOf(type)).toBeDefined();
      }),
    );
  });
});
