import { storedType, variantMembers, type ClickHouseType, type TypeOf } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { writerOf, type Coercion, type CoercionOf, type Unsupported } from '../contract/coercion.js';
import { accepts } from '../contract/accepts.js';
import { isNumeric, readNumber } from '../../value/numeric-text.js';
import { isPlainObject } from '../../value/plain-object.js';

/** Which member takes a value: an index; undefined when none does. */
type Choose = (value: unknown) => number | undefined;

/**
 * Variant(T1, T2, …): the first type that takes the value, in an order that follows what the value is in JSON. So a text becomes
 * a text unless it is the text of something more precise, a number becomes a number, and its JSON text only when nothing
 * else is left.
 */
export function variantCoercion(type: TypeOf<'Variant'>, of: CoercionOf): Coercion | Unsupported {
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const orders = new Map<Shape, readonly number[]>();
  const sorted = (rankOf: (one: ClickHouseType) => number): readonly number[] =>
    types.map((_, i) => i).sort((a, b) => rankOf(types[a]!) - rankOf(types[b]!) || a - b);
  const choose: Choose = (value) => {
    const shape = shapeOfValue(value);
    // Of containers it depends on what they hold.
    let order = shape === 'array' || shape === 'object' ? sorted((one) => rankByParts(one, value)) : orders.get(shape);
    if (!order) {
      order = sorted((one) => rank(one, shape));
      orders.set(shape, order);
    }
    // A Decimal would cut digits, a Date a time of day, that the next type may keep.
    const takes = (i: number): boolean => accepts(members[i]!, value);
    return order.find((i) => takes(i) && !cuts(types[i]!, value)) ?? order.find(takes);
  };
  return chosen({ kind: 'Variant', types: type.types }, members, choose);
}

/** Geometry: a point, or arrays of points in each other; how deep they are says what they are. */
export function geometryCoercion(of: CoercionOf): Coercion | Unsupported {
  const type: TypeOf<'Geometry'> = { kind: 'Geometry' };
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const order = (['Point', 'LineString', 'Polygon', 'MultiPolygon'] as const).map((kind) =>
    types.findIndex((one) => one.kind === kind),
  );
  return chosen(type, members, (value) => order.find((i) => accepts(members[i]!, value)));
}

/** Dynamic: Bool, Int64, UInt64, Float64, String, JSON and arrays of one of them; other arrays as their JSON text. */
export function dynamicCoercion(type: TypeOf<'Dynamic'>, of: CoercionOf): Coercion | Unsupported {
  const types = variantMembers(type) ?? [];
  const members = coercionsOf(types, of);
  if ('unsupported' in members) return members;
  const index = (kind: string): number =>
    types.findIndex((one) => (one.kind === 'Array' ? `Array ${innerKind(one.element)}` : one.kind) === kind);
  const first = (kinds: readonly string[], value: unknown): number | undefined =>
    kinds.map(index).find((i) => i >= 0 && accepts(members[i]!, value));
  const json = members[index('JSON')];
  return { ...chosen(type, members, (value) => first(DYNAMIC_KINDS[dynamicShape(value)], value)), ...flawOf(json) };
}

const flawOf = (json: Coercion | undefined): Pick<Coercion, 'flaw'> => (json?.flaw ? { flaw: json.flaw } : {});

const innerKind = (type: ClickHouseType): string => (type.kind === 'Nullable' ? type.inner.kind : type.kind);

type DynamicShape = Shape | 'booleans' | 'numbers' | 'integers' | 'strings' | 'objects';

const DYNAMIC_KINDS: Readonly<Record<DynamicShape, readonly string[]>> = {
  boolean: ['Bool'],
  number: ['Int64', 'UInt64', 'Float64'],
  string: ['String'],
  digits: ['String'],
  object: ['JSON'],
  array: ['String'],
  other: ['String'],
  booleans: ['Array Bool'],
  integers: ['Array Int64', 'Array Float64'],
  numbers: ['Array Float64'],
  strings: ['Array String'],
  objects: ['Array JSON'],
};

function dynamicShape(value: unknown): DynamicShape {
  if (!Array.isArray(value)) return shapeOfValue(value);
  const shapes = new Set(
    value.flatMap((one: unknown) => (one === null ? [] : typeof one === 'string' ? 'string' : shapeOfValue(one))),
  );
  if (shapes.size > 1) return 'array';
  const [shape = 'string'] = shapes;
  switch (shape) {
    case 'boolean':
      return 'booleans';
    case 'number':
      return value.every((one) => one === null || typeof one === 'bigint' || Number.isInteger(one))
        ? 'integers'
        : 'numbers';
    case 'string':
    case 'digits':
      return 'strings';
    case 'object':
      // NULL cannot stand in an array of JSON.
      return value.includes(null) ? 'array' : 'objects';
    default:
      return 'array';
  }
}

/** Whether a type would take a value and drop a part of it. */
function cuts(type: ClickHouseType, value: unknown): boolean {
  switch (type.kind) {
    case 'Decimal':
      return cutsDigits(type.scale, value);
    case 'Date':
    case 'Date32':
      return typeof value === 'string' && value.length > DATE_LENGTH;
    case 'DateTime':
    case 'Time':
      return digitsOfSecond(value) > 0;
    case 'DateTime64':
    case 'Time64':
      return digitsOfSecond(value) > type.precision;
    default:
      return false;
  }
}

function cutsDigits(kept: number, value: unknown): boolean {
  const exact = value instanceof ExactNumber ? value : readNumber(String(value));
  if (exact === undefined || exact.unscaled === 0n || exact.scale <= kept) return false;
  const cut = exact.scale - kept;
  return cut > exact.unscaled.toString().length || exact.unscaled % 10n ** BigInt(cut) !== 0n;
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** How many digits of a second a time has, without zeros at the end: after a point, or of Unix time those after the tenth. */
function digitsOfSecond(value: unknown): number {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (/(?:\.|^-?\d{10}(?=\d))(\d*?)0*(?!\d)/.exec(text)?.[1] ?? '').length;
}

function coercionsOf(types: readonly ClickHouseType[], of: CoercionOf): readonly Coercion[] | Unsupported {
  const coercions: Coercion[] = [];
  for (const type of types) {
    const coercion = of(type);
    if ('unsupported' in coercion) return coercion;
    coercions.push(coercion);
  }
  return coercions;
}

/** NULL for null; else `choose` has asked the member already, so that nothing begins that does not end. */
function chosen(blockType: ClickHouseType, members: readonly Coercion[], choose: Choose): Coercion {
  return {
    blockType,
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'variant');
      const puts = members.map((member, i) => member.bind(target.members[i]!));
      return (value) => {
        if (value === null || value === undefined) {
          target.addNull();
          return true;
        }
        const member = choose(value);
        if (member === undefined) return false;
        target.begin(member);
        if (!puts[member]!(value)) throw new Error('a value was refused by the type that had accepted it');
        target.end();
        return true;
      };
    },
  };
}

/** What a value is in JSON; `digits`: a text that looks like a number, and is not taken for Unix time. */
type Shape = 'boolean' | 'number' | 'string' | 'digits' | 'array' | 'object' | 'other';

function shapeOfValue(value: unknown): Shape {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return isNumeric(value) ? 'digits' : 'string';
    case 'number':
    case 'bigint':
      return 'number';
    default:
      if (Array.isArray(value)) return 'array';
      if (value instanceof ExactNumber) return 'number';
      return isPlainObject(value) ? 'object' : 'other';
  }
}

/** For each shape the kinds of types in the order in which they are tried; other types are tried last. */
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
function rank(type: ClickHouseType, shape: Shape): number {
  if (type.kind === 'LowCardinality' || type.kind === 'SimpleAggregateFunction') return rank(type.inner, shape);
  if (type.kind === 'String' && shape !== 'string' && shape !== 'digits' && shape !== 'other') return LAST + 1;
  const groups = ORDER[shape].exec(type.kind);
  const group = groups?.findIndex((one, i) => i > 0 && one !== undefined) ?? -1;
  if (group < 0) return LAST;
  return group * 1_000 + (Number(/^U?Int(\d+)$/.exec(type.kind)?.[1] ?? 0) || 0);
}

/** Beside others of its kind, an array or map ranks by the value in it that suits its type least. Below 1, so that kinds keep their order. */
function rankByParts(type: ClickHouseType, value: unknown): number {
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
