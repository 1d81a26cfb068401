import { IngestError } from '@proj/diagnostics';
import { sqlProblem, type SqlPartOptions } from './sql-problem.js';

/** A piece of SQL would not stay in its place in a statement. Nothing was sent. */
export class UnsafeSqlError extends IngestError {
  override readonly name = 'UnsafeSqlError';

  /**
   * @param what the piece, as the subject of a sentence; never the SQL itself, which may hold a
   *   secret
   * @param problem what is wrong with it, without a full stop
   */
  constructor(what: string, problem: string) {
    // Codes are stable: this one is older than the package that the class is in.
    super('clickhouse-sink/unsafe-sql', `${what} cannot become part of a statement: ${problem}.`, {
      retryable: false,
      hint: 'It must be complete SQL by itself: quotes and brackets closed, no comment, no other clause.',
    });
  }
}

/**
 * Guards the place where a piece of SQL becomes part of a statement; see {@link sqlProblem} for
 * what is refused.
 *
 * @param text the SQL
 * @param what what it is, as the subject of a sentence: `The TTL of table shop.events`
 * @param options how strict to be
 * @throws UnsafeSqlError when the piece would not stay in its place. It does not quote the piece.
 */
export function checkSqlPart(text: string, what: string, options?: SqlPartOptions): void {
  const found = sqlProblem(text, options);
  if (found) throw new UnsafeSqlError(what, found.problem);
}

/**
 * Checks the DEFAULT of a column, which must be one expression.
 *
 * @param name the column
 * @param expression SQL of the DEFAULT, without the word
 * @param of which table, for the error: `of table shop.events`. Left out when the column is known
 *   without it.
 * @throws UnsafeSqlError when it is more than that, or not complete
 */
export function checkDefaultExpression(name: string, expression: string, of?: string): void {
  checkSqlPart(expression, `The DEFAULT of column ${name}${of === undefined ? '' : ` ${of}`}`, { list: false });
}
