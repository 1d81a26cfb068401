import { IngestError } from '@proj/diagnostics';

/** An error as users read it: our sentence and what to do, never a stack. */
export function errorText(error: unknown): string {
  if (error instanceof IngestError) return withHint(error);
  return error instanceof Error ? error.message : String(error);
}

/** What happened, then what to do about it. */
export const withHint = ({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint?: string | undefined;
}): string => (hint === undefined ? message : `${message} ${hint}`);
