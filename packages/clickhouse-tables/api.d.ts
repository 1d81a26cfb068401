// ---- index.d.ts ----
import { ClickHouseType } from '@proj/clickhouse-types';
import { IngestError } from '@proj/diagnostics';

/** A column of a table. */
interface ColumnDefinition {
  readonly name: string;
  readonly type: ClickHouseType;
  /** SQL of the DEFAULT, without the word. */
  readonly defaultExpression?: string;
  /** For example `ZSTD(3)`. */
  readonly codec?: string;
}
/** A data-skipping index. */
interface IndexDefinition {
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
interface EngineReferences {
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
interface TableDefinition {
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
    readonly settings?: readonly {
      readonly name: string;
      readonly value: string;
    }[];
    /** For example `{ ttl: '{{ tb_secret("DAYS") }}' }`. @default no part holds a secret */
    readonly references?: EngineReferences;
  };
  readonly indexes?: readonly IndexDefinition[];
}

/**
 * The statement that creates a table unless it exists. A MergeTree table gets a deduplication
 * window unless its settings name one, and a sorting key if it has none: the first DateTime column,
 * else the first number, else the first String, else none.
 *
 * Throws an {@link UnsafeSqlError} when SQL of the definition would not stay in its place.
 */
declare function createTableStatement(table: TableDefinition): string;

/** What a column of a quarantine table holds. */
type QuarantineContent =
  /** The columns that were wrong. */
  | 'error-columns'
  /** Why, in the same order. */
  | 'errors'
  /** Always NULL here; the original has it. */
  | 'import-id'
  /** What the message had for a column of the landing table, as text. */
  | 'found'
  /** The message itself. */
  | 'message'
  /** Where the message came from. */
  | 'meta'
  /** When the row was written: the DEFAULT fills it. */
  | 'insertion-date';
/** A column of a quarantine table. */
interface QuarantineColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  readonly defaultExpression?: string;
  readonly holds: QuarantineContent;
}
/**
 * The columns of a quarantine table. CREATE TABLE and the encoder of quarantine rows both go by
 * this list.
 *
 * @param columns the columns of the landing table. One that has the name of a meta column is left
 *   out.
 * @param metaColumns the columns that say where a message came from; they keep their types.
 *   `__value` is put first when it is not among them.
 *
 * @example
 * const columns = quarantineColumns([{ name: 'id' }], [{ name: '__offset', type: { kind: 'Int64' } }]);
 * columns.map(({ name }) => name).slice(3); // => ['id', '__value', '__offset', 'insertion_date']
 */
declare function quarantineColumns(
  columns: readonly {
    readonly name: string;
  }[],
  metaColumns: readonly {
    readonly name: string;
    readonly type: ClickHouseType;
  }[],
): readonly QuarantineColumn[];

/**
 * The table beside a landing table for messages that could not become a row of it: which columns
 * were wrong and why, what was found for each column as text, and the message itself in `__value`.
 *
 * Rows are kept for 30 days, as the original does. Days are partitions, so that they are dropped
 * whole.
 *
 * @param landing the landing table
 * @param metaColumns the columns that say where a message came from; see {@link quarantineColumns}
 */
declare function quarantineTable(
  landing: TableDefinition,
  metaColumns: readonly {
    readonly name: string;
    readonly type: ClickHouseType;
  }[],
): TableDefinition;

/** How a statement is sent. */
interface StatementOptions {
  /** What names without a database mean; an empty text leaves that to the server. */
  readonly database?: string;
  /** ClickHouse's settings for this statement. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /**
   * The secrets that the SQL holds, as references that may be shown. ClickHouse quotes SQL in its
   * errors, so an implementation that is given any must not repeat what ClickHouse said: its error
   * names these references instead.
   */
  readonly secretReferences?: readonly string[];
}
/**
 * The ClickHouse server that holds the tables. The client of `@proj/clickhouse-sink` is one;
 * anything that can send a statement and read its answer can be another.
 */
interface TableServer {
  /**
   * Sends a query and resolves with the whole answer, in `format`. Rejects when there is none, or
   * when it is an error.
   */
  query(
    sql: string,
    options?: StatementOptions & {
      readonly format?: string;
    },
  ): Promise<string>;
  /** Runs a statement and resolves once the server has done it. */
  command(sql: string, options?: StatementOptions): Promise<void>;
}

/**
 * A part of a table as it is and as it should be, both as ClickHouse prints them; undefined where
 * there is none.
 */
interface ShownDifference {
  readonly is: string | undefined;
  readonly should: string | undefined;
}
/**
 * A difference in a part that holds a secret: only the reference to it, as it stands in the file.
 * What the table has now is hidden as well, since it may be what the secret held before.
 */
interface HiddenDifference {
  readonly reference: string;
}
/** A clause of CREATE TABLE from ENGINE on. */
type EngineClause = 'engine' | 'partition-key' | 'primary-key' | 'sorting-key' | 'sampling-key' | 'ttl';
/** A column of the definition that the table lacks. */
interface MissingColumnDifference {
  readonly kind: 'missing-column';
  readonly column: ColumnDefinition;
  /** The column that stands before it in the definition; undefined for the first. */
  readonly after: string | undefined;
}
/**
 * A table that ClickHouse would not know a repeated insert for, or one whose definition asks for
 * another window.
 */
interface DeduplicationWindowDifference {
  readonly kind: 'deduplication-window';
  readonly setting: string;
  readonly is: string | undefined;
  /** SQL for the statement. Where there is a `reference`, it is a secret and must not be shown. */
  readonly should: string;
  readonly reference?: string;
}
/** A difference that a deployment does not remove. */
type RefusedDifference =
  /** A column of the table that its definition lacks. */
  | {
      readonly kind: 'extra-column';
      readonly column: string;
    }
  | {
      readonly kind: 'column-type';
      readonly column: string;
      readonly is: string;
      readonly should: string;
    }
  | ({
      readonly kind: 'column-default';
      readonly column: string;
    } & ShownDifference)
  | ({
      readonly kind: 'column-codec';
      readonly column: string;
    } & ShownDifference)
  | ({
      readonly kind: 'engine-clause';
      readonly clause: EngineClause;
    } & (ShownDifference | HiddenDifference))
  | ({
      readonly kind: 'engine-setting';
      readonly setting: string;
    } & ShownDifference)
  /** Some setting differs, and the settings hold a secret. */
  | ({
      readonly kind: 'engine-settings';
    } & HiddenDifference)
  | {
      readonly kind: 'missing-index';
      readonly index: string;
      readonly should: string;
    }
  | {
      readonly kind: 'index';
      readonly index: string;
      readonly is: string;
      readonly should: string;
    };
/** One way in which a table is not as its definition says. */
type TableDifference = MissingColumnDifference | DeduplicationWindowDifference | RefusedDifference;

/** One statement of a deployment. */
interface DeployStep {
  readonly kind: 'create-database' | 'create-table' | 'add-column' | 'modify-setting';
  /** `database.table`, or the database. */
  readonly table: string;
  /** What exactly changes, for people: a column and its type, a setting and its value. */
  readonly detail?: string;
  /** The statement. Not for people: it holds what the secrets of the engine hold. */
  readonly sql: string;
  /**
   * The secrets in it, as they stand in the file. When it fails, what ClickHouse said is not
   * repeated.
   * @default none
   */
  readonly references?: readonly string[];
}
/** A difference that this version cannot remove. */
interface RefusedChange {
  /** `database.table` */
  readonly table: string;
  readonly difference: RefusedDifference;
  /** The difference as a sentence that follows the table's name. */
  readonly message: string;
}
/** What a deployment would do. */
interface DeployPlan {
  /** In the order in which they are done. Empty when there is nothing to do. */
  readonly steps: readonly DeployStep[];
  /** If there are any, nothing is done at all. */
  readonly refused: readonly RefusedChange[];
}

/**
 * Compares tables with their definitions and says what to do. Changes nothing. Missing databases
 * and tables are created and missing columns added; every other difference is refused.
 *
 * Rejects with the server's error when ClickHouse cannot be asked, and with an `UnsafeSqlError`
 * when SQL of a definition would not stay in its place.
 */
declare function planDeploy(server: TableServer, definitions: readonly TableDefinition[]): Promise<DeployPlan>;

/**
 * Tables differ from their definitions in ways that a deployment does not change. Nothing was
 * changed.
 */
declare class DeployRefusedError extends IngestError {
  readonly name = 'DeployRefusedError';
  readonly refused: readonly RefusedChange[];
  constructor(refused: readonly RefusedChange[]);
}
/**
 * Does what a plan says, step by step. Can be repeated: a step that was already done does nothing.
 *
 * Rejects with a {@link DeployRefusedError} when the plan has refused changes, before anything is
 * changed, and with the server's error when a statement fails. The steps before that one stay done.
 */
declare function applyDeploy(server: TableServer, plan: DeployPlan): Promise<void>;

/** The name of a table or view. */
interface TableName {
  readonly database: string;
  readonly name: string;
}
/** How a table recognises an insert that is repeated under the same token. */
interface DeduplicationFacts {
  /** The setting of the table that says how many inserts it remembers. */
  readonly setting: 'non_replicated_deduplication_window' | 'replicated_deduplication_window';
  /** How many parts it remembers; an insert writes one for each table partition. 0: none. */
  readonly window: number;
  /** For how long it remembers them. Absent: until the window is full. */
  readonly seconds?: number;
}
/** A view that writes into another table whenever its source gets rows. */
interface FeedingView extends TableName {
  /** Where it writes. Absent when that cannot be seen, for want of rights for example. */
  readonly target?: TableName;
}
/** What decides how often a row can end up in a table. */
interface TableFacts extends TableName {
  readonly engine: string;
  /** Absent when the engine recognises no insert. */
  readonly deduplication?: DeduplicationFacts;
  /** As ClickHouse prints it. Absent when the table has none. */
  readonly ttl?: string;
  /** As ClickHouse prints it. Absent when the table is not partitioned. */
  readonly partitionKey?: string;
  /** In how many table partitions something was written during the last day, merges included. */
  readonly recentPartitions: number;
  readonly views: readonly FeedingView[];
}
/** Settings of the user that overrule those of an insert. */
interface InsertOverrides {
  /** `disable` switches the deduplication of inserts off. Absent: the server does not know it. */
  readonly deduplicate_insert?: string;
  /** The same for inserts that evaluate a SELECT. */
  readonly deduplicate_insert_select?: string;
}
/** Tables, and all that their rows reach through views. */
interface ServerFacts {
  /** By {@link tableKey}. A table that does not exist, or cannot be seen, is missing. */
  readonly tables: ReadonlyMap<string, TableFacts>;
  readonly overrides: InsertOverrides;
}
/** A key for maps of tables: no two tables have the same. */
declare const tableKey: ({ database, name }: TableName) => string;

/**
 * Reads what decides how often a row can end up in these tables and in all that they feed through
 * materialized views. Only reads system tables; a few queries, however many tables there are.
 *
 * Rejects as `server.query` does.
 */
declare function readTableFacts(server: Pick<TableServer, 'query'>, tables: readonly TableName[]): Promise<ServerFacts>;

/**
 * The partition key of a table, if a block can be shared out by it: if it gives the same for a row
 * whenever it is evaluated, and from what an insert sends. Undefined for a table that is not
 * partitioned, for a key that depends on the time or on chance (`now()` as a DEFAULT), and for one
 * that needs a column which only the table computes.
 *
 * Rejects as `server.query` does.
 *
 * @param server the server
 * @param table the table
 * @param sent the columns that an insert fills
 */
declare function splitKey(
  server: Pick<TableServer, 'query'>,
  table: TableName,
  sent: ReadonlySet<string>,
): Promise<string | undefined>;

export {
  type ColumnDefinition,
  type DeduplicationFacts,
  type DeduplicationWindowDifference,
  type DeployPlan,
  DeployRefusedError,
  type DeployStep,
  type EngineClause,
  type EngineReferences,
  type FeedingView,
  type HiddenDifference,
  type IndexDefinition,
  type InsertOverrides,
  type MissingColumnDifference,
  type QuarantineColumn,
  type QuarantineContent,
  type RefusedChange,
  type RefusedDifference,
  type ServerFacts,
  type ShownDifference,
  type StatementOptions,
  type TableDefinition,
  type TableDifference,
  type TableFacts,
  type TableName,
  type TableServer,
  applyDeploy,
  createTableStatement,
  planDeploy,
  quarantineColumns,
  quarantineTable,
  readTableFacts,
  splitKey,
  tableKey,
};
