import type { Span } from '@proj/diagnostics';

/**
 * A ClickHouse type as a tree. `kind` is ClickHouse's own canonical name; an alias that the user wrote
 * (`INT`, `DateTime(3)`) is kept in `written`, so that printing gives back what was read.
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

/** What every node has. */
export interface TypeNode {
  /** Where it stands in the text that was parsed; absent on types built by a program. */
  readonly span?: Span;
  /** The spelling that was read, when it is not the canonical one. */
  readonly written?: string;
}

export type IntegerName =
  | 'Int8' | 'Int16' | 'Int32' | 'Int64' | 'Int128' | 'Int256'
  | 'UInt8' | 'UInt16' | 'UInt32' | 'UInt64' | 'UInt128' | 'UInt256'; // prettier-ignore

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
export interface FixedStringType extends TypeNode {
  readonly kind: 'FixedString';
  /** In bytes. */
  readonly length: number;
}
export interface DecimalType extends TypeNode {
  readonly kind: 'Decimal';
  /** Digits in all, 1 to 76. */
  readonly precision: number;
  /** Digits after the point. */
  readonly scale: number;
}
export interface DateTimeType extends TypeNode {
  readonly kind: 'DateTime';
  readonly timezone?: string;
}
export interface DateTime64Type extends TypeNode {
  readonly kind: 'DateTime64';
  /** Digits of a second, 0 to 9. */
  readonly precision: number;
  readonly timezone?: string;
}
export interface Time64Type extends TypeNode {
  readonly kind: 'Time64';
  readonly precision: number;
}
export interface EnumType extends TypeNode {
  readonly kind: 'Enum8' | 'Enum16';
  /** In ascending order of value when parsed. */
  readonly values: readonly { readonly name: string; readonly value: number }[];
}
export interface ArrayType extends TypeNode {
  readonly kind: 'Array';
  readonly element: ClickHouseType;
}
export interface MapType extends TypeNode {
  readonly kind: 'Map';
  readonly key: ClickHouseType;
  readonly value: ClickHouseType;
}
export interface TypeElement {
  readonly name?: string;
  readonly type: ClickHouseType;
}
export interface TupleType extends TypeNode {
  readonly kind: 'Tuple';
  readonly elements: readonly TypeElement[];
}
export interface NestedType extends TypeNode {
  readonly kind: 'Nested';
  readonly elements: readonly (TypeElement & { readonly name: string })[];
}
export interface NullableType extends TypeNode {
  readonly kind: 'Nullable';
  readonly inner: ClickHouseType;
}
export interface LowCardinalityType extends TypeNode {
  readonly kind: 'LowCardinality';
  readonly inner: ClickHouseType;
}
export interface SimpleAggregateFunctionType extends TypeNode {
  readonly kind: 'SimpleAggregateFunction';
  /** The function's name as written, with its parameters: `groupArrayArray(10)`. */
  readonly function: string;
  readonly inner: ClickHouseType;
}
export interface AggregateFunctionType extends TypeNode {
  readonly kind: 'AggregateFunction';
  /** The function's name as written, with its parameters; before it the state's version, if given: `1, sum`. */
  readonly function: string;
  readonly arguments: readonly ClickHouseType[];
}
export interface VariantType extends TypeNode {
  readonly kind: 'Variant';
  /** Sorted by name and without doubles when parsed. */
  readonly types: readonly ClickHouseType[];
}
export interface DynamicType extends TypeNode {
  readonly kind: 'Dynamic';
  readonly maxTypes?: number;
}
export interface JsonType extends TypeNode {
  readonly kind: 'JSON';
  /** In ClickHouse's spelling and order when parsed: `max_dynamic_paths=16`, `` `a.b` UInt32 ``, `SKIP c`. */
  readonly parameters: readonly string[];
}
/** A vector whose bits are stored plane by plane. */
export interface QBitType extends TypeNode {
  readonly kind: 'QBit';
  readonly element: ClickHouseType;
  readonly dimension: number;
  readonly stride?: number;
}
