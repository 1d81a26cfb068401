import { canTravelAsNullable, isNullable, shapeOf, type ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { Coercion } from '../coerce/contract/coercion.js';
import { coercionOf } from '../coerce/coercion-of.js';
import { nullable } from '../coerce/nullable.js';
import { bindRaw, bindText, bindValue, type ColumnStep, type Source } from './column-step.js';
import { readLiteral, type Literal } from './default-literal.js';
import type { MappedColumn, MappingProblem, MessageForm } from '../contract/mapping.js';
import { compilePath, type CompiledPath } from '../path/compile-path.js';
import { parsePath } from '../path/parse-path.js';
import { defaultProblem, typeProblem } from './problems.js';

/** A column that can be mapped. */
export interface CompiledColumn {
  readonly column: MappedColumn;
  readonly blockType: ClickHouseType;
  /** What NULL in the block stands for, where that is known. */
  readonly blockDefault?: string;
  /** The message's own bytes are stored: no value is looked at. */
  readonly raw: boolean;
  /** Whether it can be without a value. */
  readonly optional: boolean;
  readonly coercion: Coercion;
  readonly path: CompiledPath;
  bind(writer: ColumnWriter): ColumnStep;
}

export type ColumnResult = { readonly compiled: CompiledColumn } | { readonly problems: readonly MappingProblem[] };

export function compileColumn(column: MappedColumn, messages: MessageForm): ColumnResult {
  const problems: MappingProblem[] = [];
  const parsed = parsePath(column.path);
  if (parsed.kind === 'mistake') problems.push({ column: column.name, part: 'path', diagnostic: parsed.diagnostic });
  const coercion = coercionOf(column.type);
  if ('unsupported' in coercion) problems.push(typeProblem(column, coercion));
  if (parsed.kind === 'mistake' || 'unsupported' in coercion) return { problems };

  const fallback = fallbackOf(column, coercion);
  if (fallback.kind === 'unsupported') return { problems: [defaultProblem(column)] };

  const path = compilePath(column.path, parsed);
  const source: Source = { path, coercion: fallback.kind === 'default' ? nullable(coercion) : coercion };
  const text = messages === 'json' && isString(column.type);
  const raw = text && parsed.kind === 'plain' && parsed.steps.length === 0;
  const compiled: CompiledColumn = {
    column,
    blockType: source.coercion.blockType,
    ...(fallback.kind === 'default' && column.defaultExpression !== undefined
      ? { blockDefault: column.defaultExpression }
      : {}),
    raw,
    optional: fallback.kind !== 'none',
    coercion,
    path,
    bind(writer) {
      if (raw) return bindRaw(writer);
      if (text && path.names) return bindText(writer, source, path.names);
      return bindValue(writer, source, fallback.kind === 'literal' ? fallback.literal : undefined);
    },
  };
  return { compiled };
}

/** What a column gets when the message has nothing for it. */
type Fallback =
  | { readonly kind: 'none' | 'null' | 'default' | 'unsupported' }
  | { readonly kind: 'literal'; readonly literal: Literal };

/**
 * A column with a DEFAULT travels as Nullable: NULL then means the DEFAULT, which ClickHouse
 * evaluates. The usual literals of arrays are written here: as arrays cannot be NULL on the way,
 * that is much cheaper.
 */
function fallbackOf({ hasDefault, defaultExpression }: MappedColumn, coercion: Coercion): Fallback {
  const { blockType } = coercion;
  if (isNullable(blockType)) return { kind: 'null' };
  if (hasDefault !== true) return { kind: 'none' };
  const literal = readLiteral(defaultExpression ?? '', blockType);
  if (literal) return { kind: 'literal', literal };
  if (canTravelAsNullable(blockType)) return { kind: 'default' };
  // A Nested column is several in the block, and each would have a DEFAULT of its own.
  const evaluated = blockType.kind !== 'Nested' && shapeOf(blockType).kind === 'Array';
  return { kind: evaluated && defaultExpression !== undefined ? 'default' : 'unsupported' };
}

const isString = (type: ClickHouseType): boolean =>
  type.kind === 'String' ||
  ((type.kind === 'Nullable' || type.kind === 'LowCardinality' || type.kind === 'SimpleAggregateFunction') &&
    isString(type.inner));
