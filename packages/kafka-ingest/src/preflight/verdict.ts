/** A table of a verdict. */
export interface JudgedTable {
  readonly database: string;
  readonly name: string;
  /** The view that feeds it. Absent for the landing and the quarantine table. */
  readonly via?: string;
}

/** Why a data source is not, or may not be, exactly once. */
export type VerdictReason =
  | { readonly code: 'table-missing'; readonly table: JudgedTable }
  /** The engine recognises no repeated insert. */
  | { readonly code: 'engine'; readonly table: JudgedTable; readonly engine: string }
  /** The table remembers no inserts. */
  | { readonly code: 'no-window'; readonly table: JudgedTable; readonly setting: string; readonly needed: number }
  /** It remembers fewer than can pass before one is repeated. */
  | {
      readonly code: 'small-window';
      readonly table: JudgedTable;
      readonly setting: string;
      readonly window: number;
      readonly needed: number;
      readonly kafkaPartitions: number;
      readonly tablePartitions: number;
    }
  /** It forgets inserts after a time, and what it holds then does not say what was stored. */
  | {
      readonly code: 'forgets';
      readonly table: JudgedTable;
      readonly engine: string;
      readonly seconds: number;
      readonly because: 'engine' | 'ttl';
    }
  /** The table that a view writes into cannot be seen. */
  | { readonly code: 'target-hidden'; readonly view: string }
  /** A setting of the ClickHouse user switches the deduplication off. */
  | { readonly code: 'deduplication-off'; readonly setting: string; readonly value: string }
  /** The broker drops the metadata of committed offsets. */
  | { readonly code: 'no-metadata' };

/** What else is worth knowing. */
export type VerdictNote =
  /** Once its window is passed, what it holds does not say what was stored. */
  | {
      readonly code: 'not-read-back';
      readonly table: JudgedTable;
      readonly engine: string;
      readonly window: number;
      readonly because: 'engine' | 'ttl';
    }
  /** What happens when one of these views fails, and which of their targets get rows repeatedly. */
  | { readonly code: 'views'; readonly views: readonly string[]; readonly repeated: readonly string[] };

/** How often a message of a data source ends up in its tables when something fails on the way. */
export interface Verdict {
  readonly datasource: string;
  /** `unknown` as long as a table does not exist. */
  readonly guarantee: 'exactly-once' | 'at-least-once' | 'unknown';
  /** Empty when it is exactly once. */
  readonly reasons: readonly VerdictReason[];
  readonly notes: readonly VerdictNote[];
}
