import { readVerdicts, verdictLine, type OpenClickHouse, type Pipeline } from '@proj/kafka-ingest';
import { errorText } from './error-text.js';
import type { Reporter } from './reporter.js';

/**
 * Says for each data source, in one line, whether its messages arrive exactly once. Never rejects:
 * messages are consumed either way.
 */
export async function sayVerdicts(
  clickhouse: Pick<OpenClickHouse['clickhouse'], 'query'>,
  pipelines: readonly Pipeline[],
  reporter: Pick<Reporter, 'say' | 'warn'>,
): Promise<void> {
  try {
    for (const verdict of await readVerdicts(clickhouse, pipelines)) {
      if (verdict.guarantee === 'exactly-once') reporter.say(verdictLine(verdict));
      else reporter.warn(`${verdictLine(verdict)} What to change: kafka-ingest doctor`);
    }
  } catch (error) {
    reporter.warn(`Whether messages arrive exactly once could not be found out: ${errorText(error)}`);
  }
}
