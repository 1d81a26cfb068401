import { IngestError } from '@proj/diagnostics';

/**
 * Something that the command line names does not exist, or is not what the command takes. Exit code
 * 2.
 */
export class UsageError extends IngestError {
  override readonly name = 'UsageError';

  constructor(code: string, text: string, hint: string) {
    super(`runner/${code}`, text, { retryable: false, hint });
  }
}
