import { classifyError, QueryError } from '@proj/clickhouse-sink';
import { IngestError, isRetryable } from '@proj/diagnostics';
import { errorText } from './error-text.js';

/**
 * Whether trying again may help with a ClickHouse that cannot be used: it comes back, or a person
 * corrects it. A wrong password can be corrected at the server as well as here.
 */
export const mayBecomeUsable = (error: unknown): boolean => isRetryable(error) || needsPerson(error);

/** What is wrong, and what to do about it. */
export function unusableText(error: unknown): string {
  const advice = adviceFor(error);
  return advice === undefined ? errorText(error) : `${errorText(error)} ${advice}`;
}

/** The error that ends a run whose ClickHouse cannot be used. Others pass through. */
export function unusable(error: unknown): unknown {
  const hint = adviceFor(error);
  if (!(error instanceof QueryError) || hint === undefined) return error;
  return new IngestError('runner/clickhouse-unusable', error.message, {
    retryable: error.retryable,
    cause: error,
    hint,
  });
}

const needsPerson = (error: unknown): boolean =>
  error instanceof QueryError &&
  error.clickhouseCode !== undefined &&
  classifyError({ clickhouseCode: error.clickhouseCode, text: '' }) === 'hold';

function adviceFor(error: unknown): string | undefined {
  if (!(error instanceof QueryError)) return undefined;
  const { clickhouseCode: code, cause } = error;
  if (code === 81) return 'Create the database, or correct its name at the end of CLICKHOUSE_URL.';
  if (code !== undefined && [192, 193, 194, 516].includes(code)) {
    return 'Check the user and the password in CLICKHOUSE_URL.';
  }
  if (code === 164 || code === 497) return 'Grant the user in CLICKHOUSE_URL what it needs, or name another one.';
  if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOTFOUND' || cause.code === 'EAI_AGAIN')) {
    return 'Check the host in CLICKHOUSE_URL.';
  }
  return undefined;
}
