import { variantMembers, type ClickHouseType, type TypeOf } from '@proj/clickhouse-types';
import { accepts } from '../contract/accepts.js';
import type { Coercion, CoercionOf, Unsupported } from '../contract/coercion.js';
import { chosen, coercionsOf } from './chosen.js';
import { shapeOfValue, type Shape } from './value-shape.js';

/**
 * Dynamic: Bool, Int64, UInt64, Float64, String, JSON and arrays of one of them; other arrays as
 * their JSON text.
 */
export function dynamicCoercion(type: TypeOf<'Dynamic'>, of: CoercionOf): Coercion | Unsupported {
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const index = (kind: string): number =>
    types.findIndex((one) => (one.kind === 'Array' ? `Array ${innerKind(one.element)}` : one.kind) === kind);
  const first = (kinds: readonly string[], value: unknown): number | undefined =>
    kinds.map(index).find((i) => i >= 0 && accepts(members[i]!, value));
  const json = members[index('JSON')];
  return { ...chosen(type, members, (value) => first(DYNAMIC_KINDS[dynamicShape(value)], value)), ...flawOf(json) };
}

const flawOf = (json: Coercion | undefined): Pick<Coercion, 'flaw'> => (json?.flaw ? { flaw: json.flaw } : {});

const innerKind = (type: ClickHouseType): string => (type.kind === 'Nullable' ? type.inner.kind : type.kind);

type DynamicShape = Shape | 'booleans' | 'numbers' | 'integers' | 'strings' | 'objects';

const DYNAMIC_KINDS: Readonly<Record<DynamicShape, readonly string[]>> = {
  boolean: ['Bool'],
  number: ['Int64', 'UInt64', 'Float64'],
  string: ['String'],
  digits: ['String'],
  object: ['JSON'],
  array: ['String'],
  other: ['String'],
  booleans: ['Array Bool'],
  integers: ['Array Int64', 'Array Float64'],
  numbers: ['Array Float64'],
  strings: ['Array String'],
  objects: ['Array JSON'],
};

function dynamicShape(value: unknown): DynamicShape {
  if (!Array.isArray(value)) return shapeOfValue(value);
  const shapes = new Set(
    value.flatMap((one: unknown) => (one === null ? [] : typeof one === 'string' ? 'string' : shapeOfValue(one))),
  );
  if (shapes.size > 1) return 'array';
  const [shape = 'string'] = shapes;
  switch (shape) {
    case 'boolean':
      return 'booleans';
    case 'number':
      return value.every((one) => one === null || typeof one === 'bigint' || Number.isInteger(one))
        ? 'integers'
        : 'numbers';
    case 'string':
    case 'digits':
      return 'strings';
    case 'object':
      // NULL cannot stand in an array of JSON.
      return value.includes(null) ? 'array' : 'objects';
    default:
      return 'array';
  }
}
