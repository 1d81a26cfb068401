/** What every error of ours carries besides its text. */
export interface IngestErrorOptions {
  /** True when doing the same again may work, because the cause lies outside and can go away. */
  readonly retryable: boolean;
  readonly cause?: unknown;
  /** What the reader can do about it, one sentence. */
  readonly hint?: string;
}

/**
 * The base of all errors that the outside world causes: a broker, a server, a file system. A user's
 * mistake is a {@link Diagnostic} instead, and a bug of ours is an assertion.
 */
export class IngestError extends Error {
  override readonly name: string = 'IngestError';
  /** Stable, `<package>/<what>`, documented; safe to match on. */
  readonly code: string;
  readonly retryable: boolean;
  readonly hint: string | undefined;

  constructor(code: string, text: string, options: IngestErrorOptions) {
    super(text, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.hint = options.hint;
  }
}

/** Whether trying the same again can help. False for everything that is not an error of ours. */
export const isRetryable = (error: unknown): boolean => error instanceof IngestError && error.retryable;
