import { quoteString } from '@proj/clickhouse-types/sql';
import { IngestError } from '@proj/diagnostics';
import type { ClickHouse } from './clickhouse.js';
import { QueryError } from './errors.js';

/** See {@link ClickHouse.endInserts}. */
export async function endInserts(query: ClickHouse['query'], queryIdPrefix: string): Promise<void> {
  // Not LIKE: a name of a topic may hold its wildcards.
  const where = `startsWith(query_id, ${quoteString(queryIdPrefix)})`;
  // Columns: kill_status, query_id, user, query. SYNC waits until they have ended.
  const answer = await query(`KILL QUERY WHERE ${where} SYNC`, { format: 'TSV' }).catch((error: unknown) => {
    if (error instanceof QueryError && !error.retryable) return '';
    throw error;
  });
  const running = answer.split('\n').filter((line) => line !== '' && !line.startsWith('finished\t'));
  if (running.length === 0) return;
  throw new IngestError(
    'clickhouse-sink/insert-still-running',
    `ClickHouse could not end ${running.length === 1 ? 'an insert' : `${running.length} inserts`} of an earlier owner.`,
    { retryable: true },
  );
}
