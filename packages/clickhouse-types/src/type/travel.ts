import { shapeOf, storedType } from './inspect.js';
import type { ClickHouseType } from './type.js';

/**
 * Whether a block can hold NULL for a column of this type that is not Nullable, so that ClickHouse
 * puts the column's DEFAULT there: everything but arrays (QBit, Nested and most geometry types are
 * some) and types that hold NULL themselves.
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
 * The part of a type that no block can hold, so that no message can fill a column of it;
 * `undefined` when all of it can travel. AggregateFunction: its states come from queries. Nothing:
 * it has no values. QBit anywhere but as a whole column, and Dynamic inside Variant: ClickHouse
 * does not convert what we could send for them there.
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
