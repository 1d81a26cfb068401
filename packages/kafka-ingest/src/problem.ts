import { IngestError } from '@proj/diagnostics';

/** What went wrong, in one shape for events, statuses and the steps of a connection check. */
export interface Problem {
  /** Stable, `<package>/<what>`; that of the cause where it has one. */
  readonly code: string;
  /** In our words. Holds no secret. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Whether trying the same again can help. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

const describe = (cause: unknown): string => (typeof cause === 'string' ? cause : JSON.stringify(cause));

/** Our sentence first, then what the cause says. */
export function problemOf(text: string, cause: unknown): Problem {
  const said = cause instanceof Error ? cause.message : cause === undefined ? '' : describe(cause);
  return {
    code: cause instanceof IngestError ? cause.code : 'ingest/unexpected',
    message: said === '' ? text : `${text} ${said}`,
    ...(cause instanceof IngestError && cause.hint !== undefined ? { hint: cause.hint } : {}),
    // An error that is not ours says nothing about that: trying again loses nothing.
    retryable: !(cause instanceof IngestError) || cause.retryable,
    ...(cause === undefined ? {} : { cause }),
  };
}
