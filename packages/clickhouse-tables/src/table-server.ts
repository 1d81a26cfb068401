/** How a statement is sent. */
export interface StatementOptions {
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
export interface TableServer {
  /**
   * Sends a query and resolves with the whole answer, in `format`. Rejects when there is none, or
   * when it is an error.
   */
  query(sql: string, options?: StatementOptions & { readonly format?: string }): Promise<string>;
  /** Runs a statement and resolves once the server has done it. */
  command(sql: string, options?: StatementOptions): Promise<void>;
}
