import { IngestError } from '@proj/diagnostics';

/** An error as a user should read it: our sentence, what to do, and never a stack. */
export function errorText(error: unknown): string {
  if (error instanceof IngestError) return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}
