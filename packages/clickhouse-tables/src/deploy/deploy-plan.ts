/** One statement of a deploy. */
export interface DeployStep {
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
export interface RefusedChange {
  readonly table: string;
  /** What differs, a sentence that follows the table's name. */
  readonly message: string;
}

/** What a deploy would do. */
export interface DeployPlan {
  /** In the order in which they are done. Empty: nothing to do. */
  readonly steps: readonly DeployStep[];
  /** When there is any, nothing is done at all. */
  readonly refused: readonly RefusedChange[];
}
