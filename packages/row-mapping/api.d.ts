// ---- index.d.ts ----
import { ClickHouseType, ColumnWriter } from '@proj/clickhouse-types';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';

/** A column of a data source that takes its value from the message. */
interface MappedColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  /** A JSONPath, `$.user.id`, without `json:`. */
  readonly path: string;
  /** Whether the table has a DEFAULT for it: then a missing or null value is left to ClickHouse. @default false */
  readonly hasDefault?: boolean;
  /** The DEFAULT expression as written, where there is one; needed for types that cannot travel as Nullable. */
  readonly defaultExpression?: string;
}
/** A column as it travels in the block. */
interface BlockColumn {
  readonly name: string;
  /** `Nullable(T)` for a column with a DEFAULT, `T` for LowCardinality(T); ClickHouse converts. */
  readonly type: ClickHouseType;
}
/** A mistake in a column, with the place in its own text. */
interface MappingProblem {
  readonly column: string;
  /** Which text the span of the diagnostic counts in: the path (as given), the type (as written), or the whole column. */
  readonly part: 'path' | 'type' | 'column';
  readonly diagnostic: Diagnostic;
}
/** Why a column of a message has no value. */
interface Rejection {
  readonly column: string;
  /** Stable, `mapping/<what>`. */
  readonly code: string;
  /** `value '<excerpt>' on column '<column>' is not <Type>`, or that it is missing. */
  readonly message: string;
}
/** Writes rows into the columns of a block. */
interface RowWriter {
  /**
   * Writes one value to each column, or none to any and says why. All bad columns are told, not only the first.
   *
   * @param value the decoded message; `undefined` for a tombstone, and where the mapping does not need it
   * @param bytes with `start` and `end`: the message's own bytes, for `json:$` on String (`start === -1` for a tombstone)
   * @returns nothing when the row was written
   */
  write(value: unknown, bytes: Uint8Array, start: number, end: number): readonly Rejection[] | undefined;
}
/** Columns compiled to a function from decoded message to row. */
interface RowMapping {
  /** In the order of `bind`'s writers. */
  readonly blockColumns: readonly BlockColumn[];
  /** `validity` when every column stores the message's own bytes: then no value is built. */
  readonly need: 'value' | 'validity';
  /** Whether a tombstone can be a row: every column is Nullable or has a DEFAULT. */
  readonly acceptsTombstone: boolean;
  /** @param writers one per block column, in that order */
  bind(writers: readonly ColumnWriter[]): RowWriter;
  /** What was found for each block column, as text, for the quarantine table; null where nothing was found. */
  found(value: unknown, bytes: Uint8Array, start: number, end: number): readonly (string | null)[];
}

/** What {@link compileMapping} could make, and what is wrong. */
interface CompiledMapping {
  /** Absent if and only if there are problems. */
  readonly mapping?: RowMapping;
  /** All mistakes of all columns. */
  readonly problems: readonly MappingProblem[];
}
/**
 * Compiles columns to a function from decoded message to row. What is wrong with paths and types is told here, once;
 * what is wrong with a message, by `write`.
 *
 * @example
 * const { type } = parseType('UInt8');
 * compileMapping([{ name: 'age', type: type!, path: '$.user.age' }]).mapping?.need; // => 'value'
 * compileMapping([{ name: 'age', type: type!, path: 'user.age' }]).problems[0]?.diagnostic.hint; // => 'Write $.user.age.'
 */
declare function compileMapping(columns: readonly MappedColumn[]): CompiledMapping;

/** What can be wrong with the columns of a mapping. */
declare const mappingDiagnostics: _proj_diagnostics.DiagnosticCatalog<{
  readonly 'path-root': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'path-character': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'path-empty-member': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'path-unclosed': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<'closing'>;
  };
  readonly 'path-syntax': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'found'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'path-script': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'type-not-supported-yet': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'default-not-supported-yet': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'expression'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'unknown-time-zone': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'zone'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
}>;

export {
  type BlockColumn,
  type CompiledMapping,
  type MappedColumn,
  type MappingProblem,
  type Rejection,
  type RowMapping,
  type RowWriter,
  compileMapping,
  mappingDiagnostics,
};
