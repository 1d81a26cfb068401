import { storedType } from './inspect.js';
import type { ClickHouseType } from './type.js';

/**
 * Whether `Nullable(type)` is a type. Tuples are not allowed: ClickHouse refuses them unless a
 * setting permits it.
 */
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

/**
 * Whether `LowCardinality(type)` is a type: numbers, texts, addresses, dates, and Nullable of
 * those.
 */
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

/**
 * The part of a type that a path of JSON cannot have, as ClickHouse has no way to read it there;
 * `undefined` when it can have all of it.
 */
export function cannotBeInJson(type: ClickHouseType): ClickHouseType | undefined {
  const among = (types: readonly ClickHouseType[]): ClickHouseType | undefined => {
    for (const one of types) {
      const part = cannotBeInJson(one);
      if (part) return part;
    }
    return undefined;
  };
  switch (type.kind) {
    case 'BFloat16':
    case 'QBit':
    case 'AggregateFunction':
      return type;
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
    case 'Nullable':
      return cannotBeInJson(type.inner);
    case 'Array':
      return cannotBeInJson(type.element);
    case 'Map':
      return storedType(type.key).kind === 'String' ? cannotBeInJson(type.value) : type;
    case 'Tuple':
    case 'Nested':
      return among(type.elements.map((one) => one.type));
    case 'Variant':
      return among(type.types);
    default:
      return type.kind.startsWith('Interval') ? type : undefined;
  }
}
