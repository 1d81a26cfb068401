import { sortVariants } from './order.js';
import type { ClickHouseType } from './type.js';

/**
 * The type whose values are stored: LowCardinality and SimpleAggregateFunction say how values are
 * kept and merged, not what they are. Only the outermost layers are taken off.
 *
 * @example
 * storedType({ kind: 'LowCardinality', inner: { kind: 'String' } }); // => { kind: 'String' }
 */
export function storedType(type: ClickHouseType): ClickHouseType {
  let stored = type;
  while (stored.kind === 'LowCardinality' || stored.kind === 'SimpleAggregateFunction') stored = stored.inner;
  return stored;
}

/**
 * Whether a value of this type can be NULL: Nullable, also inside LowCardinality, and Variant,
 * Geometry and Dynamic by nature.
 */
export function isNullable(type: ClickHouseType): boolean {
  const { kind } = storedType(type);
  return kind === 'Nullable' || kind === 'Variant' || kind === 'Dynamic' || kind === 'Geometry';
}

/**
 * What a type that has only a name, or only a way to be stored, is made of: a Point of two Float64,
 * a Ring of Points, a Nested of arrays of named tuples, a QBit of an array. Other types are
 * returned as they are. One step only: a Ring gives Array(Point).
 *
 * @example
 * printType(shapeOf({ kind: 'Ring' })); // => 'Array(Point)'
 */
export function shapeOf(type: ClickHouseType): ClickHouseType {
  switch (type.kind) {
    case 'Point':
      return { kind: 'Tuple', elements: [{ type: { kind: 'Float64' } }, { type: { kind: 'Float64' } }] };
    case 'Ring':
    case 'LineString':
      return { kind: 'Array', element: { kind: 'Point' } };
    case 'MultiLineString':
      return { kind: 'Array', element: { kind: 'LineString' } };
    case 'Polygon':
      return { kind: 'Array', element: { kind: 'Ring' } };
    case 'MultiPolygon':
      return { kind: 'Array', element: { kind: 'Polygon' } };
    case 'Nested':
      return { kind: 'Array', element: { kind: 'Tuple', elements: type.elements } };
    case 'QBit':
      return { kind: 'Array', element: type.element };
    default:
      return type;
  }
}

/**
 * The types that values of a Dynamic column travel with, sorted by name. ClickHouse takes them over
 * as they are.
 */
const DYNAMIC_MEMBERS = sortVariants([
  { kind: 'Bool' },
  { kind: 'Int64' },
  { kind: 'UInt64' },
  { kind: 'Float64' },
  { kind: 'String' },
  { kind: 'JSON', parameters: [] },
  ...(['Bool', 'Int64', 'Float64', 'String'] as const).map((kind): ClickHouseType => ({
    kind: 'Array',
    element: { kind: 'Nullable', inner: { kind } },
  })),
  { kind: 'Array', element: { kind: 'JSON', parameters: [] } },
]);

const GEOMETRIES = sortVariants(
  (['Point', 'Ring', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const).map((kind) => ({ kind })),
);

/**
 * The types that a value of Variant, Geometry or Dynamic can have in a block, sorted by name as the
 * block wants them; `undefined` for other types.
 *
 * @example
 * variantMembers({ kind: 'Geometry' })?.map((one) => one.kind);
 * // => ['LineString', 'MultiLineString', 'MultiPolygon', 'Point', 'Polygon', 'Ring']
 */
export function variantMembers(type: ClickHouseType): readonly ClickHouseType[] | undefined {
  switch (type.kind) {
    case 'Variant':
      return sortVariants(type.types);
    case 'Geometry':
      return GEOMETRIES;
    case 'Dynamic':
      return DYNAMIC_MEMBERS;
    default:
      return undefined;
  }
}
