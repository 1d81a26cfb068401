// ---- index.d.ts ----
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic, Span } from '@proj/diagnostics';

/** Something that is wrong with a type expression. `span` lies in the text that was parsed; there is no `file`. */
interface TypeProblem extends Diagnostic {
  readonly span: Span;
}
/** Everything that can be wrong with a type expression. */
declare const typeDiagnostics: _proj_diagnostics.DiagnosticCatalog<{
  readonly 'missing-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unexpected-text': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'unclosed-bracket': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'missing'>;
  };
  readonly 'extra-bracket': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unclosed-quote': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'missing'>;
  };
  readonly 'empty-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'nested-too-deep': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'limit'>;
  };
  readonly 'unknown-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'parameter-count': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'expected' | 'count'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'example'>;
  };
  readonly 'wrong-parameter': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'expected' | 'what'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'example'>;
  };
  readonly 'out-of-range': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'what' | 'min' | 'max' | 'value'>;
  };
  readonly 'unknown-timezone': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'duplicate-enum-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
  };
  readonly 'duplicate-enum-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'value' | 'first'>;
  };
  readonly 'enum-values-mixed': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'duplicate-element': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'type'>;
  };
  readonly 'unnamed-element': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'rule'>;
  };
  readonly 'reserved-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'wrong-inner-type': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'inner' | 'role'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'unknown-parameter': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name' | 'type'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
}>;

/**
 * A ClickHouse type as a tree. `kind` is ClickHouse's own canonical name; an alias that the user wrote
 * (`INT`, `DateTime(3)`) is kept in `written`, so that printing gives back what was read.
 */
type ClickHouseType =
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
interface TypeNode {
  /** Where it stands in the text that was parsed; absent on types built by a program. */
  readonly span?: Span;
  /** The spelling that was read, when it is not the canonical one. */
  readonly written?: string;
}
/** Integers, by their canonical names. */
type IntegerName =
  | 'Int8'
  | 'Int16'
  | 'Int32'
  | 'Int64'
  | 'Int128'
  | 'Int256'
  | 'UInt8'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'UInt128'
  | 'UInt256';
/** Floating point numbers, by their canonical names. */
type FloatName = 'BFloat16' | 'Float32' | 'Float64';
/** Geometry types: arrays and tuples of Float64 under a name. */
type GeoName = 'Point' | 'Ring' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon' | 'Geometry';
/** Lengths of time, counted in the unit of the name. */
type IntervalName =
  `Interval${'Nanosecond' | 'Microsecond' | 'Millisecond' | 'Second' | 'Minute' | 'Hour' | 'Day' | 'Week' | 'Month' | 'Quarter' | 'Year'}`;
/** Types without parameters. */
interface PlainType extends TypeNode {
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
interface FixedStringType extends TypeNode {
  readonly kind: 'FixedString';
  /** In bytes. */
  readonly length: number;
}
/** `Decimal(P, S)`: a number with a fixed count of digits behind the point. */
interface DecimalType extends TypeNode {
  readonly kind: 'Decimal';
  /** Digits in all, 1 to 76. */
  readonly precision: number;
  /** Digits after the point. */
  readonly scale: number;
}
/** `DateTime`: seconds since 1970, with an optional time zone to show them in. */
interface DateTimeType extends TypeNode {
  readonly kind: 'DateTime';
  readonly timezone?: string;
}
/** `DateTime64(P)`: parts of seconds since 1970, with an optional time zone to show them in. */
interface DateTime64Type extends TypeNode {
  readonly kind: 'DateTime64';
  /** Digits of a second, 0 to 9. */
  readonly precision: number;
  readonly timezone?: string;
}
/** `Time64(P)`: a time of day or a length of time, in parts of seconds. */
interface Time64Type extends TypeNode {
  readonly kind: 'Time64';
  readonly precision: number;
}
/** `Enum8` and `Enum16`: names for numbers. */
interface EnumType extends TypeNode {
  readonly kind: 'Enum8' | 'Enum16';
  /** In ascending order of value when parsed. */
  readonly values: readonly {
    readonly name: string;
    readonly value: number;
  }[];
}
/** `Array(T)`. */
interface ArrayType extends TypeNode {
  readonly kind: 'Array';
  readonly element: ClickHouseType;
}
/** `Map(K, V)`. */
interface MapType extends TypeNode {
  readonly kind: 'Map';
  readonly key: ClickHouseType;
  readonly value: ClickHouseType;
}
/** One element of a Tuple or Nested. */
interface TypeElement {
  readonly name?: string;
  readonly type: ClickHouseType;
}
/** `Tuple(…)`: a fixed count of elements, each of its own type, with or without names. */
interface TupleType extends TypeNode {
  readonly kind: 'Tuple';
  readonly elements: readonly TypeElement[];
}
/** `Nested(…)`: columns of arrays that have the same length in each row. */
interface NestedType extends TypeNode {
  readonly kind: 'Nested';
  readonly elements: readonly (TypeElement & {
    readonly name: string;
  })[];
}
/** `Nullable(T)`: T, or NULL. */
interface NullableType extends TypeNode {
  readonly kind: 'Nullable';
  readonly inner: ClickHouseType;
}
/** `LowCardinality(T)`: T, stored with a dictionary. */
interface LowCardinalityType extends TypeNode {
  readonly kind: 'LowCardinality';
  readonly inner: ClickHouseType;
}
/** `SimpleAggregateFunction(f, T)`: stored as T, combined with f. */
interface SimpleAggregateFunctionType extends TypeNode {
  readonly kind: 'SimpleAggregateFunction';
  /** The function's name as written, with its parameters: `groupArrayArray(10)`. */
  readonly function: string;
  readonly inner: ClickHouseType;
}
/** `AggregateFunction(f, …)`: the unfinished state of f. */
interface AggregateFunctionType extends TypeNode {
  readonly kind: 'AggregateFunction';
  /** The function's name as written, with its parameters; before it the state's version, if given: `1, sum`. */
  readonly function: string;
  readonly arguments: readonly ClickHouseType[];
}
/** `Variant(…)`: a value of one of several types. */
interface VariantType extends TypeNode {
  readonly kind: 'Variant';
  /** Sorted by name and without doubles when parsed. */
  readonly types: readonly ClickHouseType[];
}
/** `Dynamic`: a value of any type, found out row by row. */
interface DynamicType extends TypeNode {
  readonly kind: 'Dynamic';
  readonly maxTypes?: number;
}
/** `JSON`: an object whose paths are columns of their own. */
interface JsonType extends TypeNode {
  readonly kind: 'JSON';
  /** In ClickHouse's spelling and order when parsed: `max_dynamic_paths=16`, `` `a.b` UInt32 ``, `SKIP c`. */
  readonly parameters: readonly string[];
}
/** A vector whose bits are stored plane by plane. */
interface QBitType extends TypeNode {
  readonly kind: 'QBit';
  readonly element: ClickHouseType;
  readonly dimension: number;
  readonly stride?: number;
}

/** What parsing a type gave: the type, or what is wrong with its text. */
interface ParsedType {
  /** Absent if and only if there are problems. */
  readonly type?: ClickHouseType;
  readonly problems: readonly TypeProblem[];
}
/**
 * Reads a ClickHouse type expression. Never throws; reports every mistake it can tell apart (at most 100),
 * each with its place in the text and, where there is one, what was probably meant.
 *
 * @example
 * parseType('Array(Nullable(UInt8))').type?.kind; // => 'Array'
 * parseType('Array(Strng)').problems[0]?.hint; // => 'Did you mean String?'
 * parseType('Array(Strng)').problems[0]?.span; // => { start: 6, end: 11 }
 */
declare function parseType(text: string): ParsedType;

/** How a type is printed. */
interface PrintOptions {
  /** Uses ClickHouse's own names and order instead of the spelling that was read (`written`). @default false */
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
declare function printType(type: ClickHouseType, options?: PrintOptions): string;
/**
 * Whether two types are the same to ClickHouse, however they were spelled.
 *
 * @example
 * const { type } = parseType('DateTime(3)');
 * type && typesEqual(type, { kind: 'DateTime64', precision: 3 }); // => true
 */
declare const typesEqual: (a: ClickHouseType, b: ClickHouseType) => boolean;

/**
 * The type whose values are stored: LowCardinality and SimpleAggregateFunction say how values are kept and
 * merged, not what they are. Only the outermost layers are taken off.
 *
 * @example
 * storedType({ kind: 'LowCardinality', inner: { kind: 'String' } }); // => { kind: 'String' }
 */
declare function storedType(type: ClickHouseType): ClickHouseType;
/** Whether a value of this type can be NULL: Nullable, also inside LowCardinality, and Variant and Dynamic by nature. */
declare function isNullable(type: ClickHouseType): boolean;
/** Whether `Nullable(type)` is a type. Tuples are not allowed: ClickHouse refuses them unless a setting permits it. */
declare function canBeInsideNullable(type: ClickHouseType): boolean;
/** Whether `LowCardinality(type)` is a type: numbers, texts, addresses, dates, and Nullable of those. */
declare function canBeInsideLowCardinality(type: ClickHouseType): boolean;

/**
 * Where the values of one column of a block are written, one after the other. It is the port between what
 * decides on values (`@proj/row-mapping`) and what encodes them (`@proj/clickhouse-sink`): the two know
 * this interface and not each other.
 *
 * Each value is one `add…` call (for arrays, maps and tuples: what lies between `begin` and `end`).
 * Writers check nothing: a value that the type cannot hold is the caller's bug. `form` says which calls a
 * writer understands:
 *
 * | form     | types                                                                        |
 * | -------- | ---------------------------------------------------------------------------- |
 * | `number` | (U)Int8–32, floats, Bool, Date, Date32, DateTime, Time, Enum8/16, IPv4        |
 * | `wide`   | (U)Int64–256, Decimal (unscaled), DateTime64 and Time64 (ticks)              |
 * | `text`   | String, FixedString, and every type that travels as text (JSON)              |
 * | `fixed`  | UUID, IPv6: 16 bytes, in the order in which their text shows them            |
 * | `array`  | Array · `map`: Map · `tuple`: Tuple                                          |
 *
 * LowCardinality(T), SimpleAggregateFunction(f, T) have the form of T. Nullable(T) has the form of T and `nullable`.
 */
type ColumnWriter = NumberWriter | WideWriter | TextWriter | FixedWriter | ArrayWriter | MapWriter | TupleWriter;
/** What every writer can do. */
interface AnyColumnWriter {
  /** The type that the values have in the block. */
  readonly type: ClickHouseType;
  /** Whether `addNull` may be called. */
  readonly nullable: boolean;
  /** Adds NULL. For a column of the table that is not Nullable, ClickHouse then puts its DEFAULT. */
  addNull(): void;
  /** Takes back the last value that was added, or the one that was begun and not ended. At most one step. Top-level columns only. */
  undo(): void;
}
/** Writes numbers of at most 32 bits, floats, and what is stored as them. */
interface NumberWriter extends AnyColumnWriter {
  readonly form: 'number';
  /** Bool: 0 or 1. Date, Date32: days since 1970-01-01. DateTime: seconds since 1970-01-01 UTC. Enum: the value. */
  add(value: number): void;
}
/** Writes integers of 64 bits and more, and what is stored as them. */
interface WideWriter extends AnyColumnWriter {
  readonly form: 'wide';
  /** A whole number that a double holds exactly. */
  addNumber(value: number): void;
  addBigInt(value: bigint): void;
}
/** Writes text and bytes. */
interface TextWriter extends AnyColumnWriter {
  readonly form: 'text';
  /** Written as UTF-8; a lone surrogate becomes U+FFFD. */
  addText(value: string): void;
  /** Bytes `start` (included) to `end` (not included), as they are. */
  addBytes(bytes: Uint8Array, start: number, end: number): void;
}
/** Writes values of 16 bytes. */
interface FixedWriter extends AnyColumnWriter {
  readonly form: 'fixed';
  /** 16 bytes from `start`, most significant first. */
  addBytes(bytes: Uint8Array, start: number): void;
}
/** Writes arrays, element by element. */
interface ArrayWriter extends AnyColumnWriter {
  readonly form: 'array';
  readonly element: ColumnWriter;
  begin(): void;
  /** Everything added to `element` since `begin` is one array. */
  end(): void;
}
/** Writes maps, entry by entry. */
interface MapWriter extends AnyColumnWriter {
  readonly form: 'map';
  readonly key: ColumnWriter;
  readonly value: ColumnWriter;
  begin(): void;
  /** As many keys as values must have been added since `begin`. */
  end(): void;
}
/** Writes tuples, element by element. */
interface TupleWriter extends AnyColumnWriter {
  readonly form: 'tuple';
  readonly elements: readonly ColumnWriter[];
  begin(): void;
  /** Exactly one value must have been added to each element since `begin`. */
  end(): void;
}

export {
  type AggregateFunctionType,
  type AnyColumnWriter,
  type ArrayType,
  type ArrayWriter,
  type ClickHouseType,
  type ColumnWriter,
  type DateTime64Type,
  type DateTimeType,
  type DecimalType,
  type DynamicType,
  type EnumType,
  type FixedStringType,
  type FixedWriter,
  type FloatName,
  type GeoName,
  type IntegerName,
  type IntervalName,
  type JsonType,
  type LowCardinalityType,
  type MapType,
  type MapWriter,
  type NestedType,
  type NullableType,
  type NumberWriter,
  type ParsedType,
  type PlainType,
  type PrintOptions,
  type QBitType,
  type SimpleAggregateFunctionType,
  type TextWriter,
  type Time64Type,
  type TupleType,
  type TupleWriter,
  type TypeElement,
  type TypeNode,
  type TypeProblem,
  type VariantType,
  type WideWriter,
  canBeInsideLowCardinality,
  canBeInsideNullable,
  isNullable,
  parseType,
  printType,
  storedType,
  typeDiagnostics,
  typesEqual,
};
