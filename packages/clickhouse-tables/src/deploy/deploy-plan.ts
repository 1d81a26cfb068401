import type { RefusedDifference } from './difference.js';

/** One statement of a deployment. */
export interface DeployStep {
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
export interface RefusedChange {
  /** `database.table` */
  readonly table: string;
  readonly difference: RefusedDifference;
  /** The difference as a sentence that follows the table's name. */
  readonly message: string;
}

/** What a deployment would do. */
export interface DeployPlan {
  /** In the order in which they are done. Empty when there is nothing to do. */
  readonly steps: readonly DeployStep[];
  /** If there are any, nothing is done at all. */
  readonly refused: readonly RefusedChange[];
}
