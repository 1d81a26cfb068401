import { variantMembers, type ClickHouseType } from '@proj/clickhouse-types';

/**
 * Settings that some types need. They are sent only with those types: a server that does not know
 * the type does not know the setting either, and refuses it.
 */
export function blockSettings(types: readonly ClickHouseType[]): Readonly<Record<string, number>> {
  return types.some(holdsJson) ? JSON_SETTINGS : {};
}

const JSON_SETTINGS: Readonly<Record<string, number>> = {
  // A path that comes twice, as in {"a":{"b":1},"a.b":2}, would fail the block; the first is taken.
  type_json_skip_duplicated_paths: 1,
  // A text stays a text. Otherwise ClickHouse guesses times, and by what other rows of the block
  // hold at that path: beside a "2026-01-01 00:00:00" it turns the text "1" into 2026-01-01
  // 00:00:00 as well, and cuts the fraction of another.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  input_format_json_read_bools_as_numbers: 0,
};

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
