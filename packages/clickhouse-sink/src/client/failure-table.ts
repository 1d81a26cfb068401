import type { InsertFailureAction } from '../contract.js';

/**
 * What to do about each of ClickHouse's error codes after an insert. A code that is not listed is
 * retried: an unforeseen error must not lose a row, and the pauses between attempts grow.
 */
export const actionByCode: ReadonlyMap<number, InsertFailureAction> = new Map<number, InsertFailureAction>([
  // Timeouts, lost connections, overload, replication in trouble, disk full, memory: all pass.
  ...entries('retry', [
    3, 74, 159, 160, 202, 203, 209, 210, 216, 225, 236, 241, 242, 243, 252, 254, 279, 285, 286, 289, 297, 319, 364,
    369, 394, 395, 410, 416, 425, 439, 473, 499, 519, 568, 574, 700, 733, 745, 749, 999,
  ]),
  // No table, no database, no rights, wrong password, read-only user, quota, wrong settings: these
  // need a person.
  ...entries('hold', [60, 81, 164, 192, 193, 194, 195, 201, 415, 452, 497, 516]),
  // A column is gone, new, or of another type. (43: the block's type cannot be converted to the
  // table's. 44: the table computes the column.)
  ...entries('refresh-schema', [16, 20, 33, 43, 44, 50, 53, 131]),
  // A value that the mapping should not have let through, or every value of a column whose type was
  // changed in the table.
  ...entries('bad-row', [6, 26, 27, 38, 41, 69, 70, 72, 117, 128, 130, 321, 349, 376, 407, 441, 469, 675, 676, 691]),
]); // prettier-ignore

/**
 * What to do about an answer without a ClickHouse error code, by HTTP status. It may come from a
 * proxy.
 */
export const actionByStatus: ReadonlyMap<number, InsertFailureAction> = new Map<number, InsertFailureAction>([
  ...entries('retry', [408, 429, 502, 503, 504]),
  ...entries('hold', [401, 403, 404]),
]);

/** Our sentence for the codes that readers meet most often, without a full stop. */
export const sentenceByCode: ReadonlyMap<number, string> = new Map([
  [3, 'ClickHouse lost the connection in the middle of the data'],
  [16, 'the table has no such column'],
  [20, 'the number of columns does not fit the table'],
  [33, 'ClickHouse could not read the whole block'],
  [43, "a column's type does not fit the table"],
  [44, 'the table computes a column that is sent'],
  [50, 'the table has a type that ClickHouse does not know'],
  [53, "a column's type does not fit the table"],
  [60, 'the table does not exist'],
  [62, 'ClickHouse does not understand the statement'],
  [81, 'the database does not exist'],
  [131, 'a value is too large for ClickHouse'],
  [159, 'ClickHouse did not finish in time'],
  [164, 'the user may only read'],
  [192, 'ClickHouse does not know the user'],
  [193, 'ClickHouse refused the password'],
  [194, 'ClickHouse wants a password'],
  [201, "the user's quota is used up"],
  [202, 'ClickHouse is busy with too many queries'],
  [209, 'ClickHouse waited too long for data'],
  [210, 'ClickHouse had a network error'],
  [216, 'an insert with the same query id is still running'],
  [241, 'ClickHouse has not enough memory'],
  [242, 'the table is read-only at the moment'],
  [243, 'the disk of ClickHouse is full'],
  [319, 'ClickHouse does not know whether the insert was done'],
  [395, 'a materialized view refused the data'],
  [497, 'the user has no right to do this'],
  [516, 'ClickHouse refused the user name or the password'],
  [999, 'ClickHouse Keeper has a problem'],
]);

function entries(action: InsertFailureAction, keys: readonly number[]): [number, InsertFailureAction][] {
  return keys.map((key) => [key, action]);
}
