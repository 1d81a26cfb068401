import type { Span } from '@proj/diagnostics';

/**
 * A ClickHouse type as a tree. `kind` is ClickHouse's own canonical name; an alias that the user
 * wrote (`INT`, `DateTime(3)`) is kept in `written`, so that printing gives back what was read.
 */
export type ClickHouseType =
  | PlainType
  | FixedStringType
  | DecimalType
  | DateTimeType
  | DateTime64Type
  | Time64Type
  | EnumType
  | ArrayType
  | MapType
  | TupleType
  | NestedType
  | NullableType
  | LowCardinalityType
  | SimpleAggregateFunctionType
  | AggregateFunctionType
  | VariantType
  | DynamicType
  | JsonType
  | QBitType;

/** The node of a kind: `TypeOf<'Array'>` has `element`. */
export type TypeOf<
  Kind extends ClickHouseType['kind'],
  Node extends ClickHouseType = ClickHouseType,
> = Node extends ClickHouseType ? (Kind extends Node['kind'] ? Node : never) : never;

/** What every node has. */
export interface TypeNode {
  /** Where it stands in the text that was parsed; absent on types built by a program. */
  readonly span?: Span;
  /** The spelling that was read, when it is not the canonical one. */
  readonly written?: string;
}

/** Integers, by their canonical names. */
export type IntegerName =
  | 'Int8' | 'Int16' | 'Int32' | 'Int64' | 'Int128' | 'Int256'
  | 'UInt8' | 'UInt16' | 'UInt32' | 'UInt64' | 'UInt128' | 'UInt256'; // prettier-ignore

/** Floating point numbers, by their canonical names. */
export type FloatName = 'BFloat16' | 'Float32' | 'Float64';

/** Geometry types: arrays and tuples of Float64 under a name. */
export type GeoName = 'Point' | 'Ring' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon' | 'Geometry';

/** Lengths of time, counted in the unit of the name. */
export type IntervalName = `Interval${
  | 'Nanosecond'
  | 'Microsecond'
  | 'Millisecond'
  | 'Second'
  | 'Minute'
  | 'Hour'
  | 'Day'
  | 'Week'
  | 'Month'
  | 'Quarter'
  | 'Year'}`;

/** Types without parameters. */
export interface PlainType extends TypeNode {
  readonly kind:
    | IntegerName
    | FloatName
    | GeoName
    | IntervalName
    | 'Bool'
    | 'String'
    | 'UUID'
    | 'IPv4'
    | 'IPv6'
    | 'Date'
    | 'Date32'
    | 'Time'
    | 'Nothing';
}
/** `FixedString(N)`: exactly N bytes. */
export interface FixedStringType extends TypeNode {
  readonly kind: 'FixedString';
  /** In bytes. */
  readonly length: number;
}
/** `Decimal(P, S)`: a number with a fixed count of digits behind the point. */
export interface DecimalType extends TypeNode {
  readonly kind: 'Decimal';
  /** Digits in all, 1 to 76. */
  readonly precision: number;
  /** Digits after the point. */
  readonly scale: number;
}
/** `DateTime`: seconds since 1970, with an optional time zone to show them in. */
export interface DateTimeType extends TypeNode {
  readonly kind: 'DateTime';
  readonly timezone?: string;
}
/** `DateTime64(P)`: parts of seconds since 1970, with an optional time zone to show them in. */
export interface DateTime64Type extends TypeNode {
  readonly kind: 'DateTime64';
  /** Digits of a second, 0 to 9. */
  readonly precision: number;
  readonly timezone?: string;
}
/** `Time64(P)`: a time of day or a length of time, in parts of seconds. */
export interface Time64Type extends TypeNode {
  readonly kind: 'Time64';
  readonly precision: number;
}
/** `Enum8` and `Enum16`: names for numbers. */
export interface EnumType extends TypeNode {
  readonly kind: 'Enum8' | 'Enum16';
  /** In ascending order of value when parsed. */
  readonly values: readonly { readonly name: string; readonly value: number }[];
}
/** `Array(T)`. */
export interface ArrayType extends TypeNode {
  readonly kind: 'Array';
  readonly element: ClickHouseType;
}
/** `Map(K, V)`. */
export interface MapType extends TypeNode {
  readonly kind: 'Map';
  readonly key: ClickHouseType;
  readonly value: ClickHouseType;
}
/** One element of a Tuple or Nested. */
export interface TypeElement {
  readonly name?: string;
  readonly type: ClickHouseType;
}
/** `Tuple(…)`: a fixed count of elements, each of its own type, with or without names. */
export interface TupleType extends TypeNode {
  readonly kind: 'Tuple';
  readonly elements: readonly TypeElement[];
}
/** `Nested(…)`: columns of arrays that have the same length in each row. */
export interface NestedType extends TypeNode {
  readonly kind: 'Nested';
  readonly elements: readonly (TypeElement & { readonly name: string })[];
}
/** `Nullable(T)`: T, or NULL. */
export interface NullableType extends TypeNode {
  readonly kind: 'Nullable';
  readonly inner: ClickHouseType;
}
/** `LowCardinality(T)`: T, stored with a dictionary. */
export interface LowCardinalityType extends TypeNode {
  readonly kind: 'LowCardinality';
  readonly inner: ClickHouseType;
}
/** `SimpleAggregateFunction(f, T)`: stored as T, combined with f. */
export interface SimpleAggregateFunctionType extends TypeNode {
  readonly kind: 'SimpleAggregateFunction';
  /** The function's name as written, with its parameters: `groupArrayArray(10)`. */
  readonly function: string;
  readonly inner: ClickHouseType;
}
/** `AggregateFunction(f, …)`: the unfinished state of f. */
export interface AggregateFunctionType extends TypeNode {
  readonly kind: 'AggregateFunction';
  /**
   * The function's name as written, with its parameters; before it the state's version, if given:
   * `1, sum`.
   */
  readonly function: string;
  readonly arguments: readonly ClickHouseType[];
}
/** `Variant(…)`: a value of one of several types. */
export interface VariantType extends TypeNode {
  readonly kind: 'Variant';
  /** Sorted by name and without doubles when parsed. */
  readonly types: readonly ClickHouseType[];
}
/** `Dynamic`: a value of any type, found out row by row. */
export interface DynamicType extends TypeNode {
  readonly kind: 'Dynamic';
  readonly maxTypes?: number;
}
/** `JSON`: an object whose paths are columns of their own. */
export interface JsonType extends TypeNode {
  readonly kind: 'JSON';
  /**
   * In ClickHouse's spelling and order when parsed: `max_dynamic_paths=16`, `` `a.b` UInt32 ``,
   * `SKIP c`.
   */
  readonly parameters: readonly string[];
}
/** A vector whose bits are stored plane by plane. */
export interface QBitType extends TypeNode {
  readonly kind: 'QBit';
  readonly element: ClickHouseType;
  readonly dimension: number;
  readonly stride?: number;
}
