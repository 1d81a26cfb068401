// ---- index.d.ts ----
import { ColumnWriter, ClickHouseType } from '@proj/clickhouse-types';
import { Readable } from 'node:stream';
import { IngestError } from '@proj/diagnostics';

/** A column of a table. */
interface ColumnDefinition {
  readonly name: string;
  readonly type: ClickHouseType;
  /** SQL of DEFAULT, without the word. */
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
/** Parts of an engine that hold secrets: what is shown of each in the place of its SQL, in plans, refusals and errors. */
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
 * A table as it should be. All expressions are SQL as the user wrote them, without comments; SQL that would not stay in its
 * place is refused with an {@link UnsafeSqlError}.
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
    /** For example `{ ttl: '{{ tb_secret("DAYS") }}' }`. @default none of them holds a secret */
    readonly references?: EngineReferences;
  };
  readonly indexes?: readonly IndexDefinition[];
}
/** A column of a block. */
interface BlockColumnDefinition {
  readonly name: string;
  /** `Nullable(T)` for a column of type T with a DEFAULT: NULL then stands for it. */
  readonly type: ClickHouseType;
  /**
   * SQL of the DEFAULT that NULL stands for, of every such column. Needed where a T cannot be NULL on the way (arrays: see
   * `canTravelAsNullable`): the insert then evaluates it, and may need those of the other columns for it. Else ClickHouse
   * takes the table's own.
   */
  readonly defaultExpression?: string;
}
/** A batch in ClickHouse's Native format, ready to be sent any number of times. */
interface Block {
  readonly rows: number;
  readonly byteLength: number;
  /** The columns of the table that it fills; those of a Nested column are `n.a`, `n.b` … */
  readonly columns: readonly string[];
  /** SQL that makes them from what is sent, `SELECT … FROM input(…)`, where a DEFAULT asks for that. @default as they are */
  readonly select?: string;
  /** ClickHouse's settings that its types need beside those of every insert. @default none */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Slices of the builder's buffers, valid until the builder is reset: send (and re-send) before that. */
  readonly parts: readonly Uint8Array[];
}
/** Collects rows column by column. */
interface BlockBuilder {
  /** One per column, in the order given. */
  readonly writers: readonly ColumnWriter[];
  readonly rows: number;
  /** What the rows take so far, about. */
  readonly byteLength: number;
  /** Call after every column got its value. */
  endRow(): void;
  finish(): Block;
  /** Empties it for the next block, keeping its memory. */
  reset(): void;
}
/** What to do about a failed insert; see the failure table in ARCHITECTURE.md. */
type InsertFailureAction =
  /** Send the same block with the same token again, after a pause. */
  | 'retry'
  /** Nothing of ours will mend it (rights, a missing table): keep the block, say so loudly, try again slowly. */
  | 'hold'
  /** The table is not what we think: read it again, encode again. */
  | 'refresh-schema'
  /** A row that ClickHouse does not take slipped through the mapping. */
  | 'bad-row'
  /** The block touches too many table partitions: make smaller ones. */
  | 'split';
/** One attempt to insert one block. */
interface InsertRequest {
  readonly database: string;
  readonly table: string;
  readonly block: Block;
  /** `insert_deduplication_token`; absent: none is sent. */
  readonly token?: string;
  readonly queryId: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes a builder of blocks for these columns. A builder that holds nothing takes next to no memory; one that was
 * used keeps its buffers for the next block.
 *
 * A column of type T that the table does not make Nullable may be given as Nullable(T), also where that is no type of a
 * table (`canTravelAsNullable` says for which T): where NULL is written, ClickHouse puts the column's DEFAULT. A column `n` of type Nested
 * has one writer, of arrays of tuples, and becomes the columns `n.a`, `n.b` … of the block, as ClickHouse's tables have them.
 *
 * An array is never NULL on the way. Where NULL is written for one that has a `defaultExpression`, the block brings a SELECT that
 * evaluates it (`Block.select`); blocks in which every array was given are sent as they are.
 *
 * @param others columns of the table that are not in the block: a `defaultExpression` may name them
 * @throws Error for types that no block can hold: AggregateFunction, Nothing, and Dynamic or QBit inside a Variant
 */
declare function createBlockBuilder(
  columns: readonly BlockColumnDefinition[],
  others?: readonly ColumnDefinition[],
): BlockBuilder;

/** Which server, and how patient to be with it. */
interface ClickHouseOptions {
  /**
   * `http(s)://user:password@host:8123/database`; user and database are `default` when left out. A server that answers
   * under a path has it in front of the database: `https://host/path/database`.
   */
  readonly url: string;
  /** Instead of the URL's. */
  readonly database?: string;
  /** How long to wait for an answer. @default 130_000 */
  readonly requestTimeoutMs?: number;
}
/** How a query is sent and answered. */
interface QueryOptions {
  /** The format of the answer, unless the query names one. @default 'JSONEachRow' */
  readonly format?: string;
  /** What names without a database mean; an empty text leaves that to the server. @default the client's `database` */
  readonly database?: string;
  /** ClickHouse's settings for this query. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** How long an answer `query` takes, in bytes; a longer one rejects. @default 67_108_864 */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}
/** A ClickHouse server, spoken to over HTTP. Nothing that it rejects with holds the password. */
interface ClickHouse {
  /** `http(s)://host:port`, for texts. */
  readonly origin: string;
  /** The database that names without one mean. */
  readonly database: string;
  /** Resolves with the server's version when it answers and takes our user; else rejects with a {@link QueryError}. */
  ping(): Promise<string>;
  /**
   * Runs a query and gives the answer as text. Rejects with a {@link QueryError}, also when something other than
   * ClickHouse answers.
   */
  query(sql: string, options?: QueryOptions): Promise<string>;
  /**
   * Runs a query and gives the bytes of the answer as they come, for answers of any size. Rejects with a
   * {@link QueryError} when nothing came; what goes wrong later destroys the stream with one. Destroying the stream ends
   * the query. Whoever reads may pause for as long as `requestTimeoutMs`.
   */
  queryStream(sql: string, options?: QueryOptions): Promise<Readable>;
  /** Runs a statement whose answer does not matter. Rejects with a {@link QueryError}. */
  command(sql: string, options?: Omit<QueryOptions, 'format'>): Promise<void>;
  /**
   * Sends one block as exactly one insert. Resolves when ClickHouse itself has said that it has written it: an answer
   * with its headers, about this `queryId`, without a text. Rejects with an {@link InsertError} whose `action` says what
   * to do, within `requestTimeoutMs`. The block must not be reset meanwhile.
   */
  insert(request: InsertRequest): Promise<void>;
  /** Closes the connections. */
  close(): Promise<void>;
}
/**
 * Makes a client. It connects when it is first used.
 *
 * @throws IngestError when the URL is none of HTTP; it does not quote it.
 */
declare function createClickHouse(options: ClickHouseOptions): ClickHouse;

/**
 * The database that the address of a ClickHouse names, `default` when it names none.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote the address: it may hold a password.
 * @example
 * clickhouseDatabase('https://ada:secret@example.com:8443/shop'); // => 'shop'
 */
declare const clickhouseDatabase: (url: string) => string;

/** What went wrong with a request, before anybody has judged it. */
interface Failure {
  /** ClickHouse's error code. */
  readonly clickhouseCode?: number;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
  /** `ECONNREFUSED` and its kind, `TIMEOUT`, or `ABORTED`, when there was none. */
  readonly network?: string;
  /** Why an answer with status 200 is not ClickHouse's word: something between us and it has spoken. */
  readonly unacknowledged?: string;
  /** The answer was longer than we read. */
  readonly tooLong?: boolean;
  /** What was said, as it came. */
  readonly text: string;
  readonly cause?: unknown;
}

/**
 * What to do about a failed insert. ClickHouse's own code decides where there is one, then the HTTP status;
 * a connection that failed or broke is always retried: the outcome is unknown, and the token makes that harmless.
 *
 * @example
 * classifyError({ clickhouseCode: 60, text: 'Table shop.events does not exist' }); // => 'hold'
 */
declare function classifyError(failure: Failure): InsertFailureAction;

/** An insert that was not acknowledged. With action `retry` its outcome may be unknown. */
declare class InsertError extends IngestError {
  readonly name = 'InsertError';
  /** What the caller should do with the block. */
  readonly action: InsertFailureAction;
  /** ClickHouse's error code, when it gave one. */
  readonly clickhouseCode: number | undefined;
  /** `database.table`. */
  readonly table: string;
  constructor(table: string, failure: Failure, server: ToldServer);
}
/** A query, a statement or a ping that failed. */
declare class QueryError extends IngestError {
  readonly name = 'QueryError';
  readonly clickhouseCode: number | undefined;
  constructor(failure: Failure, server: ToldServer);
}
/** The server that a failure is told of. */
interface ToldServer {
  readonly origin: string;
  /** Takes what we know to be secret out of what it said. */
  readonly redact: (text: string) => string;
}

/** A definition holds SQL that would not stay in its place in a statement. Nothing was sent. */
declare class UnsafeSqlError extends IngestError {
  readonly name = 'UnsafeSqlError';
  constructor(what: string, problem: string);
}

/**
 * The statement that makes a table, if it is not there. MergeTree tables get a deduplication window unless their
 * settings name one, and a sorting key where none is given: the first DateTime column, else the first number, else
 * the first String, else none.
 *
 * Throws an {@link UnsafeSqlError} when SQL of the definition would not stay in its place.
 */
declare function createTableStatement(table: TableDefinition): string;

/**
 * The table beside a landing table that takes what could not become a row of it: which columns were wrong and why, what
 * was found for each column as text, and the message itself in `__value`.
 *
 * Rows are kept for a month, as the original does; both tables' partitions are dropped whole.
 *
 * @param landing the landing table
 * @param metaColumns columns that say where a message came from; they keep their types. `__value` is added when it
 *   is not among them. A column of the landing table with the same name is left out.
 */
declare function quarantineTable(
  landing: TableDefinition,
  metaColumns: readonly {
    readonly name: string;
    readonly type: ClickHouseType;
  }[],
): TableDefinition;

/** One statement of a deploy. */
interface DeployStep {
  readonly kind: 'create-database' | 'create-table' | 'add-column' | 'modify-setting';
  /** `database.table`, or the database. */
  readonly table: string;
  /** What exactly, for people: a column and its type, a setting and its value. */
  readonly detail?: string;
  /** The statement. Not for people: it holds what the secrets of the engine hold. */
  readonly sql: string;
  /** The secrets in it, as they stand in the file. When it fails, what ClickHouse said is not repeated. @default none */
  readonly references?: readonly string[];
}
/** A difference that this version cannot remove. */
interface RefusedChange {
  readonly table: string;
  /** What differs, a sentence that follows the table's name. */
  readonly message: string;
}
/** What a deploy would do. */
interface DeployPlan {
  /** In the order in which they are done. Empty: nothing to do. */
  readonly steps: readonly DeployStep[];
  /** When there is any, nothing is done at all. */
  readonly refused: readonly RefusedChange[];
}

/** The tables differ from their definitions in a way that needs another tool. Nothing was changed. */
declare class DeployRefusedError extends IngestError {
  readonly name = 'DeployRefusedError';
  readonly refused: readonly RefusedChange[];
  constructor(refused: readonly RefusedChange[]);
}
/**
 * Compares tables with their definitions and says what to do. Changes nothing. Missing databases and tables are
 * made, missing columns added; every other difference is refused.
 *
 * Rejects with a {@link QueryError} when ClickHouse cannot be asked, and with an {@link UnsafeSqlError} when SQL of a
 * definition would not stay in its place.
 */
declare function planDeploy(clickhouse: ClickHouse, definitions: readonly TableDefinition[]): Promise<DeployPlan>;
/**
 * Does what a plan says, step by step. Can be repeated: a step that was done already does nothing.
 *
 * Rejects with a {@link DeployRefusedError}, before anything is changed, when the plan has refused changes, and
 * with a {@link QueryError} when a statement fails; the steps before that one stay done.
 */
declare function applyDeploy(clickhouse: ClickHouse, plan: DeployPlan): Promise<void>;

export {
  type Block,
  type BlockBuilder,
  type BlockColumnDefinition,
  type ClickHouse,
  type ClickHouseOptions,
  type ColumnDefinition,
  type DeployPlan,
  DeployRefusedError,
  type DeployStep,
  type EngineReferences,
  type Failure,
  type IndexDefinition,
  InsertError,
  type InsertFailureAction,
  type InsertRequest,
  QueryError,
  type QueryOptions,
  type RefusedChange,
  type TableDefinition,
  UnsafeSqlError,
  applyDeploy,
  classifyError,
  clickhouseDatabase,
  createBlockBuilder,
  createClickHouse,
  createTableStatement,
  planDeploy,
  quarantineTable,
};
