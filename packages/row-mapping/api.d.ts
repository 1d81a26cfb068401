// ---- index.d.ts ----
import { ClickHouseType } from '@proj/clickhouse-types';
import { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';
import { R as RejectionCode } from './rejection-reasons.js';

/** A column of a data source that takes its value from the message. */
interface MappedColumn {
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
type MessageForm = 'json' | 'binary';
/** A column as it travels in the block. */
interface BlockColumn {
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
interface MappingProblem {
  readonly column: string;
  /**
   * Which text the span of the diagnostic counts in: the path (as given), the type (as written), or
   * the whole column.
   */
  readonly part: 'path' | 'type' | 'column';
  readonly diagnostic: Diagnostic;
}
/** Why a column of a message has no value. */
interface Rejection {
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
interface ColumnExplanation {
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
    | {
        readonly kind: 'value';
        readonly text: string;
      }
    | {
        readonly kind: 'null';
      }
    /** ClickHouse evaluates the column's DEFAULT. */
    | {
        readonly kind: 'default';
      }
    | {
        readonly kind: 'rejected';
        readonly rejection: Rejection;
      };
}
/** Writes rows into the columns of a block. */
interface RowWriter {
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
interface RowMapping {
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

/** What {@link compileMapping} could make, and what is wrong. */
interface CompiledMapping {
  /** Absent if and only if there are problems. */
  readonly mapping?: RowMapping;
  /** All mistakes of all columns. */
  readonly problems: readonly MappingProblem[];
}
/** What {@link compileMapping} has to know besides the columns. */
interface MappingOptions {
  /** What the messages' bytes are. @default 'json' */
  readonly messages?: MessageForm;
}
/**
 * Compiles columns to a function from decoded message to row. Mistakes in paths and types are
 * reported here, once; what is wrong with a message is reported by `write`.
 *
 * @example
 * const { type } = parseType('UInt8');
 * compileMapping([{ name: 'age', type: type!, path: '$.user.age' }]).mapping?.need; // => 'value'
 * compileMapping([{ name: 'age', type: type!, path: 'user.age' }]).problems[0]?.diagnostic.hint; // => 'Write $.user.age.'
 */
declare function compileMapping(columns: readonly MappedColumn[], options?: MappingOptions): CompiledMapping;

/**
 * Shows what columns make of one decoded message, by the very code that writes rows.
 *
 * @param value the decoded message; `undefined` for a tombstone
 * @param bytes the message's own bytes
 * @throws Error when the columns have problems: `compileMapping` reports them
 *
 * @example
 * const { type } = parseType('DateTime');
 * const bytes = new TextEncoder().encode('{"at":1767225600}');
 * const [at] = explainMapping([{ name: 'at', type: type!, path: '$.at' }], { at: 1767225600 }, bytes);
 * at?.found; // => '1767225600'
 * at?.outcome; // => { kind: 'value', text: '2026-01-01 00:00:00' }
 */
declare function explainMapping(
  columns: readonly MappedColumn[],
  value: unknown,
  bytes: Uint8Array,
  options?: MappingOptions,
): readonly ColumnExplanation[];

/**
 * The JSON text of a decoded value: exact numbers with all their digits, dates and times as texts,
 * bytes that are UTF-8 as texts. `bigint` writes bigints; by default with all digits. `undefined`
 * if no JSON text means the same: a number that JSON does not have (`1e400` was decoded to
 * Infinity), bytes that are not text, a value nested too deeply, or something no codec decodes to.
 */
declare function jsonText(value: unknown, bigint?: (value: bigint) => string): string | undefined;

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
  readonly 'type-not-from-messages': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'why'>;
  };
  readonly 'default-not-literal': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'type' | 'expression'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'unknown-time-zone': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'zone'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
}>;

export {
  type BlockColumn,
  type ColumnExplanation,
  type CompiledMapping,
  type MappedColumn,
  type MappingOptions,
  type MappingProblem,
  type MessageForm,
  type Rejection,
  RejectionCode,
  type RowMapping,
  type RowWriter,
  compileMapping,
  explainMapping,
  jsonText,
  mappingDiagnostics,
};

// ---- reference.d.ts ----
export { r as rejectionReasons } from './rejection-reasons.js';

/**
 * A value that a mapping reads differently from ClickHouse, on purpose.
 */
interface ClickHouseDifference {
  /** What is special in the value. */
  readonly name: string;
  /** What the mapping does. */
  readonly we: 'refuse' | 'accept' | 'read otherwise';
  /** For which types, in Markdown. */
  readonly types: string;
  /** What ClickHouse does, or why we do not, in Markdown. */
  readonly why: string;
}
/**
 * All known differences, each covered by tests that compare with a real server. The documentation
 * is generated from them.
 */
declare const clickhouseDifferences: readonly ClickHouseDifference[];

/** A spelling of a value in a message, and what it means. */
interface AcceptedSpelling {
  /** The column's type. */
  readonly type: string;
  /** The value as the message writes it. */
  readonly json: string;
  /** What is stored, as ClickHouse shows it. */
  readonly stored: string;
}
/** Types that are filled by the same rules. */
interface TypeFamily {
  /** As in the documentation: `Decimal(P, S)`. */
  readonly types: string;
  /** What is accepted, in Markdown. */
  readonly accepts: string;
  /** One example of each accepted spelling. */
  readonly accepted: readonly AcceptedSpelling[];
  /** One example of each refused spelling. */
  readonly refused: readonly {
    readonly type: string;
    readonly json: string;
  }[];
}

/**
 * Every type that a message can fill, with what is accepted for it. The documentation is generated
 * from it, and tests run it.
 */
declare const typeTable: readonly TypeFamily[];

/**
 * Rules for reading values of every type that may surprise a user, in Markdown. The documentation
 * is generated from them.
 */
declare const valueRules: readonly string[];

export {
  type AcceptedSpelling,
  type ClickHouseDifference,
  type TypeFamily,
  clickhouseDifferences,
  typeTable,
  valueRules,
};

// ---- rejection-reasons.d.ts ----
/** Why a column of a message has no value. Codes are stable; texts begin as shown. */
declare const rejectionReasons: readonly [
  {
    readonly code: 'mapping/wrong-type';
    readonly text: "value '<value>' on column '<column>' is not <Type>";
    readonly meaning: 'The value is not of the type. It is cut at 100 characters, and control characters in it are shown as escapes; the type is without Nullable and LowCardinality. After it: where in an array, map, tuple or JSON object the first bad value stands (`at .items[1].price`), what is wrong with it, and an example of what would be accepted.';
  },
  {
    readonly code: 'mapping/missing-value';
    readonly text: "value of column '<column>' is not in the message at <path>, and the column is neither Nullable nor has a DEFAULT";
    readonly meaning: 'Or `is null at <path>`.';
  },
  {
    readonly code: 'mapping/path-failed';
    readonly text: "value of column '<column>' cannot be found: the message is too deep for <path>";
    readonly meaning: 'Only with paths that run through jsonpath-plus.';
  },
];
/** The code of one of {@link rejectionReasons}. */
type RejectionCode = (typeof rejectionReasons)[number]['code'];

export { type RejectionCode as R, rejectionReasons as r };
