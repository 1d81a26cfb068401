import { parseType, printType, typesEqual, type ClickHouseType } from '@proj/clickhouse-types';
import { printable } from '@proj/diagnostics';

/** A column that an insert fills. */
export interface SentColumn {
  readonly name: string;
  /** `Nullable(T)` for a T with a DEFAULT, which NULL then stands for. */
  readonly type: ClickHouseType;
  readonly defaultExpression?: string;
}

/** A column as `system.columns` describes it. */
export interface LiveColumn {
  readonly name: string;
  readonly type: string;
  /** Empty, `DEFAULT`, `MATERIALIZED`, `ALIAS` or `EPHEMERAL`. */
  readonly default_kind: string;
}

/** How a table differs from what an insert sends. Columns that only the table has do no harm. */
export type TableDrift =
  | { readonly kind: 'table-missing' }
  | { readonly kind: 'column-missing'; readonly column: string }
  /** The column can no longer be written: the table computes it. */
  | { readonly kind: 'column-computed'; readonly column: string; readonly how: string }
  /** ClickHouse would convert each value, and would not always say when one does not fit. */
  | { readonly kind: 'column-type'; readonly column: string; readonly is: string; readonly sent: string };

/** Lists how a table differs from what an insert sends. Pure. */
export function tableDrift(live: readonly LiveColumn[], sent: readonly SentColumn[]): readonly TableDrift[] {
  if (live.length === 0) return [{ kind: 'table-missing' }];
  const columns = new Map(live.map((one) => [one.name, one]));
  return sent.flatMap(flattened).flatMap((one): readonly TableDrift[] => {
    const found = columns.get(one.name);
    if (!found) return [{ kind: 'column-missing', column: one.name }];
    const how = found.default_kind;
    if (how !== '' && how !== 'DEFAULT') return [{ kind: 'column-computed', column: one.name, how }];
    if (fits(found.type, one)) return [];
    return [{ kind: 'column-type', column: one.name, is: found.type, sent: printType(wanted(one)) }];
  });
}

/** A sentence about what has changed. Holds nothing unprintable. */
export function driftText(table: string, drifts: readonly TableDrift[]): string {
  const parts = drifts.map((one) => {
    switch (one.kind) {
      case 'table-missing':
        return 'it does not exist, or cannot be seen with this login';
      case 'column-missing':
        return `the column ${one.column} is gone`;
      case 'column-computed':
        return `the column ${one.column} is ${one.how} in the table, so that nothing can be written to it`;
      case 'column-type':
        return `the column ${one.column} is ${one.is} in the table and ${one.sent} in the datafile`;
    }
  });
  return printable(`The table ${table} is not as the datafile describes it: ${parts.join('; ')}.`);
}

/** A Nested column is in the table as one array for each of its elements. */
function flattened(column: SentColumn): readonly SentColumn[] {
  const { name, type } = column;
  if (type.kind !== 'Nested') return [column];
  return type.elements.map((one) => ({ name: `${name}.${one.name}`, type: { kind: 'Array', element: one.type } }));
}

/** The type that the datafile has: without the Nullable that only stands for a DEFAULT. */
const wanted = ({ type, defaultExpression }: SentColumn): ClickHouseType =>
  type.kind === 'Nullable' && defaultExpression !== undefined ? type.inner : type;

function fits(text: string, column: SentColumn): boolean {
  const live = parseType(text).type;
  // A type that is newer than our parser is none that a datafile can have.
  if (!live) return false;
  // Nullable may belong to the type itself, too.
  return [wanted(column), column.type].some((one) => typesEqual(valueOf(live), valueOf(one)));
}

/** The values that a type holds, apart from how a table stores them. */
function valueOf(type: ClickHouseType): ClickHouseType {
  switch (type.kind) {
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return valueOf(type.inner);
    case 'Nullable':
      return { kind: 'Nullable', inner: valueOf(type.inner) };
    case 'Array':
      return { kind: 'Array', element: valueOf(type.element) };
    case 'Map':
      return { kind: 'Map', key: valueOf(type.key), value: valueOf(type.value) };
    case 'Tuple':
      return { ...type, elements: type.elements.map((one) => ({ ...one, type: valueOf(one.type) })) };
    default:
      return type;
  }
}
