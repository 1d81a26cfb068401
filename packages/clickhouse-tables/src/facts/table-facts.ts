/** The name of a table or view. */
export interface TableName {
  readonly database: string;
  readonly name: string;
}

/** How a table recognises an insert that is repeated under the same token. */
export interface DeduplicationFacts {
  /** The setting of the table that says how many inserts it remembers. */
  readonly setting: 'non_replicated_deduplication_window' | 'replicated_deduplication_window';
  /** How many parts it remembers; an insert writes one for each table partition. 0: none. */
  readonly window: number;
  /** For how long it remembers them. Absent: until the window is full. */
  readonly seconds?: number;
}

/** A view that writes into another table whenever its source gets rows. */
export interface FeedingView extends TableName {
  /** Where it writes. Absent when that cannot be seen, for want of rights for example. */
  readonly target?: TableName;
}

/** What decides how often a row can end up in a table. */
export interface TableFacts extends TableName {
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
export interface InsertOverrides {
  /** `disable` switches the deduplication of inserts off. Absent: the server does not know it. */
  readonly deduplicate_insert?: string;
  /** The same for inserts that evaluate a SELECT. */
  readonly deduplicate_insert_select?: string;
}

/** Tables, and all that their rows reach through views. */
export interface ServerFacts {
  /** By {@link tableKey}. A table that does not exist, or cannot be seen, is missing. */
  readonly tables: ReadonlyMap<string, TableFacts>;
  readonly overrides: InsertOverrides;
}

/** A key for maps of tables: no two tables have the same. */
export const tableKey = ({ database, name }: TableName): string => JSON.stringify([database, name]);
