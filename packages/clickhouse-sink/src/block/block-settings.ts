import { variantMembers, type ClickHouseType } from '@proj/clickhouse-types';

/**
 * Settings that some types need. They are sent only where these types are, because a server that does not know the type
 * does not know the setting either, and refuses it.
 */
export function blockSettings(types: readonly ClickHouseType[]): Readonly<Record<string, number>> {
  // A path that comes twice, as in {"a":{"b":1},"a.b":2}, would fail the block; the first is taken.
  return types.some(holdsJson) ? { type_json_skip_duplicated_paths: 1 } : {};
}

function holdsJson(type: ClickHouseType): boolean {
  switch (type.kind) {
    case 'JSON':
      return true;
    case 'Nullable':
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return holdsJson(type.inner);
    case 'Array':
      return holdsJson(type.element);
    case 'Map':
      return holdsJson(type.key) || holdsJson(type.value);
    case 'Tuple':
    case 'Nested':
      return type.elements.some((one) => holdsJson(one.type));
    default:
      return variantMembers(type)?.some(holdsJson) ?? false;
  }
}
