import type { ClickHouseType } from '@proj/clickhouse-types';

/**
 * The type that a column has in the block. ClickHouse converts it to the table's: LowCardinality columns travel as
 * plain values (cheaper for both sides than building dictionaries), JSON as its text.
 */
export function wireType(type: ClickHouseType): ClickHouseType {
  switch (type.kind) {
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return wireType(type.inner);
    case 'Nullable':
      return { kind: 'Nullable', inner: wireType(type.inner) };
    case 'Array':
      return { kind: 'Array', element: wireType(type.element) };
    case 'Map':
      return { kind: 'Map', key: wireType(type.key), value: wireType(type.value) };
    case 'Tuple':
      return { kind: 'Tuple', elements: type.elements.map((one) => ({ ...one, type: wireType(one.type) })) };
    case 'JSON':
      return { kind: 'String' };
    default:
      return type;
  }
}
