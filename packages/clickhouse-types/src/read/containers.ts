import type { Fix, Span } from '@proj/diagnostics';
import { canBeInsideLowCardinality, canBeInsideNullable, canBeInsideVariant, canBeMapKey } from '../type/placement.js';
import { printType } from '../type/print.js';
import type { Argument } from '../syntax/arguments.js';
import { sortVariants } from '../type/order.js';
import type { ClickHouseType, TypeElement } from '../type/type.js';
import { unquote } from '../type/quote.js';
import { hasCount, readInteger } from './parameters.js';
import { argumentFrom, type Head, type ReadFamily, type Reader } from './reader.js';

export const readArray: ReadFamily = (head, reader) => {
  const element = readOnly(head, reader, 'Array(String)');
  return element && { kind: 'Array', element };
};

export const readNullable: ReadFamily = (head, reader) => {
  const inner = readOnly(head, reader, 'Nullable(String)');
  if (!inner) return undefined;
  if (canBeInsideNullable(inner)) return { kind: 'Nullable', inner };
  const advice =
    inner.kind === 'LowCardinality' ? 'Write LowCardinality(Nullable(…)).'
    : inner.kind === 'Array' ? 'Write Array(Nullable(…)), or leave Nullable out: an array can be empty.'
    : inner.kind === 'Map' ? 'Write Map(…, Nullable(…)), or leave Nullable out: a map can be empty.'
    : inner.kind === 'Nullable' ? 'One Nullable is enough.'
    : 'Leave Nullable out.'; // prettier-ignore
  return refuse(inner, 'inside Nullable', advice, head.parameters[0], reader, swapNames(head, inner, reader));
};

/** `Nullable(LowCardinality(T))` can only be meant the other way round. */
function swapNames(head: Head, inner: ClickHouseType, reader: Reader): Fix | undefined {
  if (inner.kind !== 'LowCardinality' || inner.inner.kind === 'Nullable') return undefined;
  const outerName = nameSpan(head.span.start, 'Nullable', reader);
  const innerName = inner.span && nameSpan(inner.span.start, 'LowCardinality', reader);
  if (!outerName || !innerName) return undefined;
  return {
    title: 'write LowCardinality(Nullable(…))',
    edits: [
      { span: outerName, text: 'LowCardinality' },
      { span: innerName, text: 'Nullable' },
    ],
  };
}

const nameSpan = (start: number, name: string, { text }: Reader): Span | undefined =>
  text.startsWith(name, start) ? { start, end: start + name.length } : undefined;

export const readLowCardinality: ReadFamily = (head, reader) => {
  const inner = readOnly(head, reader, 'LowCardinality(String)');
  if (!inner) return undefined;
  if (canBeInsideLowCardinality(inner)) return { kind: 'LowCardinality', inner };
  const advice =
    'It takes numbers, String, FixedString, UUID, IPv4, IPv6, Date, Date32 and DateTime, and Nullable of those.';
  return refuse(inner, 'inside LowCardinality', advice, head.parameters[0], reader);
};

export const readMap: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 2, 2, 'Map(String, UInt64)')) return readAllAndFail(head, reader);
  const [keyArgument, valueArgument] = head.parameters;
  const key = keyArgument && reader.type(keyArgument);
  const value = valueArgument && reader.type(valueArgument);
  if (key && !canBeMapKey(key))
    return refuse(key, 'the key of a Map', 'Keys are never NULL: leave Nullable out.', keyArgument, reader);
  return key && value && { kind: 'Map', key, value };
};

export const readVariant: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 1, Infinity, 'Variant(String, UInt64)')) return undefined;
  const types: ClickHouseType[] = [];
  for (const parameter of head.parameters) {
    const type = reader.type(parameter);
    if (type && !canBeInsideVariant(type)) {
      refuse(type, 'inside Variant', 'A Variant can hold NULL by itself, and no other Variant.', parameter, reader);
    } else if (type) types.push(type);
  }
  return types.length === head.parameters.length ? { kind: 'Variant', types: sortVariants(types) } : undefined;
};

/** `Tuple(String, UInt8)` or `Tuple(a String, b UInt8)`: all with names or none. */
export const readTuple: ReadFamily = (head, reader) => {
  const elements = readElements(head, reader);
  if (!elements) return undefined;
  const named = elements.some((one) => one.name !== undefined);
  const unnamed = elements.findIndex((one) => one.name === undefined);
  if (named && unnamed >= 0) {
    const span = head.parameters[unnamed]?.span ?? head.span;
    return reader.report.add('unnamed-element', { type: 'Tuple', rule: 'Name all elements or none.' }, span);
  }
  return { kind: 'Tuple', elements };
};

export const readNested: ReadFamily = (head, reader) => {
  if (!hasCount(head, reader, 1, Infinity, 'Nested(a String, b UInt8)')) return undefined;
  const elements = readElements(head, reader);
  if (!elements) return undefined;
  const named: (TypeElement & { readonly name: string })[] = [];
  for (const [index, { name, type }] of elements.entries()) {
    const span = head.parameters[index]?.span ?? head.span;
    if (name === undefined)
      reader.report.add('unnamed-element', { type: 'Nested', rule: 'Write name and type.' }, span);
    else named.push({ name, type });
  }
  return named.length === elements.length ? { kind: 'Nested', elements: named } : undefined;
};

const QBIT_ELEMENTS = new Set(['Int8', 'BFloat16', 'Float32', 'Float64']);

/** `QBit(Float32, 1536)`, with an optional stride. */
export const readQBit: ReadFamily = (head, reader) => {
  const example = 'QBit(Float32, 1536)';
  const [first, second, third] = hasCount(head, reader, 2, 3, example) ? head.parameters : [];
  if (!first || !second) return undefined;
  const element = reader.type(first);
  const limits = { what: 'dimension', min: 1, max: Number.MAX_SAFE_INTEGER, example };
  const dimension = readInteger(second, head, reader, limits);
  const stride = third && readInteger(third, head, reader, { ...limits, what: 'stride', max: dimension ?? limits.max });
  if (element && !QBIT_ELEMENTS.has(element.kind)) {
    return refuse(element, 'the element of a QBit', 'It takes Int8, BFloat16, Float32 and Float64.', first, reader);
  }
  if (!element || dimension === undefined || (third && stride === undefined)) return undefined;
  if (third && stride !== undefined && (dimension % stride !== 0 || (stride < dimension && stride % 8 !== 0))) {
    const expected = 'a multiple of 8 that divides the dimension';
    return reader.report.add('wrong-parameter', { what: 'stride', type: 'QBit', expected }, third.span);
  }
  return { kind: 'QBit', element, dimension, ...(stride === undefined ? {} : { stride }) };
};

function readOnly(head: Head, reader: Reader, example: string): ClickHouseType | undefined {
  if (!hasCount(head, reader, 1, 1, example)) return readAllAndFail(head, reader);
  const only = head.parameters[0];
  return only && reader.type(only);
}

/** The number is wrong, but what is there can be checked all the same. */
function readAllAndFail(head: Head, reader: Reader): undefined {
  for (const parameter of head.parameters) reader.type(parameter);
}

function refuse(
  type: ClickHouseType,
  role: string,
  advice: string,
  at: Argument | undefined,
  reader: Reader,
  fix?: Fix,
): undefined {
  return reader.report.add(
    'wrong-inner-type',
    { inner: printType(type), role, advice },
    at?.span ?? { start: 0, end: 0 },
    fix,
  );
}

function readElements(head: Head, reader: Reader): TypeElement[] | undefined {
  const elements: TypeElement[] = [];
  const names = new Set<string>();
  let wrong = false;
  for (const parameter of head.parameters) {
    const [first, second] = parameter.items;
    // Two names in a row are always a name and a type, so `double precision` is not one type here.
    // So does ClickHouse.
    const named = isName(first) && isName(second);
    const name = named ? nameOf(first) : undefined;
    const type = reader.type(named ? argumentFrom(parameter.items.slice(1), parameter.span.end) : parameter);
    if (name !== undefined && first) {
      if (names.has(name)) {
        reader.report.add('duplicate-element', { name, type: head.name }, first.span);
        wrong = true;
      } else if (name === 'null') {
        reader.report.add('reserved-name', {}, first.span);
        wrong = true;
      }
      names.add(name);
    }
    if (type) elements.push(name === undefined ? { type } : { name, type });
  }
  return wrong || elements.length !== head.parameters.length ? undefined : elements;
}

type Name = Extract<Argument['items'][number], { readonly kind: unknown; readonly text: string }>;
const isName = (item: Argument['items'][number] | undefined): item is Name =>
  item?.kind === 'word' || item?.kind === 'name';
const nameOf = (item: Name): string => (item.kind === 'name' ? unquote(item.text) : item.text);
