import type { Failure } from './failure.js';

/**
 * A failure of a statement with secrets in it. Where ClickHouse itself refused the statement, only
 * its error code is kept: the text and whatever carries it are left out, so that the secret is not
 * in the error at all.
 *
 * @param failure what went wrong
 * @param references the secrets in the statement, as they stand in the file
 */
export function withoutSecrets(failure: Failure, references: readonly string[] = []): Failure {
  if (references.length === 0 || failure.clickhouseCode === undefined) return failure;
  const text = `nothing that is shown here, as it could hold what ${references.join(' and ')} holds`;
  return { clickhouseCode: failure.clickhouseCode, text };
}
