import type { ColumnDefinition } from '../definition.js';

/**
 * A part of a table as it is and as it should be, both as ClickHouse prints them; undefined where
 * there is none.
 */
export interface ShownDifference {
  readonly is: string | undefined;
  readonly should: string | undefined;
}

/**
 * A difference in a part that holds a secret: only the reference to it, as it stands in the file.
 * What the table has now is hidden as well, since it may be what the secret held before.
 */
export interface HiddenDifference {
  readonly reference: string;
}

/** A clause of CREATE TABLE from ENGINE on. */
export type EngineClause = 'engine' | 'partition-key' | 'primary-key' | 'sorting-key' | 'sampling-key' | 'ttl';

/** A column of the definition that the table lacks. */
export interface MissingColumnDifference {
  readonly kind: 'missing-column';
  readonly column: ColumnDefinition;
  /** The column that stands before it in the definition; undefined for the first. */
  readonly after: string | undefined;
}

/**
 * A table that ClickHouse would not know a repeated insert for, or one whose definition asks for
 * another window.
 */
export interface DeduplicationWindowDifference {
  readonly kind: 'deduplication-window';
  readonly setting: string;
  readonly is: string | undefined;
  /** SQL for the statement. Where there is a `reference`, it is a secret and must not be shown. */
  readonly should: string;
  readonly reference?: string;
}

/** A difference that a deployment does not remove. */
export type RefusedDifference =
  /** A column of the table that its definition lacks. */
  | { readonly kind: 'extra-column'; readonly column: string }
  | { readonly kind: 'column-type'; readonly column: string; readonly is: string; readonly should: string }
  | ({ readonly kind: 'column-default'; readonly column: string } & ShownDifference)
  | ({ readonly kind: 'column-codec'; readonly column: string } & ShownDifference)
  | ({ readonly kind: 'engine-clause'; readonly clause: EngineClause } & (ShownDifference | HiddenDifference))
  | ({ readonly kind: 'engine-setting'; readonly setting: string } & ShownDifference)
  /** Some setting differs, and the settings hold a secret. */
  | ({ readonly kind: 'engine-settings' } & HiddenDifference)
  | { readonly kind: 'missing-index'; readonly index: string; readonly should: string }
  | { readonly kind: 'index'; readonly index: string; readonly is: string; readonly should: string };

/** One way in which a table is not as its definition says. */
export type TableDifference = MissingColumnDifference | DeduplicationWindowDifference | RefusedDifference;
