import type { Readable } from 'node:stream';
import type { InsertRequest, StoredPartition, StoredRange } from '../contract.js';

/** Which server, and how patient to be with it. */
export interface ClickHouseOptions {
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
export interface QueryOptions {
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
export type QueryStreamOptions = Omit<QueryOptions, 'maxBytes' | 'secretReferences'>;

/** A ClickHouse server, reached over HTTP. No error of it holds the password. */
export interface ClickHouse {
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
