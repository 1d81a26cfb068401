import type { ClickHouseType } from './type.js';

/**
 * The type whose values are stored: LowCardinality and SimpleAggregateFunction say how values are kept and
 * merged, not what they are. Only the outermost layers are taken off.
 *
 * @example
 * storedType({ kind: 'LowCardinality', inner: { kind: 'String' } }); // => { kind: 'String' }
 */
export function storedType(type: ClickHouseType): ClickHouseType {
  let stored = type;
  while (stored.kind === 'LowCardinality' || stored.kind === 'SimpleAggregateFunction') stored = stored.inner;
  return stored;
}

/** Whether a value of this type can be NULL: Nullable, also inside LowCardinality, and Variant and Dynamic by nature. */
export function isNullable(type: ClickHouseType): boolean {
  const { kind } = storedType(type);
  return kind === 'Nullable' || kind === 'Variant' || kind === 'Dynamic';
}

/** Whether `Nullable(type)` is a type. Tuples are not allowed: ClickHouse refuses them unless a setting permits it. */
export function canBeInsideNullable(type: ClickHouseType): boolean {
  switch (type.kind) {
    case 'SimpleAggregateFunction':
      return canBeInsideNullable(type.inner);
    case 'Array':
    case 'Map':
    case 'Tuple':
    case 'Nested':
    case 'Nullable':
    case 'LowCardinality':
    case 'AggregateFunction':
    case 'Variant':
    case 'Dynamic':
    case 'Point':
    case 'Ring':
    case 'LineString':
    case 'MultiLineString':
    case 'Polygon':
    case 'MultiPolygon':
    case 'Geometry':
      return false;
    default:
      return true;
  }
}

/** Whether `LowCardinality(type)` is a type: numbers, texts, addresses, dates, and Nullable of those. */
export function canBeInsideLowCardinality(type: ClickHouseType): boolean {
  switch (type.kind) {
    case 'Nullable':
    case 'SimpleAggregateFunction':
      return canBeInsideLowCardinality(type.inner);
    case 'String':
    case 'FixedString':
    case 'Bool':
    case 'UUID':
    case 'IPv4':
    case 'IPv6':
    case 'Date':
    case 'Date32':
    case 'DateTime':
    case 'Time':
      return true;
    default:
      return /^U?Int\d|Float|^Interval/.test(type.kind);
  }
}

/** Whether `Map(type, …)` is a type: everything that is not Nullable. */
export const canBeMapKey = (type: ClickHouseType): boolean => storedType(type).kind !== 'Nullable';

/** Whether a Variant can have it as a member. */
export function canBeInsideVariant(type: ClickHouseType): boolean {
  const { kind } = storedType(type);
  return kind !== 'Nullable' && kind !== 'Variant' && kind !== 'Dynamic' && kind !== 'Geometry' && kind !== 'Nothing';
}
