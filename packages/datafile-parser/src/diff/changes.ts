import type { SourceFile, Span } from '@proj/diagnostics';

import type { Column, Datafile, DatasourceToken, Located, TableIndex } from '../model/types.js';

/** A file that differs between two versions of a project. */
export type FileChange =
  | { readonly change: 'added'; readonly after: Datafile }
  | { readonly change: 'removed'; readonly before: Datafile }
  | {
      readonly change: 'changed';
      readonly before: Datafile;
      readonly after: Datafile;
      /** What differs, at least one: settings, then columns, indexes, tokens and lists. */
      readonly changes: readonly ModelChange[];
    };

/**
 * What differs between two versions of a file. Spans of `before` are those of the file before, and
 * so on.
 */
export type ModelChange =
  | Change<'setting', ChangedSetting>
  | Change<'column', Column, { readonly aspects: readonly ColumnAspect[] }>
  | ColumnOrderChange
  | Change<'index', TableIndex>
  | Change<'token', DatasourceToken>
  | Change<'tag', Located<string>>
  | Change<'shared-with', Located<string>>;

/** Something with a name was added, removed or changed. */
export type Change<What extends string, Side, Detail = unknown> = {
  readonly what: What;
  /** Of the setting, the column and so on. */
  readonly name: string;
} & (
  | { readonly change: 'added'; readonly after: Side }
  | { readonly change: 'removed'; readonly before: Side }
  | ({ readonly change: 'changed'; readonly before: Side; readonly after: Side } & Detail)
);

/** What of a column changed. */
export type ColumnAspect = 'type' | 'json-path' | 'default' | 'codec';

/** The columns that both versions have stand in another order. */
export interface ColumnOrderChange {
  readonly what: 'column-order';
  readonly change: 'changed';
  /** Only the columns that both have. */
  readonly before: readonly Column[];
  readonly after: readonly Column[];
}

/**
 * TYPE, DESCRIPTION, ENGINE, ENGINE_*, FORWARD_QUERY, KAFKA_* and all others with a text as their
 * value.
 */
export interface ChangedSetting {
  /** Secrets are templates. */
  readonly text: string;
  readonly span: Span;
  /** The included file that it stands in; absent when that is the datafile itself. */
  readonly file?: SourceFile;
}
