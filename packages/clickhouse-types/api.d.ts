// ---- column-writer.d.ts ----
import { C as ClickHouseType } from './type.js';
import '@proj/diagnostics';

/**
 * Where the values of one column of a block are written, one after the other. It is the port
 * between what decides on values (`@proj/row-mapping`) and what encodes them
 * (`@proj/clickhouse-sink`): the two know this interface and not each other.
 *
 * Each value is one `add…` call (for arrays, maps and tuples: what lies between `begin` and `end`).
 * Writers check nothing: passing a value that the type cannot hold is a bug in the caller. `form`
 * says which calls a writer understands:
 *
 * | form      | types                                                                        |
 * | --------- | ---------------------------------------------------------------------------- |
 * | `number`  | (U)Int8–32, floats (BFloat16 too), Bool, Date, Date32, DateTime, Time, Enum8/16, IPv4 |
 * | `wide`    | (U)Int64–256, Decimal (unscaled), DateTime64 and Time64 (ticks), intervals   |
 * | `text`    | String, FixedString, JSON (the text of an object, see {@link TextWriter})    |
 * | `fixed`   | UUID, IPv6: 16 bytes, in the order in which their text shows them            |
 * | `array`   | Array, QBit (as many elements as its dimension), Nested (of tuples)          |
 * | `map`     | Map                                                                          |
 * | `tuple`   | Tuple                                                                        |
 * | `variant` | Variant, Dynamic, Geometry: see `variantMembers`                             |
 *
 * LowCardinality(T), SimpleAggregateFunction(f, T) have the form of T. Nullable(T) has the form of
 * T and `nullable`. Geometry types have the form of what they are made of (`shapeOf`): a Point is a
 * tuple of two Float64, a Ring an array of Points. AggregateFunction and Nothing have no writer: no
 * message can hold their values.
 *
 * A column of a table with a DEFAULT and of type T is given to the block as Nullable(T): NULL then
 * means its DEFAULT. This holds for every T for which `canTravelAsNullable` holds, even where no
 * table could have Nullable(T) (Map, Tuple, Point): those writers are `nullable` then. Arrays are
 * the exception.
 */
type ColumnWriter =
  NumberWriter | WideWriter | TextWriter | FixedWriter | ArrayWriter | MapWriter | TupleWriter | VariantWriter;
/** What every writer can do. */
interface AnyColumnWriter {
  /** The type that the values have in the block. */
  readonly type: ClickHouseType;
  /** Whether `addNull` may be called. */
  readonly nullable: boolean;
  /**
   * Adds NULL. For a column of the table that is not Nullable, ClickHouse then puts its DEFAULT.
   */
  addNull(): void;
  /**
   * Takes back the last value that was added, or the one that was begun and not ended. At most one
   * step. Top-level columns only.
   */
  undo(): void;
}
/** Writes numbers of at most 32 bits, floats, and what is stored as them. */
interface NumberWriter extends AnyColumnWriter {
  readonly form: 'number';
  /**
   * Bool: 0 or 1. Date, Date32: days since 1970-01-01. DateTime: seconds since 1970-01-01 UTC.
   * Enum: the value.
   */
  add(value: number): void;
}
/** Writes integers of 64 bits and more, and what is stored as them. */
interface WideWriter extends AnyColumnWriter {
  readonly form: 'wide';
  /** A whole number that a double holds exactly. */
  addNumber(value: number): void;
  addBigInt(value: bigint): void;
  /**
   * `value * unit + rest`, exactly, where a double does not hold that: seconds and a part of one in
   * ticks. `value` is a whole number that a double holds, `unit` one from 1 to 10^9, `rest` one
   * from 0 to `unit`, and the sum is within the type.
   */
  addScaled(value: number, unit: number, rest: number): void;
}
/**
 * Writes text and bytes.
 *
 * For JSON the text must be that of one object as ClickHouse reads it, or the whole block fails: at
 * most 1,000 levels, no lone surrogate in a text (`"\\ud800"`), integers of at most 64 bits, other
 * numbers within what a double holds, and a value at each typed path of the type that the path has.
 * Of a path that comes twice (`{"a":{"b":1},"a.b":2}`) the first is taken.
 */
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
/**
 * Writes values of which each has one of several types. Always `nullable`; `addNull` writes NULL,
 * never a DEFAULT.
 */
interface VariantWriter extends AnyColumnWriter {
  readonly form: 'variant';
  /**
   * A writer for each of `variantMembers`, in that order. Of a Dynamic: for each type that we give
   * its values.
   */
  readonly members: readonly ColumnWriter[];
  /** Exactly one value is then added to `members[member]`, not NULL, and none to the others. */
  begin(member: number): void;
  end(): void;
}

/**
 * Which {@link ColumnWriter} the values of a type need, with the types of the values inside them.
 */
type WriterForm = {
  /**
   * Whether the writer accepts NULL: the type is Nullable, or holds NULL by nature as a Variant
   * does.
   */
  readonly nullable: boolean;
  /** The type of one value that is not NULL, without what only says how ClickHouse stores it. */
  readonly stored: ClickHouseType;
} & (
  | {
      readonly form: 'number' | 'wide' | 'text';
    }
  | {
      readonly form: 'fixed';
      readonly kind: 'UUID' | 'IPv6';
    }
  | {
      readonly form: 'array';
      readonly element: ClickHouseType;
    }
  | {
      readonly form: 'map';
      readonly key: ClickHouseType;
      readonly value: ClickHouseType;
    }
  | {
      readonly form: 'tuple';
      readonly elements: readonly ClickHouseType[];
    }
  | {
      readonly form: 'variant';
      readonly members: readonly ClickHouseType[];
    }
);
/**
 * The form of the writer for a type: the table of {@link ColumnWriter} as code, and the only place
 * that decides it.
 *
 * @returns undefined for AggregateFunction and Nothing, whose values no message can hold
 *
 * @example
 * formOf({ kind: 'Nullable', inner: { kind: 'UInt64' } })?.form; // => 'wide'
 * formOf({ kind: 'Nothing' }); // => undefined
 */
declare function formOf(type: ClickHouseType): WriterForm | undefined;

export {
  type AnyColumnWriter,
  type ArrayWriter,
  type ColumnWriter,
  type FixedWriter,
  type MapWriter,
  type NumberWriter,
  type TextWriter,
  type TupleWriter,
  type VariantWriter,
  type WideWriter,
  type WriterForm,
  formOf,
};

// ---- decoded-value.d.ts ----
/**
 * What a codec makes of a message, and a mapping takes: **a decoded value** is one of
 *
 * - an object (plain: its own enumerable members count, nothing inherited), an array, a string, a
 *   boolean, null, a number: what `JSON.parse` gives. `__proto__` and `constructor` are members
 *   like any other. `undefined` in place of a message is a tombstone; inside of one it counts as
 *   missing;
 * - `bigint`: an integer that a double does not hold;
 * - {@link ExactNumber}: any other number that a double does not hold as it was written;
 * - `Uint8Array`: bytes that are not text;
 * - {@link Timestamp}, {@link CalendarDate}, {@link TimeOfDay}: dates and times of formats that
 *   have types for them.
 *
 * A codec gives `bigint` and `ExactNumber` only where they are needed, so that the usual number
 * costs nothing more than a number. As numbers, `NaN` and infinities stand for what is beyond all
 * types, as `1e400` in JSON, and no column takes them; those that a message does hold (Avro,
 * Protobuf) are the texts `NaN`, `Infinity` and `-Infinity`, which columns of floats take.
 */
type DecodedValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly DecodedValue[]
  | {
      readonly [name: string]: DecodedValue;
    }
  | Uint8Array
  | DecodedScalar;
/** What the classes below have in common: values that are objects only for JavaScript. */
declare abstract class DecodedScalar {
  /** A text that a person can read, and that a String column stores. */
  abstract toString(): string;
}
/**
 * A decimal number, exactly: `unscaled` × 10^-`scale`.
 *
 * @example
 * const price = ExactNumber.parse('12345678901234567.250');
 * price?.unscaled; // => 12345678901234567250n
 * price?.scale; // => 3
 * String(price); // => '12345678901234567.250'
 * String(new ExactNumber(1n, -400)); // => '1e400'
 */
declare class ExactNumber extends DecodedScalar {
  readonly unscaled: bigint;
  /** Digits after the point; below zero: zeros before it. */
  readonly scale: number;
  constructor(unscaled: bigint, scale: number);
  /** Reads a number as JSON writes it; undefined for any other text. */
  static parse(text: string): ExactNumber | undefined;
  /** The number as JSON writes it, with all its digits. */
  toString(): string;
  /** The nearest double; infinite beyond the range of doubles. */
  toNumber(): number;
}
/** Digits of a second that a format counts in. */
type TickPrecision = 0 | 3 | 6 | 9;
/**
 * A date and a time.
 *
 * @example
 * String(new Timestamp(1769854830123, 3)); // => '2026-01-31T10:20:30.123Z'
 * String(new Timestamp(1769854830123456789n, 9, 'local')); // => '2026-01-31T10:20:30.123456789'
 */
declare class Timestamp extends DecodedScalar {
  /**
   * Since 1970-01-01 00:00:00, in units of 10^-precision seconds. A number where a double holds it.
   */
  readonly ticks: number | bigint;
  readonly precision: TickPrecision;
  /**
   * `instant`: a point in time, counted from 1970 in UTC. `local`: what a clock showed, wherever it
   * hangs.
   */
  readonly kind: 'instant' | 'local';
  constructor(ticks: number | bigint, precision: TickPrecision, kind?: 'instant' | 'local');
  /** ISO 8601; a year beyond four digits with its sign. */
  toString(): string;
}
/**
 * A day, without a time.
 *
 * @example
 * String(new CalendarDate(20484)); // => '2026-01-31'
 */
declare class CalendarDate extends DecodedScalar {
  /** Since 1970-01-01, a whole number. */
  readonly days: number;
  constructor(days: number);
  /** ISO 8601. */
  toString(): string;
}
/**
 * A time of day, without a date.
 *
 * @example
 * String(new TimeOfDay(37230123, 3)); // => '10:20:30.123'
 */
declare class TimeOfDay extends DecodedScalar {
  /** Since midnight, in units of 10^-precision seconds. */
  readonly ticks: number | bigint;
  readonly precision: TickPrecision;
  constructor(ticks: number | bigint, precision: TickPrecision);
  /** ISO 8601. */
  toString(): string;
}

export { CalendarDate, DecodedScalar, type DecodedValue, ExactNumber, type TickPrecision, TimeOfDay, Timestamp };

// ---- index.d.ts ----
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic, Span } from '@proj/diagnostics';
import { C as ClickHouseType } from './type.js';
export { T as TypeOf } from './type.js';

/**
 * Something that is wrong with a type expression. `span` lies in the text that was parsed; there is
 * no `file`.
 */
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
  readonly 'no-values': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
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
    readonly message: _proj_diagnostics.MessageTemplate<'first' | 'value'>;
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

/** What parsing a type gave: the type, or what is wrong with its text. */
interface ParsedType {
  /** Absent if and only if there are problems. */
  readonly type?: ClickHouseType;
  readonly problems: readonly TypeProblem[];
}
/**
 * Reads a ClickHouse type expression. Never throws; reports every separate mistake (at
 * most 100), each with its place in the text and, where there is one, what was probably meant.
 *
 * @example
 * parseType('Array(Nullable(UInt8))').type?.kind; // => 'Array'
 * parseType('Array(Strng)').problems[0]?.hint; // => 'Did you mean String?'
 * parseType('Array(Strng)').problems[0]?.span; // => { start: 6, end: 11 }
 */
declare function parseType(text: string): ParsedType;

/** How a type is printed. */
interface PrintOptions {
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
 * The type whose values are stored: LowCardinality and SimpleAggregateFunction say how values are
 * kept and merged, not what they are. Only the outermost layers are taken off.
 *
 * @example
 * storedType({ kind: 'LowCardinality', inner: { kind: 'String' } }); // => { kind: 'String' }
 */
declare function storedType(type: ClickHouseType): ClickHouseType;
/**
 * Whether a value of this type can be NULL: Nullable, also inside LowCardinality, and Variant,
 * Geometry and Dynamic by nature.
 */
declare function isNullable(type: ClickHouseType): boolean;
/**
 * What a type that has only a name, or only a way to be stored, is made of: a Point of two Float64,
 * a Ring of Points, a Nested of arrays of named tuples, a QBit of an array. Other types are
 * returned as they are. One step only: a Ring gives Array(Point).
 *
 * @example
 * printType(shapeOf({ kind: 'Ring' })); // => 'Array(Point)'
 */
declare function shapeOf(type: ClickHouseType): ClickHouseType;
/**
 * The types that a value of Variant, Geometry or Dynamic can have in a block, sorted by name as the
 * block wants them; `undefined` for other types.
 *
 * @example
 * variantMembers({ kind: 'Geometry' })?.map((one) => one.kind);
 * // => ['LineString', 'MultiLineString', 'MultiPolygon', 'Point', 'Polygon', 'Ring']
 */
declare function variantMembers(type: ClickHouseType): readonly ClickHouseType[] | undefined;

/**
 * Whether a block can hold NULL for a column of this type that is not Nullable, so that ClickHouse
 * puts the column's DEFAULT there: everything but arrays (QBit, Nested and most geometry types are
 * some) and types that hold NULL themselves.
 */
declare function canTravelAsNullable(type: ClickHouseType): boolean;
/**
 * The part of a type that no block can hold, so that no message can fill a column of it;
 * `undefined` when all of it can travel. AggregateFunction: its states come from queries. Nothing:
 * it has no values. QBit anywhere but as a whole column, and Dynamic inside Variant: ClickHouse
 * does not convert what we could send for them there.
 *
 * @example
 * cannotTravel({ kind: 'Array', element: { kind: 'Nothing' } }); // => { kind: 'Nothing' }
 */
declare function cannotTravel(type: ClickHouseType): ClickHouseType | undefined;

export {
  ClickHouseType,
  type ParsedType,
  type PrintOptions,
  type TypeProblem,
  canTravelAsNullable,
  cannotTravel,
  isNullable,
  parseType,
  printType,
  shapeOf,
  storedType,
  typeDiagnostics,
  typesEqual,
  variantMembers,
};

// ---- sql.d.ts ----
import { IngestError } from '@proj/diagnostics';

/** What keeps a piece of SQL from being used as a part of a statement. */
interface SqlProblem {
  /** A clause without a full stop: `the quote ' is not closed`. */
  readonly problem: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}
/** What else is refused. */
interface SqlPartOptions {
  /** A comma outside brackets begins another element. @default true */
  readonly list?: boolean;
  /** Comments that are closed may stand in it. @default false */
  readonly comments?: boolean;
  /** Words are looked at, too; not in a type, where they are only names. @default true */
  readonly words?: boolean;
}
/**
 * Says why a piece of SQL may not become a part of a statement: quotes, comments and brackets must
 * be closed, nothing may end the statement, begin another clause or hold a query, and `IN` must be
 * followed by a list, for a name behind it is that of a table. Returns the first problem only;
 * undefined if the text is sound.
 *
 * It is a guard, not a parser: what it lets through can still be wrong, but stays where it was put.
 *
 * @example
 * sqlProblem("toDate(at) + INTERVAL 1 DAY"); // => undefined
 * sqlProblem('id /* SETTINGS')?.problem; // => 'the comment /* is not closed'
 * sqlProblem('id SETTINGS index_granularity = 1')?.problem; // => 'SETTINGS begins another clause'
 */
declare function sqlProblem(text: string, options?: SqlPartOptions): SqlProblem | undefined;
/**
 * SQL without its comments; each is a blank instead. A comment that is not closed stays.
 *
 * @example
 * withoutSqlComments("a, -- the key\n'--' /* x *\/ b").replace(/\s+/g, ' '); // => "a, '--' b"
 */
declare function withoutSqlComments(text: string): string;

/** A piece of SQL would not stay in its place in a statement. Nothing was sent. */
declare class UnsafeSqlError extends IngestError {
  readonly name = 'UnsafeSqlError';
  /**
   * @param what the piece, as the subject of a sentence; never the SQL itself, which may hold a
   *   secret
   * @param problem what is wrong with it, without a full stop
   */
  constructor(what: string, problem: string);
}
/**
 * Guards the place where a piece of SQL becomes part of a statement; see {@link sqlProblem} for
 * what is refused.
 *
 * @param text the SQL
 * @param what what it is, as the subject of a sentence: `The TTL of table shop.events`
 * @param options how strict to be
 * @throws UnsafeSqlError when the piece would not stay in its place. It does not quote the piece.
 */
declare function checkSqlPart(text: string, what: string, options?: SqlPartOptions): void;
/**
 * Checks the DEFAULT of a column, which must be one expression.
 *
 * @param name the column
 * @param expression SQL of the DEFAULT, without the word
 * @param of which table, for the error: `of table shop.events`. Left out when the column is known
 *   without it.
 * @throws UnsafeSqlError when it is more than that, or not complete
 */
declare function checkDefaultExpression(name: string, expression: string, of?: string): void;

/**
 * A text as a string literal, as ClickHouse prints it.
 *
 * @example
 * quoteString("it's"); // => "'it\\'s'"
 */
declare const quoteString: (text: string) => string;
/**
 * A name as it stands in a statement: always in back-ticks, whatever it is.
 *
 * @example
 * quoteIdentifier('order by'); // => '`order by`'
 */
declare const quoteIdentifier: (name: string) => string;

export {
  type SqlPartOptions,
  type SqlProblem,
  UnsafeSqlError,
  checkDefaultExpression,
  checkSqlPart,
  quoteIdentifier,
  quoteString,
  sqlProblem,
  withoutSqlComments,
};

// ---- type.d.ts ----
import { Span } from '@proj/diagnostics';

/**
 * A ClickHouse type as a tree. `kind` is ClickHouse's own canonical name; an alias that the user
 * wrote (`INT`, `DateTime(3)`) is kept in `written`, so that printing gives back what was read.
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
/** The node of a kind: `TypeOf<'Array'>` has `element`. */
type TypeOf<
  Kind extends ClickHouseType['kind'],
  Node extends ClickHouseType = ClickHouseType,
> = Node extends ClickHouseType ? (Kind extends Node['kind'] ? Node : never) : never;
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
  /**
   * The function's name as written, with its parameters; before it the state's version, if given:
   * `1, sum`.
   */
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
  /**
   * In ClickHouse's spelling and order when parsed: `max_dynamic_paths=16`, `` `a.b` UInt32 ``,
   * `SKIP c`.
   */
  readonly parameters: readonly string[];
}
/** A vector whose bits are stored plane by plane. */
interface QBitType extends TypeNode {
  readonly kind: 'QBit';
  readonly element: ClickHouseType;
  readonly dimension: number;
  readonly stride?: number;
}

export type { ClickHouseType as C, TypeOf as T };
