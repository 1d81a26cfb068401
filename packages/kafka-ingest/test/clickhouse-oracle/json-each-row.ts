import { randomBytes } from 'node:crypto';
import type { ClickHouse } from '@proj/clickhouse-sink';
import { inject } from 'vitest';

/** What is to be read strictly, where ClickHouse lets one choose. */
const STRICT = {
  input_format_null_as_default: '0',
  input_format_json_defaults_for_missing_elements_in_named_tuple: '0',
  date_time_input_format: 'best_effort',
};
const AT_ONCE = 4;

/**
 * Inserts messages as ClickHouse itself reads them, without those that it refuses. Each alone:
 * where ClickHouse skips bad rows (`input_format_allow_errors_num`), what it has read of them
 * already can end up in others, or take them along.
 */
export async function insertReadable(
  clickhouse: ClickHouse,
  table: string,
  messages: readonly string[],
): Promise<void> {
  for (let i = 0; i < messages.length; i += AT_ONCE) {
    await Promise.all(messages.slice(i, i + AT_ONCE).map((one) => insertOne(clickhouse, table, one)));
  }
}

async function insertOne({ database }: ClickHouse, table: string, message: string): Promise<void> {
  const query = new URLSearchParams({
    query: `INSERT INTO ${database}.${table} FORMAT JSONEachRow`,
    query_id: randomBytes(8).toString('hex'),
    async_insert: '0',
    ...STRICT,
  });
  const response = await fetch(`${inject('clickhouseUrl')}?${query.toString()}`, { method: 'POST', body: message });
  const answer = await response.text();
  // What it says of a message is a mistake of the message: all else is one of ours.
  if (!response.headers.has('x-clickhouse-query-id')) throw new Error(`this is not ClickHouse: ${answer}`);
  if (!response.ok && /UNKNOWN_TABLE|UNKNOWN_SETTING|SYNTAX_ERROR|AUTHENTICATION/.test(answer)) throw new Error(answer);
}
