import { variantMembers, type ClickHouseType, type TypeOf } from '@proj/clickhouse-types';
import { accepts } from '../contract/accepts.js';
import type { Coercion, CoercionOf, Unsupported } from '../contract/coercion.js';
import { chosen, coercionsOf, type Choose } from './chosen.js';
import { cuts } from './cuts.js';
import { rank, rankByParts } from './type-rank.js';
import { shapeOfValue, type Shape } from './value-shape.js';

/**
 * Variant(T1, T2, …): the first type that takes the value, in an order that follows what the value
 * is in JSON. So a text becomes a text unless it is the text of something more precise, a number
 * becomes a number, and its JSON text only when nothing else is left.
 */
export function variantCoercion(type: TypeOf<'Variant'>, of: CoercionOf): Coercion | Unsupported {
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const orders = new Map<Shape, readonly number[]>();
  const sorted = (rankOf: (one: ClickHouseType) => number): readonly number[] =>
    types.map((_, i) => i).sort((a, b) => rankOf(types[a]!) - rankOf(types[b]!) || a - b);
  const choose: Choose = (value) => {
    const shape = shapeOfValue(value);
    // Of containers it depends on what they hold.
    let order = shape === 'array' || shape === 'object' ? sorted((one) => rankByParts(one, value)) : orders.get(shape);
    if (!order) {
      order = sorted((one) => rank(one, shape));
      orders.set(shape, order);
    }
    // A Decimal would cut digits, a Date a time of day, that the next type may keep.
    const takes = (i: number): boolean => accepts(members[i]!, value);
    return order.find((i) => takes(i) && !cuts(types[i]!, value)) ?? order.find(takes);
  };
  return chosen({ kind: 'Variant', types: type.types }, members, choose);
}
