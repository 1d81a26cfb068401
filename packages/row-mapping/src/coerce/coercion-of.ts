import { shapeOf, type ClickHouseType } from '@proj/clickhouse-types';
import type { Coercion, Unsupported } from './contract/coercion.js';
import { arrayCoercion, mapCoercion, nestedCoercion } from './container/containers.js';
import { jsonCoercion } from './json/json-objects.js';
import { tupleCoercion } from './container/tuples.js';
import { dynamicCoercion } from './variant/dynamic.js';
import { geometryCoercion } from './variant/geometry.js';
import { variantCoercion } from './variant/variant.js';
import { nullable } from './nullable.js';
import { scalarCoercion, withoutSpelling } from './scalar-coercion.js';

/** How values of a type are recognised and written, or which part of the type is not supported. */
export function coercionOf(type: ClickHouseType): Coercion | Unsupported {
  switch (type.kind) {
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return coercionOf(type.inner);
    case 'Nullable': {
      const inner = coercionOf(type.inner);
      return 'unsupported' in inner ? inner : nullable(inner);
    }
    case 'Array':
      return arrayCoercion(type, coercionOf);
    case 'QBit': {
      const vector = arrayCoercion({ kind: 'Array', element: type.element }, coercionOf, type.dimension);
      return 'unsupported' in vector ? vector : { ...vector, blockType: withoutSpelling(type) };
    }
    case 'Nested': {
      const list = nestedCoercion(type, coercionOf);
      // As a column it is several in the block, so it keeps its name; its elements are what
      // travels.
      return 'unsupported' in list ? list : { ...list, blockType: nestedBlockType(list.blockType) };
    }
    case 'Map':
      return mapCoercion(type, coercionOf);
    case 'Tuple':
      return tupleCoercion(type, coercionOf);
    case 'JSON':
      return jsonCoercion(type, coercionOf);
    case 'Variant':
      return variantCoercion(type, coercionOf);
    case 'Dynamic':
      return dynamicCoercion(type, coercionOf);
    case 'Geometry':
      return geometryCoercion(coercionOf);
    case 'Point':
    case 'Ring':
    case 'LineString':
    case 'MultiLineString':
    case 'Polygon':
    case 'MultiPolygon': {
      const shape = coercionOf(shapeOf(type));
      return 'unsupported' in shape ? shape : { ...shape, blockType: withoutSpelling(type) };
    }
    default:
      return scalarCoercion(type);
  }
}

function nestedBlockType(list: ClickHouseType): ClickHouseType {
  if (list.kind !== 'Array' || list.element.kind !== 'Tuple') return list;
  return {
    kind: 'Nested',
    elements: list.element.elements.map(({ name, type }) => ({ name: name ?? '', type })),
  };
}
