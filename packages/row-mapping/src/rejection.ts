import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { jsonText } from './json-text.js';
import type { MappedColumn, Rejection } from './mapping.js';
import { PATH_FAILED } from './path/general.js';

/** So much of a value stands in a rejection, in UTF-16 code units. */
const EXCERPT_LENGTH = 100;

/** Why a column has no value. */
export function rejectionOf(column: MappedColumn, found: unknown): Rejection {
  const { name } = column;
  if (found === undefined || found === null) {
    const what = found === null ? `is null at ${column.path}` : `is not in the message at ${column.path}`;
    const message = `value of column '${name}' ${what}, and the column is neither Nullable nor has a DEFAULT`;
    return { column: name, code: 'mapping/missing-value', message };
  }
  if (found === PATH_FAILED) {
    const message = `value of column '${name}' cannot be found: the message is too deep for ${column.path}`;
    return { column: name, code: 'mapping/path-failed', message };
  }
  const message = `value '${excerpt(textOf(found) ?? '')}' on column '${name}' is not ${printType(valueType(column.type))}`;
  return { column: name, code: 'mapping/wrong-type', message };
}

/** What was found, as text: texts as they are, everything else as JSON. An object without a JSON text is `…`. */
export function textOf(found: unknown): string | null {
  if (found === undefined || found === null || found === PATH_FAILED) return null;
  if (typeof found === 'string') return found;
  return jsonText(found) ?? (typeof found === 'number' ? String(found) : '…');
}

/** The type that a value has to have: without what says how it is stored, or that it may be missing. */
function valueType(type: ClickHouseType): ClickHouseType {
  switch (type.kind) {
    case 'Nullable':
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return valueType(type.inner);
    default:
      return type;
  }
}

function excerpt(text: string): string {
  if (text.length <= EXCERPT_LENGTH) return text;
  const last = text.charCodeAt(EXCERPT_LENGTH - 1);
  // Not half of a character.
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH)}…`;
}
