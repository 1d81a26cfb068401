import { sortVariants } from './order.js';
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

/** Whether a value of this type can be NULL: Nullable, also inside LowCardinality, and Variant, Geometry and Dynamic by nature. */
export function isNullable(type: ClickHouseType): boolean {
  const { kind } = storedType(type);
  return kind === 'Nullable' || kind === 'Variant' || kind === 'Dynamic' || kind === 'Geometry';
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

/** The part of a type that a path of JSON cannot have, as ClickHouse has no way to read it there; `undefined` when it can have all of it. */
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

/**
 * What a type that has only a name, or only a way to be stored, is made of: a Point of two Float64, a Ring of Points, a
 * Nested of arrays of named tuples, a QBit of an array. Other types are returned as they are. One step only: a Ring gives
 * Array(Point).
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

/** The types that values of a Dynamic column travel with, sorted by name. ClickHouse takes them over as they are. */
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
 * The types that a value of Variant, Geometry or Dynamic can have in a block, sorted by name as the block wants them;
 * `undefined` for other types.
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

/**
 * Whether a block can hold NULL for a column of this type that is not Nullable, so that ClickHouse puts the column's
 * DEFAULT there: everything but arrays (QBit, Nested and most geometry types are some) and types that hold NULL themselves.
 */
export function canTravelAsNullable(type: ClickHouseType): boolean {
  const stored = shapeOf(storedType(type));
  switch (stored.kind) {
    case 'Array':
    case 'Nullable':
    case 'Variant':
    case 'Dynamic':
    case 'Geometry':
    case 'AggregateFunction':
    case 'Nothing':
      return false;
    default:
      return true;
  }
}

/**
 * The part of a type that no block can hold, so that no message can fill a column of it; `undefined` when all of it can
 * travel. AggregateFunction: its states come from queries. Nothing: it has no values. QBit anywhere but as a whole column, and
 * Dynamic inside Variant: ClickHouse does not convert what we could send for them there.
 *
 * @example
 * cannotTravel({ kind: 'Array', element: { kind: 'Nothing' } }); // => { kind: 'Nothing' }
 */
export function cannotTravel(type: ClickHouseType): ClickHouseType | undefined {
  return type.kind === 'QBit' ? undefined : partThatCannotTravel(type, false);
}

function partThatCannotTravel(type: ClickHouseType, inVariant: boolean): ClickHouseType | undefined {
  const stored = storedType(type);
  switch (stored.kind) {
    case 'AggregateFunction':
    case 'Nothing':
    case 'QBit':
      return stored;
    case 'Dynamic':
      return inVariant ? stored : undefined;
    case 'Variant':
      return first(stored.types, true);
    case 'Nullable':
      return partThatCannotTravel(stored.inner, inVariant);
    case 'Array':
      return partThatCannotTravel(stored.element, inVariant);
    case 'Map':
      return first([stored.key, stored.value], inVariant);
    case 'Tuple':
    case 'Nested':
      return first(stored.elements.map((one) => one.type), inVariant); // prettier-ignore
    default:
      return undefined;
  }
}

function first(types: readonly ClickHouseType[], inVariant: boolean): ClickHouseType | undefined {
  for (const type of types) {
    const part = partThatCannotTravel(type, inVariant);
    if (part) return part;
  }
  return undefined;
}
