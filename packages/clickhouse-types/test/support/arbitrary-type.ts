import fc from 'fast-check';
import { printType, type ClickHouseType } from '../../src/index.js';
import {
  canBeInsideLowCardinality,
  canBeInsideNullable,
  canBeInsideVariant,
  canBeMapKey,
} from '../../src/type/placement.js';

const PLAIN = [
  'Int8', 'Int16', 'Int32', 'Int64', 'Int128', 'Int256', 'UInt8', 'UInt16', 'UInt32', 'UInt64', 'UInt128', 'UInt256',
  'BFloat16', 'Float32', 'Float64', 'Bool', 'String', 'UUID', 'IPv4', 'IPv6', 'Date', 'Date32', 'Time', 'IntervalDay',
  'Point', 'Ring', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'Geometry',
] as const; // prettier-ignore

const zone = fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Etc/GMT+3'), {
  nil: undefined,
});
const withZone = (timezone: string | undefined): { readonly timezone?: string } =>
  timezone === undefined ? {} : { timezone };
const name = fc
  .oneof(
    fc.constantFrom('a', 'id', 'Order', 'select', 'String', 'a b', 'ü', 'a`b', 'a\\b', "it's"),
    fc.string({ minLength: 1, unit: 'grapheme' }),
  )
  .filter((one) => one !== 'null' && !one.includes('\0'));

const plain: fc.Arbitrary<ClickHouseType> = fc.constantFrom(...PLAIN.map((kind) => ({ kind })));
const decimal: fc.Arbitrary<ClickHouseType> = fc
  .integer({ min: 1, max: 76 })
  .chain((precision) =>
    fc.integer({ min: 0, max: precision }).map((scale) => ({ kind: 'Decimal' as const, precision, scale })),
  );
const noParameters: fc.Arbitrary<ClickHouseType> = fc.constantFrom<ClickHouseType>(
  { kind: 'DateTime' },
  { kind: 'Dynamic' },
);
const enumeration: fc.Arbitrary<ClickHouseType> = fc.constantFrom('Enum8' as const, 'Enum16' as const).chain((kind) => {
  const limit = kind === 'Enum8' ? 128 : 32_768;
  const value = fc.record({
    name: fc.string({ unit: 'grapheme' }),
    value: fc.integer({ min: -limit, max: limit - 1 }),
  });
  return fc
    .uniqueArray(value, { minLength: 1, maxLength: 6, selector: (one) => one.name })
    .filter((values) => new Set(values.map((one) => one.value)).size === values.length)
    .map((values) => ({ kind, values: values.toSorted((a, b) => a.value - b.value) }));
});

const leaf: fc.Arbitrary<ClickHouseType> = fc.oneof(
  { weight: 4, arbitrary: plain },
  fc.integer({ min: 1, max: 1000 }).map((length) => ({ kind: 'FixedString' as const, length })),
  noParameters,
  decimal,
  zone.map((timezone) => ({ kind: 'DateTime' as const, ...withZone(timezone) })),
  fc.record({ precision: fc.integer({ min: 0, max: 9 }), timezone: zone }).map(({ precision, timezone }) => ({
    kind: 'DateTime64' as const,
    precision,
    ...withZone(timezone),
  })),
  fc.integer({ min: 0, max: 9 }).map((precision) => ({ kind: 'Time64' as const, precision })),
  enumeration,
  fc.constantFrom(0, 8, 254).map((maxTypes) => ({ kind: 'Dynamic' as const, maxTypes })),
  fc
    .constantFrom([], ['max_dynamic_paths=16', 'a UInt32', '`b.c` Array(String)', 'SKIP d', "SKIP REGEXP 'e.*'"])
    .map((parameters) => ({ kind: 'JSON' as const, parameters })),
  fc.constant({ kind: 'QBit' as const, element: { kind: 'Float32' as const }, dimension: 16 }),
  fc.constant({
    kind: 'AggregateFunction' as const,
    function: 'quantiles(0.5, 0.9)',
    arguments: [{ kind: 'Float64' as const }],
  }),
);

/** Types that ClickHouse takes for a column, in the form in which `parseType` gives them. */
export const arbitraryType: fc.Arbitrary<ClickHouseType> = fc.letrec<{ type: ClickHouseType }>((tie) => ({
  type: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, {
    weight: 2,
    arbitrary: fc.oneof(
      tie('type').map((element) => ({ kind: 'Array' as const, element })),
      fc
        .record({ key: tie('type').filter(canBeMapKey), value: tie('type') })
        .map(({ key, value }) => ({ kind: 'Map' as const, key, value })),
      fc.array(tie('type'), { maxLength: 4 }).map((types) => ({
        kind: 'Tuple' as const,
        elements: types.map((type) => ({ type })),
      })),
      named(tie('type')).map((elements) => ({ kind: 'Tuple' as const, elements })),
      named(tie('type')).map((elements) => ({ kind: 'Nested' as const, elements })),
      tie('type')
        .filter(canBeInsideNullable)
        .map((inner) => ({ kind: 'Nullable' as const, inner })),
      tie('type')
        .filter(canBeInsideLowCardinality)
        .map((inner) => ({ kind: 'LowCardinality' as const, inner })),
      // ClickHouse wants the type that the function returns, which is without LowCardinality in
      // tuples.
      tie('type')
        .filter((inner) => !printType(inner).includes('LowCardinality'))
        .map((inner) => ({ kind: 'SimpleAggregateFunction' as const, function: 'anyLast', inner })),
      fc
        .uniqueArray(tie('type').filter(canBeInsideVariant), {
          minLength: 1,
          maxLength: 3,
          selector: (one) => printType(one),
        })
        .map((types) => ({
          kind: 'Variant' as const,
          types: types.toSorted((a, b) => (printType(a) < printType(b) ? -1 : 1)),
        })),
    ),
  }),
})).type;

function named(
  type: fc.Arbitrary<ClickHouseType>,
): fc.Arbitrary<readonly { readonly name: string; readonly type: ClickHouseType }[]> {
  return fc.uniqueArray(fc.record({ name, type }), { minLength: 1, maxLength: 4, selector: (one) => one.name });
}
