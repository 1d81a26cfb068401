import { IngestError } from '@proj/diagnostics';
import type { IngestProblem } from './events.js';

const describe = (cause: unknown): string => (typeof cause === 'string' ? cause : JSON.stringify(cause));

/** Our sentence first, then what the cause says. */
export function problemOf(text: string, cause: unknown): IngestProblem {
  const said = cause instanceof Error ? cause.message : cause === undefined ? '' : describe(cause);
  return {
    code: cause instanceof IngestError ? cause.code : 'ingest/unexpected',
    message: said === '' ? text : `${text} ${said}`,
    ...(cause instanceof IngestError && cause.hint !== undefined ? { hint: cause.hint } : {}),
    ...(cause === undefined ? {} : { cause }),
  };
}
