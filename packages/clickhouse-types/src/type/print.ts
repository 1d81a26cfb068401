import { quoteName, quoteString } from './quote.js';
import type { ClickHouseType, EnumType, TypeElement } from './type.js';

/** How a type is printed. */
export interface PrintOptions {
  /**
   * Uses ClickHouse's own names and order instead of the spelling that was read (`written`).
   *
   * @default false
   */
  readonly canonical?: boolean;
}

/**
 * Prints a type as ClickHouse itself would, except that aliases and other spellings that were read
 * (`written`) are kept unless `canonical` is set.
 *
 * @example
 * const { type } = parseType('Map(VARCHAR(10), Array( INT ))');
 * type && printType(type); // => 'Map(VARCHAR(10), Array(INT))'
 * type && printType(type, { canonical: true }); // => 'Map(String, Array(Int32))'
 */
export function printType(type: ClickHouseType, options: PrintOptions = {}): string {
  const print = (inner: ClickHouseType): string => printType(inner, options);
  const printElement = (one: TypeElement): string =>
    one.name === undefined ? print(one.type) : `${quoteName(one.name)} ${print(one.type)}`;
  const inOrder = (values: EnumType['values']): EnumType['values'] =>
    options.canonical === true ? values.toSorted((a, b) => a.value - b.value) : values;
  const call = (...parameters: readonly (string | number)[]): string => `${type.kind}(${parameters.join(', ')})`;

  if (type.written !== undefined && options.canonical !== true) return type.written;
  switch (type.kind) {
    case 'FixedString':
      return call(type.length);
    case 'Decimal':
      return call(type.precision, type.scale);
    case 'DateTime':
      return type.timezone === undefined ? type.kind : call(quoteString(type.timezone));
    case 'DateTime64':
      return call(type.precision, ...(type.timezone === undefined ? [] : [quoteString(type.timezone)]));
    case 'Time64':
      return call(type.precision);
    case 'Enum8':
    case 'Enum16':
      return call(...inOrder(type.values).map(({ name, value }) => `${quoteString(name)} = ${value}`));
    case 'Array':
      return call(print(type.element));
    case 'Map':
      return call(print(type.key), print(type.value));
    case 'Tuple':
    case 'Nested':
      return call(...type.elements.map(printElement));
    case 'Nullable':
    case 'LowCardinality':
      return call(print(type.inner));
    case 'SimpleAggregateFunction':
      return call(type.function, print(type.inner));
    case 'AggregateFunction':
      return call(type.function, ...type.arguments.map(print));
    case 'Variant':
      return call(...(options.canonical === true ? new Set(type.types.map(print).sort()) : type.types.map(print)));
    case 'Dynamic':
      return type.maxTypes === undefined ? type.kind : call(`max_types=${type.maxTypes}`);
    case 'JSON':
      return type.parameters.length === 0 ? type.kind : call(...type.parameters);
    case 'QBit':
      return call(print(type.element), type.dimension, ...(type.stride === undefined ? [] : [type.stride]));
    default:
      return type.kind;
  }
}

/**
 * Whether two types are the same to ClickHouse, however they were spelled.
 *
 * @example
 * const { type } = parseType('DateTime(3)');
 * type && typesEqual(type, { kind: 'DateTime64', precision: 3 }); // => true
 */
export const typesEqual = (a: ClickHouseType, b: ClickHouseType): boolean =>
  printType(a, { canonical: true }) === printType(b, { canonical: true });
