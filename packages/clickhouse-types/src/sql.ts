export { sqlProblem, withoutSqlComments } from './sql/sql-problem.js';
export type { SqlPartOptions, SqlProblem } from './sql/sql-problem.js';
