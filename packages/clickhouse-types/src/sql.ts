export { sqlProblem, withoutSqlComments } from './sql/sql-problem.js';
export type { SqlPartOptions, SqlProblem } from './sql/sql-problem.js';
export { checkDefaultExpression, checkSqlPart, UnsafeSqlError } from './sql/check-sql-part.js';
export { quoteIdentifier, quoteString } from './type/quote.js';
