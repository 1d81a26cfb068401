import { IngestError } from '@proj/diagnostics';
import type { ClientError } from './client/client-error.js';

export const notAssigned = (where: string): IngestError =>
  new IngestError('kafka/not-assigned', `${where} is not assigned to this process any more.`, { retryable: false });

export const seekError = (where: string, cause: ClientError): IngestError =>
  new IngestError('kafka/seek-failed', `Setting the reading position of ${where} failed: ${cause.message ?? ''}`, {
    retryable: true,
    cause,
  });

/** Always retryable: whether the partition is still ours is known from the assignment, not from this. */
export const commitError = (where: string, cause: ClientError): IngestError =>
  new IngestError('kafka/commit-failed', `The commit for ${where} failed: ${cause.message ?? 'no reason given'}`, {
    retryable: true,
    cause,
  });
