import { variantMembers, type TypeOf } from '@proj/clickhouse-types';
import { accepts } from '../contract/accepts.js';
import type { Coercion, CoercionOf, Unsupported } from '../contract/coercion.js';
import { chosen, coercionsOf } from './chosen.js';

/** Geometry: a point, or arrays of points in each other; how deep they are says what they are. */
export function geometryCoercion(of: CoercionOf): Coercion | Unsupported {
  const type: TypeOf<'Geometry'> = { kind: 'Geometry' };
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const order = (['Point', 'LineString', 'Polygon', 'MultiPolygon'] as const).map((kind) =>
    types.findIndex((one) => one.kind === kind),
  );
  return chosen(type, members, (value) => order.find((i) => accepts(members[i]!, value)));
}
