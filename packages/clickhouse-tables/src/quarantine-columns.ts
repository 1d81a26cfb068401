import type { ClickHouseType } from '@proj/clickhouse-types';

const string: ClickHouseType = { kind: 'String' };
const nullableString: ClickHouseType = { kind: 'Nullable', inner: string };
const strings: ClickHouseType = { kind: 'Array', element: string };

/** What a column of a quarantine table holds. */
export type QuarantineContent =
  /** The columns that were wrong. */
  | 'error-columns'
  /** Why, in the same order. */
  | 'errors'
  /** Always NULL here; the original has it. */
  | 'import-id'
  /** What the message had for a column of the landing table, as text. */
  | 'found'
  /** The message itself. */
  | 'message'
  /** Where the message came from. */
  | 'meta'
  /** When the row was written: the DEFAULT fills it. */
  | 'insertion-date';

/** A column of a quarantine table. */
export interface QuarantineColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  readonly defaultExpression?: string;
  readonly holds: QuarantineContent;
}

/** The meta column that holds the message. */
const MESSAGE = '__value';

/**
 * The columns of a quarantine table. CREATE TABLE and the encoder of quarantine rows both go by
 * this list.
 *
 * @param columns the columns of the landing table. One that has the name of a meta column is left
 *   out.
 * @param metaColumns the columns that say where a message came from; they keep their types.
 *   `__value` is put first when it is not among them.
 *
 * @example
 * const columns = quarantineColumns([{ name: 'id' }], [{ name: '__offset', type: { kind: 'Int64' } }]);
 * columns.map(({ name }) => name).slice(3); // => ['id', '__value', '__offset', 'insertion_date']
 */
export function quarantineColumns(
  columns: readonly { readonly name: string }[],
  metaColumns: readonly { readonly name: string; readonly type: ClickHouseType }[],
): readonly QuarantineColumn[] {
  const meta = metaColumns.some((one) => one.name === MESSAGE)
    ? metaColumns
    : [{ name: MESSAGE, type: string }, ...metaColumns];
  const taken = new Set(meta.map((one) => one.name));
  return [
    { name: 'c__error_column', type: strings, holds: 'error-columns' },
    { name: 'c__error', type: strings, holds: 'errors' },
    { name: 'c__import_id', type: nullableString, holds: 'import-id' },
    ...columns
      .filter((one) => !taken.has(one.name))
      .map(({ name }) => ({ name, type: nullableString, holds: 'found' as const })),
    ...meta.map(({ name, type }) => ({
      name,
      type,
      holds: name === MESSAGE ? ('message' as const) : ('meta' as const),
    })),
    { name: 'insertion_date', type: { kind: 'DateTime' }, defaultExpression: 'now()', holds: 'insertion-date' },
  ];
}
