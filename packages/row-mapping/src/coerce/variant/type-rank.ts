import { storedType, type ClickHouseType } from '@proj/clickhouse-types';
import { shapeOfValue, type Shape } from './value-shape.js';

/**
 * For each shape the kinds of types in the order in which they are tried; other types are tried
 * last.
 */
const ORDER: Readonly<Record<Shape, RegExp>> = {
  boolean: /^(?:(Bool)|(U?Int\d+)|(Float\d+|BFloat16))$/,
  number:
    /^(?:(U?Int\d+)|(Decimal)|(Float64)|(Float32)|(BFloat16)|(Enum\d+)|(Bool)|(DateTime64|DateTime|Date32|Date)|(Time64|Time))$/,
  string:
    /^(?:(Enum\d+)|(UUID)|(IPv4)|(IPv6)|(DateTime64)|(DateTime)|(Date)|(Date32)|(Time64)|(Time)|(String)|(FixedString))$/,
  digits: /^(?:(Enum\d+)|(String)|(FixedString)|(U?Int\d+)|(Decimal)|(Float64)|(Float32))$/,
  array: /^(?:(Tuple|Point)|(Array|Nested|QBit)|(LineString|Ring)|(Polygon|MultiLineString)|(MultiPolygon))$/,
  object: /^(?:(JSON)|(Map)|(Tuple))$/,
  other: /^(?:(DateTime64)|(DateTime)|(Date32)|(Date)|(Time64)|(Time)|(UUID)|(IPv6)|(IPv4)|(FixedString)|(String))$/,
};

const LAST = 1_000_000;

/** Among integers the narrower first. */
export function rank(type: ClickHouseType, shape: Shape): number {
  if (type.kind === 'LowCardinality' || type.kind === 'SimpleAggregateFunction') return rank(type.inner, shape);
  if (type.kind === 'String' && shape !== 'string' && shape !== 'digits' && shape !== 'other') return LAST + 1;
  const groups = ORDER[shape].exec(type.kind);
  const group = groups?.findIndex((one, i) => i > 0 && one !== undefined) ?? -1;
  if (group < 0) return LAST;
  return group * 1_000 + (Number(/^U?Int(\d+)$/.exec(type.kind)?.[1] ?? 0) || 0);
}

/**
 * Beside others of its kind, an array or map ranks by the value in it that suits its type least.
 * Below 1, so that kinds keep their order.
 */
export function rankByParts(type: ClickHouseType, value: unknown): number {
  const stored = storedType(type);
  const inner = stored.kind === 'Nullable' ? storedType(stored.inner) : stored;
  const shape = shapeOfValue(value);
  const part = inner.kind === 'Array' ? inner.element : inner.kind === 'Map' ? inner.value : undefined;
  if (part === undefined || (shape !== 'array' && shape !== 'object')) return rank(inner, shape);
  let worst = 0;
  for (const one of Object.values(value as object) as unknown[])
    if (one !== null) worst = Math.max(worst, rankByParts(part, one));
  return rank(inner, shape) + worst / (2 * LAST);
}
