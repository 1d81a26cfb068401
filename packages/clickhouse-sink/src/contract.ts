import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';

/** A column of a block. */
export interface BlockColumnDefinition {
  readonly name: string;
  /** `Nullable(T)` for a column of type T with a DEFAULT: NULL then stands for it. */
  readonly type: ClickHouseType;
  /**
   * SQL of the DEFAULT that NULL stands for. Give it for every such column: where a T cannot be
   * NULL on the way (arrays, see `canTravelAsNullable`), the insert evaluates it and may need those
   * of the other columns. Otherwise ClickHouse uses the table's own.
   */
  readonly defaultExpression?: string;
}

/** A column of the table that a block leaves out. The DEFAULT of another column may name it. */
export interface OtherColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  /** SQL of its own DEFAULT, without the word. */
  readonly defaultExpression?: string;
}

/** A batch in ClickHouse's Native format, ready to be sent any number of times. */
export interface Block {
  readonly rows: number;
  readonly byteLength: number;
  /** How many columns are sent: those of the table, and what a DEFAULT needs beside them. */
  readonly columnCount: number;
  /** The columns of the table that it fills; those of a Nested column are `n.a`, `n.b` … */
  readonly columns: readonly string[];
  /**
   * SQL that makes them from what is sent, `SELECT … FROM input(…)`, when a DEFAULT needs that.
   * @default sent as they are
   */
  readonly select?: string;
  /** What an insert of only some of its rows needs (`InsertRequest.only`). */
  readonly filtered: () => FilteredSelect;
  /** Settings that its types need in addition to those of every insert. @default none */
  readonly settings?: Readonly<Record<string, string | number>>;
  /**
   * Slices of the builder's buffers, valid until the builder is reset: send (and re-send) before
   * that. The first has the numbers of columns and rows.
   */
  readonly parts: readonly Uint8Array[];
}

/**
 * The parts of `SELECT … FROM (SELECT … FROM input(…))`, which makes the columns of the table from
 * what is sent. Conditions on what is sent belong into the inner SELECT, those on the columns of
 * the table into the outer one.
 */
export interface FilteredSelect {
  /** What is sent, as `input()` takes it: names and types. */
  readonly structure: string;
  /** The inner list, without the word SELECT. */
  readonly source: string;
  /** The outer SELECT without its FROM. Every DEFAULT is in it. */
  readonly select: string;
  /** Settings that the SELECT needs. */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Collects rows column by column. */
export interface BlockBuilder {
  /** One per column, in the order given. */
  readonly writers: readonly ColumnWriter[];
  readonly rows: number;
  /** Roughly what the rows take so far. */
  readonly byteLength: number;
  /** Call once every column has its value. */
  endRow(): void;
  finish(): Block;
  /** Empties it for the next block, keeping its memory. */
  reset(): void;
}

/** What to do about a failed insert; see the failure table in ARCHITECTURE.md. */
export type InsertFailureAction =
  /** Send the same block with the same token again, after a pause. */
  | 'retry'
  /**
   * Retrying alone will not help (rights, a missing table): keep the block, report it loudly, try
   * again slowly.
   */
  | 'hold'
  /** The table is not as expected: read it again and encode again. */
  | 'refresh-schema'
  /** The mapping let a row through that ClickHouse does not accept. */
  | 'bad-row'
  /** The block touches too many table partitions: make smaller ones. */
  | 'split';

/** One attempt to insert one block. */
export interface InsertRequest {
  readonly database: string;
  readonly table: string;
  readonly block: Block;
  /** `insert_deduplication_token`; absent: none is sent. */
  readonly token?: string;
  readonly queryId: string;
  /**
   * Inserts only the rows that pass all of these, in the order of the block. Each piece needs a
   * token of its own, which names the piece: a second piece with the same token would not be
   * written.
   *
   * @default all of them
   */
  readonly only?: readonly RowFilter[];
  readonly signal?: AbortSignal;
}

/** Some rows of a block. Every row of a block is in exactly one of a filter's siblings. */
export type RowFilter =
  /** The rows from index `from` (included) to `to` (not included). */
  | { readonly kind: 'rows'; readonly from: number; readonly to: number }
  /**
   * The rows whose table partition falls into one of `of` shares: the hash of `expression`, the
   * table's partition key, modulo `of` is `share`. The expression sees what the table will get,
   * DEFAULTs included, except where only the table knows it: it cannot name MATERIALIZED columns,
   * and sees NULL where a column was given as Nullable without its `defaultExpression`. It must
   * give the same for a row whenever it is evaluated: with `now()` in it, a row could be in no
   * share.
   */
  | { readonly kind: 'table-partitions'; readonly expression: string; readonly share: number; readonly of: number };

/** A Kafka partition, and the tables that may hold its messages. */
export interface StoredPartition {
  readonly tables: readonly { readonly database: string; readonly table: string }[];
  readonly topic: string;
  readonly partition: number;
}

/** A range of offsets of a Kafka partition. */
export interface StoredRange extends StoredPartition {
  readonly first: number;
  readonly last: number;
}
