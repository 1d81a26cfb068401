import { IngestError } from '@proj/diagnostics';
import type { ClientError } from './client/client-error.js';

export const notAssigned = (where: string): IngestError =>
  new IngestError('kafka/not-assigned', `${where} is no longer assigned to this process.`, { retryable: false });

/** Always retryable: only the assignment decides whether the partition is still ours. */
export const commitError = (where: string, cause: ClientError): IngestError =>
  new IngestError('kafka/commit-failed', `The commit for ${where} failed: ${cause.message ?? 'no reason given'}`, {
    retryable: true,
    cause,
  });

export const readAgainError = (where: string, cause: ClientError): IngestError =>
  new IngestError(
    'kafka/read-again-failed',
    `Reading messages of ${where} again failed: ${cause.message ?? 'no reason given'}`,
    { retryable: true, cause },
  );
