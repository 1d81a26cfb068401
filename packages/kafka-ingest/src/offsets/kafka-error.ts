import { IngestError } from '@proj/diagnostics';
import type { ClientError } from '../kafka/client/client-error.js';
import { explainFailure, problemFrom } from '../kafka/problems/connection-failure.js';
import type { GroupOfDatasource } from './group-of-datasource.js';

/** A failure of Kafka in the words of the explanations. */
export function kafkaError(
  error: ClientError,
  { connection: name, client, user, topic, groupId }: GroupOfDatasource,
): IngestError {
  const connection = { name, client, ...(user === undefined ? {} : { user }) };
  const { code, message, hint, retryable } = problemFrom(
    explainFailure([error], connection, { topic, group: groupId }),
  );
  return new IngestError(code, message, { retryable, cause: error, ...(hint === undefined ? {} : { hint }) });
}
