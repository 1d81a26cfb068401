import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { Diagnostic } from '@proj/diagnostics';
import type { RejectionCode } from './rejection-reasons.js';

/** A column of a data source that takes its value from the message. */
export interface MappedColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  /** A JSONPath, `$.user.id`, without `json:`. */
  readonly path: string;
  /**
   * Whether the table has a DEFAULT for it: then a missing or null value is left to ClickHouse.
   *
   * @default false
   */
  readonly hasDefault?: boolean;
  /**
   * The DEFAULT expression as written, where there is one. Needed for arrays: as they cannot be
   * NULL on the way, the insert has to evaluate it.
   */
  readonly defaultExpression?: string;
}

/**
 * What the bytes of messages are. `json`: the JSON text of the decoded value, so a String column
 * stores parts of it as they were written. `binary` (Avro, Protobuf): no text, so a String column
 * stores the JSON text of the decoded value.
 */
export type MessageForm = 'json' | 'binary';

/** A column as it travels in the block. */
export interface BlockColumn {
  readonly name: string;
  /**
   * `Nullable(T)` for a column with a DEFAULT (also where a table could not have that:
   * `canTravelAsNullable`), `T` for LowCardinality(T) and SimpleAggregateFunction(f, T); ClickHouse
   * converts.
   */
  readonly type: ClickHouseType;
  /**
   * Of a column that travels as Nullable instead of its DEFAULT: the DEFAULT expression as given.
   */
  readonly defaultExpression?: string;
}

/** A mistake in a column, with the place in its own text. */
export interface MappingProblem {
  readonly column: string;
  /**
   * Which text the span of the diagnostic counts in: the path (as given), the type (as written), or
   * the whole column.
   */
  readonly part: 'path' | 'type' | 'column';
  readonly diagnostic: Diagnostic;
}

/** Why a column of a message has no value. */
export interface Rejection {
  readonly column: string;
  /** Stable: see {@link rejectionReasons}. */
  readonly code: RejectionCode;
  /**
   * `value '<excerpt>' on column '<column>' is not <Type>`, where and what was expected; or that it
   * is missing.
   */
  readonly message: string;
}

/** What one column makes of one message. */
export interface ColumnExplanation {
  readonly column: string;
  /** As the user wrote them. */
  readonly path: string;
  readonly type: ClickHouseType;
  /** What the path found, as text; null when nothing, or null. */
  readonly found: string | null;
  /** Where nothing was found: whether the message has a null there, or nothing at all. */
  readonly absence?: 'null' | 'missing';
  readonly outcome:
    /** As ClickHouse shows it. */
    | { readonly kind: 'value'; readonly text: string }
    | { readonly kind: 'null' }
    /** ClickHouse evaluates the column's DEFAULT. */
    | { readonly kind: 'default' }
    | { readonly kind: 'rejected'; readonly rejection: Rejection };
}

/** Writes rows into the columns of a block. */
export interface RowWriter {
  /**
   * Writes one value to each column, or none to any and says why. All bad columns are reported, not
   * only the first.
   *
   * @param value the decoded message; `undefined` for a tombstone, and where the mapping does not
   * need it
   * @param bytes with `start` and `end`: the message's own bytes, for `json:$` on String
   * (`start === -1` for a tombstone)
   * @returns nothing when the row was written
   */
  write(value: unknown, bytes: Uint8Array, start: number, end: number): readonly Rejection[] | undefined;
}

/** Columns compiled to a function from decoded message to row. */
export interface RowMapping {
  /** In the order of `bind`'s writers. */
  readonly blockColumns: readonly BlockColumn[];
  /** `validity` when every column stores the message's own bytes: then no value is built. */
  readonly need: 'value' | 'validity';
  /** Whether a tombstone can be a row: every column is Nullable or has a DEFAULT. */
  readonly acceptsTombstone: boolean;
  /** @param writers one per block column, in that order */
  bind(writers: readonly ColumnWriter[]): RowWriter;
  /**
   * What was found for each block column, as text, for the quarantine table; null where nothing was
   * found.
   */
  found(value: unknown, bytes: Uint8Array, start: number, end: number): readonly (string | null)[];
  /** What each column makes of a message, by the very code that writes rows. */
  explain(value: unknown, bytes: Uint8Array, start: number, end: number): readonly ColumnExplanation[];
}
