import { canBeInsideNullable, printType, type ClickHouseType, type ColumnWriter } from '@proj/clickhouse-types';
import { writerOf, type Coercion, type Put } from './coerce/coercion.js';
import { coercionOf, nullable, type Unsupported } from './coerce/coercion-of.js';
import type { MappedColumn, MappingProblem } from './mapping.js';
import { mappingDiagnostics } from './messages.js';
import { compilePath, type CompiledPath, type Getter } from './path/getter.js';
import { parsePath } from './path/parse-path.js';

/** Writes the column's value of a message; false, and nothing written, when there is none of its type. */
export type ColumnStep = (value: unknown, bytes: Uint8Array, start: number, end: number) => boolean;

/** A column that can be mapped. */
export interface CompiledColumn {
  readonly column: MappedColumn;
  readonly blockType: ClickHouseType;
  /** The message's own bytes are stored: no value is looked at. */
  readonly raw: boolean;
  /** Whether it can be without a value. */
  readonly optional: boolean;
  readonly find: Getter;
  bind(writer: ColumnWriter): ColumnStep;
}

export type ColumnResult = { readonly compiled: CompiledColumn } | { readonly problems: readonly MappingProblem[] };

export function compileColumn(column: MappedColumn): ColumnResult {
  const problems: MappingProblem[] = [];
  const parsed = parsePath(column.path);
  if (parsed.kind === 'mistake') problems.push({ column: column.name, part: 'path', diagnostic: parsed.diagnostic });
  const coercion = coercionOf(column.type);
  if ('unsupported' in coercion) problems.push(typeProblem(column, coercion));
  if (parsed.kind === 'mistake' || 'unsupported' in coercion) return { problems };

  const fallback = fallbackOf(column, coercion);
  if (fallback.kind === 'unsupported') return { problems: [defaultProblem(column)] };

  const path = compilePath(column.path, parsed);
  const raw = parsed.kind === 'plain' && parsed.steps.length === 0 && isString(column.type);
  const travelling = fallback.kind === 'null' && coercion.blockType.kind !== 'Nullable' ? nullable(coercion) : coercion;
  const compiled: CompiledColumn = {
    column,
    blockType: travelling.blockType,
    raw,
    optional: fallback.kind !== 'none',
    find: path.get,
    bind: (writer) =>
      raw ? bindRaw(writer, fallback.kind === 'null') : bindValue(writer, travelling, path, fallback.kind === 'empty'),
  };
  return { compiled };
}

/** What a column gets when the message has nothing for it. */
type Fallback = { readonly kind: 'none' | 'null' | 'empty' | 'unsupported' };

/** NULL of a column that is not Nullable becomes its DEFAULT in ClickHouse, but arrays and maps cannot be NULL on the way. */
function fallbackOf({ hasDefault, defaultExpression }: MappedColumn, { blockType }: Coercion): Fallback {
  if (blockType.kind === 'Nullable') return { kind: 'null' };
  if (hasDefault !== true) return { kind: 'none' };
  if (canBeInsideNullable(blockType)) return { kind: 'null' };
  return { kind: EMPTY_LITERAL.test(defaultExpression?.trim() ?? '') ? 'empty' : 'unsupported' };
}

/** `[]`, `{}`, `'[]'`, `array()`, `map()`, `emptyArrayString()` and their like. */
const EMPTY_LITERAL = /^(?:\[\s*\]|\{\s*\}|'\[\]'|'\{\}'|(?:array|map|emptyArray\w*)\(\s*\))$/i;

const isString = (type: ClickHouseType): boolean =>
  type.kind === 'String' ||
  ((type.kind === 'Nullable' || type.kind === 'LowCardinality' || type.kind === 'SimpleAggregateFunction') &&
    isString(type.inner));

function bindRaw(writer: ColumnWriter, canBeNull: boolean): ColumnStep {
  const target = writerOf(writer, 'text');
  return (_value, bytes, start, end) => {
    if (start >= 0) target.addBytes(bytes, start, end);
    else if (canBeNull) target.addNull();
    else return false;
    return true;
  };
}

function bindValue(writer: ColumnWriter, coercion: Coercion, { get, many }: CompiledPath, empty: boolean): ColumnStep {
  const put = coercion.bind(writer);
  const { begins } = coercion;
  if (begins === undefined) {
    // Where a path that selects many values found something else than an array, that is no value of any type.
    return many ? (value) => putUnlessSingle(get(value), put) : (value) => put(get(value));
  }
  const nothing = coercion.blockType.kind === 'Map' ? {} : [];
  return (value) => {
    let found = get(value);
    if (empty && (found === undefined || found === null)) found = nothing;
    if (!begins(found) || (many && !Array.isArray(found) && found !== nothing)) return false;
    if (put(found)) return true;
    writer.undo();
    return false;
  };
}

const putUnlessSingle = (found: unknown, put: Put): boolean =>
  (Array.isArray(found) || found === undefined || found === null) && put(found);

function typeProblem({ name, type }: MappedColumn, unsupported: Unsupported): MappingProblem {
  const place = { span: unsupported.type.span ?? type.span };
  if (unsupported.unsupported === 'time-zone') {
    const { type: dated } = unsupported;
    const zone = dated.kind === 'DateTime' || dated.kind === 'DateTime64' ? (dated.timezone ?? '') : '';
    return { column: name, part: 'type', diagnostic: mappingDiagnostics.create('unknown-time-zone', { zone }, place) };
  }
  const advice = unsupported.type.kind === 'AggregateFunction' ? 'Fill it from a materialized view.' : undefined;
  const values = { type: printType(unsupported.type), advice };
  return { column: name, part: 'type', diagnostic: mappingDiagnostics.create('type-not-supported-yet', values, place) };
}

function defaultProblem({ name, type, defaultExpression }: MappedColumn): MappingProblem {
  const suggestion = type.kind === 'Map' ? 'map()' : '[]';
  const values = { type: printType(type), expression: defaultExpression ?? '', suggestion };
  return { column: name, part: 'column', diagnostic: mappingDiagnostics.create('default-not-supported-yet', values) };
}
