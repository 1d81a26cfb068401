import type { ClickHouseType } from '../type/type.js';

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
export type ColumnWriter =
  NumberWriter | WideWriter | TextWriter | FixedWriter | ArrayWriter | MapWriter | TupleWriter | VariantWriter;

/** What every writer can do. */
export interface AnyColumnWriter {
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
export interface NumberWriter extends AnyColumnWriter {
  readonly form: 'number';
  /**
   * Bool: 0 or 1. Date, Date32: days since 1970-01-01. DateTime: seconds since 1970-01-01 UTC.
   * Enum: the value.
   */
  add(value: number): void;
}

/** Writes integers of 64 bits and more, and what is stored as them. */
export interface WideWriter extends AnyColumnWriter {
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
export interface TextWriter extends AnyColumnWriter {
  readonly form: 'text';
  /** Written as UTF-8; a lone surrogate becomes U+FFFD. */
  addText(value: string): void;
  /** Bytes `start` (included) to `end` (not included), as they are. */
  addBytes(bytes: Uint8Array, start: number, end: number): void;
}

/** Writes values of 16 bytes. */
export interface FixedWriter extends AnyColumnWriter {
  readonly form: 'fixed';
  /** 16 bytes from `start`, most significant first. */
  addBytes(bytes: Uint8Array, start: number): void;
}

/** Writes arrays, element by element. */
export interface ArrayWriter extends AnyColumnWriter {
  readonly form: 'array';
  readonly element: ColumnWriter;
  begin(): void;
  /** Everything added to `element` since `begin` is one array. */
  end(): void;
}

/** Writes maps, entry by entry. */
export interface MapWriter extends AnyColumnWriter {
  readonly form: 'map';
  readonly key: ColumnWriter;
  readonly value: ColumnWriter;
  begin(): void;
  /** As many keys as values must have been added since `begin`. */
  end(): void;
}

/** Writes tuples, element by element. */
export interface TupleWriter extends AnyColumnWriter {
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
export interface VariantWriter extends AnyColumnWriter {
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
