import { IngestError } from '@proj/diagnostics';

/** What the command line names is not there, or is not what the command takes. Ends with the exit code of wrong usage. */
export class UsageError extends IngestError {
  override readonly name = 'UsageError';

  constructor(code: string, text: string, hint: string) {
    super(`runner/${code}`, text, { retryable: false, hint });
  }
}
