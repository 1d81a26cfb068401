import type { ClickHouseType } from '@proj/clickhouse-types';

/** A column of a table. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ClickHouseType;
  /** SQL of the DEFAULT, without the word. */
  readonly defaultExpression?: string;
  /** For example `ZSTD(3)`. */
  readonly codec?: string;
}

/** A data-skipping index. */
export interface IndexDefinition {
  readonly name: string;
  readonly expression: string;
  /** For example `bloom_filter(0.01)`. */
  readonly type: string;
  readonly granularity?: number;
}

/**
 * The parts of an engine that hold secrets. Plans, refusals and errors show these texts in place of
 * the SQL.
 */
export interface EngineReferences {
  readonly arguments?: string;
  readonly sortingKey?: string;
  readonly partitionKey?: string;
  readonly primaryKey?: string;
  readonly samplingKey?: string;
  readonly ttl?: string;
  readonly settings?: string;
}

/**
 * A table as it should be. Expressions are SQL as the user wrote it, without comments. SQL that
 * would not stay in its place in a statement is refused with an `UnsafeSqlError`.
 */
export interface TableDefinition {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly engine: {
    /** @default 'MergeTree' */
    readonly name?: string;
    /** Arguments in ClickHouse's order, for example the version column of ReplacingMergeTree. */
    readonly arguments?: readonly string[];
    readonly sortingKey?: string;
    readonly partitionKey?: string;
    readonly primaryKey?: string;
    readonly samplingKey?: string;
    readonly ttl?: string;
    readonly settings?: readonly { readonly name: string; readonly value: string }[];
    /** For example `{ ttl: '{{ tb_secret("DAYS") }}' }`. @default no part holds a secret */
    readonly references?: EngineReferences;
  };
  readonly indexes?: readonly IndexDefinition[];
}
