// ---- index.d.ts ----
import { ClickHouseType } from '@proj/clickhouse-types';
import { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { Readable } from 'node:stream';
import { IngestError } from '@proj/diagnostics';

/** A column of a block. */
interface BlockColumnDefinition {
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
interface OtherColumn {
  readonly name: string;
  readonly type: ClickHouseType;
  /** SQL of its own DEFAULT, without the word. */
  readonly defaultExpression?: string;
}
/** A batch in ClickHouse's Native format, ready to be sent any number of times. */
interface Block {
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
interface FilteredSelect {
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
interface BlockBuilder {
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
type InsertFailureAction =
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
interface InsertRequest {
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
type RowFilter =
  /** The rows from index `from` (included) to `to` (not included). */
  | {
      readonly kind: 'rows';
      readonly from: number;
      readonly to: number;
    }
  /**
   * The rows whose table partition falls into one of `of` shares: the hash of `expression`, the
   * table's partition key, modulo `of` is `share`. The expression sees what the table will get,
   * DEFAULTs included, except where only the table knows it: it cannot name MATERIALIZED columns,
   * and sees NULL where a column was given as Nullable without its `defaultExpression`. It must
   * give the same for a row whenever it is evaluated: with `now()` in it, a row could be in no
   * share.
   */
  | {
      readonly kind: 'table-partitions';
      readonly expression: string;
      readonly share: number;
      readonly of: number;
    };
/** A Kafka partition, and the tables that may hold its messages. */
interface StoredPartition {
  readonly tables: readonly {
    readonly database: string;
    readonly table: string;
  }[];
  readonly topic: string;
  readonly partition: number;
}
/** A range of offsets of a Kafka partition. */
interface StoredRange extends StoredPartition {
  readonly first: number;
  readonly last: number;
}

/**
 * Creates a builder of blocks for these columns. It takes next to no memory until it is used, and
 * then keeps its buffers for the next block.
 *
 * A column of type T may be given as Nullable(T), even if no table can have that type
 * (`canTravelAsNullable` says for which T): where NULL is written, ClickHouse puts the column's
 * DEFAULT. A column `n` of type Nested has one writer, of arrays of tuples, and becomes the columns
 * `n.a`, `n.b` … of the block, as in ClickHouse's tables.
 *
 * An array is never NULL on the way. Where NULL is written for one with a `defaultExpression`, the
 * block carries a SELECT that evaluates it (`Block.select`); blocks in which every array has a
 * value are sent as they are.
 *
 * @param others columns of the table that are not in the block: a `defaultExpression` may name them
 * @throws Error for types that blocks cannot hold: AggregateFunction, Nothing, and Dynamic or QBit
 *   inside a Variant
 */
declare function createBlockBuilder(
  columns: readonly BlockColumnDefinition[],
  others?: readonly OtherColumn[],
): BlockBuilder;

/** Which server, and how patient to be with it. */
interface ClickHouseOptions {
  /**
   * `http(s)://user:password@host:8123/database`; user and database are `default` when left out. A
   * server that answers under a path has it in front of the database: `https://host/path/database`.
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
  /**
   * What names without a database mean; an empty text leaves that to the server.
   * @default the client's `database`
   */
  readonly database?: string;
  /** ClickHouse's settings for this query. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** How long an answer `query` takes, in bytes; a longer one rejects. @default 67_108_864 */
  readonly maxBytes?: number;
  /**
   * The secrets that the SQL holds, as references that may be shown: `{{ tb_secret("DAYS") }}`.
   * ClickHouse quotes SQL in its errors, in its own spelling, so an error of `query` or `command`
   * then names these in place of what ClickHouse said.
   * @default none
   */
  readonly secretReferences?: readonly string[];
  readonly signal?: AbortSignal;
}
/**
 * The options of `queryStream`: there is no limit on the answer, and its SQL is never built from
 * secrets.
 */
type QueryStreamOptions = Omit<QueryOptions, 'maxBytes' | 'secretReferences'>;
/** A ClickHouse server, reached over HTTP. No error of it holds the password. */
interface ClickHouse {
  /** `http(s)://host:port`, for display. */
  readonly origin: string;
  /** The database that names without one mean. */
  readonly database: string;
  /**
   * Resolves with the server's version once it has accepted our login, and rejects with a
   * `QueryError` otherwise.
   */
  ping(): Promise<string>;
  /**
   * Runs a query and resolves with the answer as text. Rejects with a `QueryError`, also when
   * the answer does not come from ClickHouse.
   */
  query(sql: string, options?: QueryOptions): Promise<string>;
  /**
   * Runs a query and streams the bytes of the answer as they arrive, whatever its size. Rejects
   * with a `QueryError` when there is no answer; a later failure destroys the stream with
   * one. Destroying the stream ends the query. The reader may pause for up to `requestTimeoutMs`.
   */
  queryStream(sql: string, options?: QueryStreamOptions): Promise<Readable>;
  /** Runs a statement whose answer does not matter. Rejects with a `QueryError`. */
  command(sql: string, options?: Omit<QueryOptions, 'format'>): Promise<void>;
  /**
   * Sends one block as exactly one insert. Resolves when ClickHouse itself has confirmed that it is
   * written: an answer with ClickHouse's headers, about this `queryId`, with an empty body.
   * Otherwise rejects within `requestTimeoutMs`, with an `InsertError` whose `action` says
   * what to do. The block must not be reset before that.
   */
  insert(request: InsertRequest): Promise<void>;
  /**
   * Ends the inserts whose query ids begin with this text, and resolves when they have ended: an
   * insert that still waits for its data ends only when the server gives up waiting
   * (`http_receive_timeout`, 30 s). It reaches those of the server that answers, and only once they
   * have begun there: a server begins an insert when 256 KiB of it or all of it have arrived.
   *
   * Resolves as well when ClickHouse refuses, for want of rights for example: then only the
   * deduplication token stands between those inserts and the next ones. Rejects with an error that
   * is retryable when there is no answer, or an insert goes on.
   */
  endInserts(queryIdPrefix: string): Promise<void>;
  /**
   * The offsets of a range that these tables hold, by their columns `__topic`, `__partition` and
   * `__offset`. Waits until a replicated table has fetched what other replicas have written.
   * Rejects with a `QueryError`.
   *
   * A row says neither which incarnation of its topic it comes from nor which replay wrote it: rows
   * of an earlier one with the same offsets count as stored. Engines that merge rows or drop them
   * (Replacing, Summing, TTL) no longer hold all that was stored.
   */
  storedOffsets(range: StoredRange): Promise<ReadonlySet<number>>;
  /**
   * One more than the highest offset that these tables hold of a Kafka partition; 0 when they hold
   * nothing of it. Rejects as `storedOffsets` does.
   */
  storedEnd(partition: StoredPartition): Promise<number>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/**
 * Creates a client, which connects when it is first used.
 *
 * @throws IngestError when the URL is not an HTTP URL. The error does not quote it.
 */
declare function createClickHouse(options: ClickHouseOptions): ClickHouse;

/**
 * The database that the address of a ClickHouse names, `default` when it names none.
 *
 * @throws IngestError `clickhouse-sink/bad-url`, which does not quote the address: it may hold a
 *   password.
 * @example
 * clickhouseDatabase('https://ada:secret@example.com:8443/shop'); // => 'shop'
 */
declare const clickhouseDatabase: (url: string) => string;

/** What went wrong with a request, before it is classified. */
interface Failure {
  /** ClickHouse's error code. */
  readonly clickhouseCode?: number;
  /** The HTTP status, when there was an answer. */
  readonly httpStatus?: number;
  /** `ECONNREFUSED` and its kind, `TIMEOUT`, or `ABORTED`, when there was none. */
  readonly network?: string;
  /**
   * Why an answer with status 200 does not count as ClickHouse's: something in between has
   * answered.
   */
  readonly unacknowledged?: string;
  /** The answer was longer than we read. */
  readonly tooLong?: boolean;
  /** What was said, as it came. */
  readonly text: string;
  readonly cause?: unknown;
}

/**
 * What to do about a failed insert. ClickHouse's own code decides if there is one, then the HTTP
 * status. A connection that failed or broke is always retried: the outcome is unknown, and the
 * token makes a repetition harmless.
 *
 * When a materialized view failed, the rows may be in the table already, under the token of their
 * block. Only the same block with the same token then completes the view and doubles nothing.
 * Therefore no row of it is looked for, and it is not split: it is held until the view is mended.
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
/** The server that a failure is about. */
interface ToldServer {
  readonly origin: string;
  /** Removes what we know to be secret from what the server said. */
  readonly redact: (text: string) => string;
}

export {
  type Block,
  type BlockBuilder,
  type BlockColumnDefinition,
  type ClickHouse,
  type ClickHouseOptions,
  type Failure,
  type FilteredSelect,
  InsertError,
  type InsertFailureAction,
  type InsertRequest,
  type OtherColumn,
  QueryError,
  type QueryOptions,
  type QueryStreamOptions,
  type RowFilter,
  type StoredPartition,
  type StoredRange,
  classifyError,
  clickhouseDatabase,
  createBlockBuilder,
  createClickHouse,
};
