import { printType, shapeOf, storedType, variantMembers, type ClickHouseType } from '@proj/clickhouse-types';

/**
 * The type that a column has in the block. Everything travels in its own Native form, except where
 * another type carries the same values and is cheaper or simpler to write; ClickHouse converts that
 * one, value by value, without loss:
 *
 * - LowCardinality(T) as T: no dictionary to build here; the server needs less for it, too.
 *   SimpleAggregateFunction(f, T) as T.
 * - Dynamic as Variant of the types that we give its values (`variantMembers`): Dynamic's own form
 *   differs by version. A String column would not do: ClickHouse keeps its values as strings,
 *   whatever they look like.
 * - Geometry types as the arrays and tuples that they are, Nested as an array of tuples, QBit as an
 *   array.
 * - JSON in its own form, but as text (`JsonWriter`), which ClickHouse parses as it reads.
 *
 * Nullable(T) stands for NULL, or for the DEFAULT of a column that is not Nullable. A Nullable Map
 * is not a type for tables, but is accepted here: see `headerType`.
 */
export function wireType(type: ClickHouseType): ClickHouseType {
  const stored = shapeOf(storedType(type));
  switch (stored.kind) {
    case 'Nullable':
      return { kind: 'Nullable', inner: wireType(stored.inner) };
    case 'Array':
      return { kind: 'Array', element: wireType(stored.element) };
    case 'Map':
      return { kind: 'Map', key: wireType(stored.key), value: wireType(stored.value) };
    case 'Tuple':
      return { kind: 'Tuple', elements: stored.elements.map((one) => ({ ...one, type: wireType(one.type) })) };
    case 'Dynamic':
      return { kind: 'Variant', types: variantMembers(stored) ?? [] };
    default:
      // Variant, too: ClickHouse converts between Variants only if no type in them changes, so
      // those stay as they are.
      return stored;
  }
}

/**
 * How a wire type is written before its column. Only tuples can be NULL on the way besides single
 * values, so a Nullable Map travels as a tuple of its keys and its values, which ClickHouse turns
 * into a map.
 */
export function headerType(type: ClickHouseType): string {
  if (type.kind !== 'Nullable' || type.inner.kind !== 'Map') return printType(type, { canonical: true });
  const { key, value } = type.inner;
  const elements = [key, value].map((element) => ({ type: { kind: 'Array' as const, element } }));
  return printType({ kind: 'Nullable', inner: { kind: 'Tuple', elements } }, { canonical: true });
}
