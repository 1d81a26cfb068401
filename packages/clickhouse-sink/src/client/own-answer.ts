/*
 * Whether an answer comes from ClickHouse. A load balancer, a captive portal or a login page in
 * between may answer 200 to anything. Taking that for success would commit the offsets of rows that
 * were never written.
 */

type Headers = Readonly<Record<string, unknown>>;

/** Headers that ClickHouse sends with every answer, and that nothing else on the way would. */
const QUERY_ID = 'x-clickhouse-query-id';
const SUMMARY = 'x-clickhouse-summary';

/**
 * Why an answer with status 200 does not acknowledge an insert; undefined when it does. ClickHouse
 * acknowledges with the query's id, a summary and an empty body.
 *
 * @example
 * whyNotAcknowledged({ 'x-clickhouse-query-id': 'a', 'x-clickhouse-summary': '{}' }, '', 'a'); // => undefined
 */
export function whyNotAcknowledged(headers: Headers, body: string, queryId: string): string | undefined {
  const foreign = whyForeign(headers);
  if (foreign !== undefined) return foreign;
  if (headers[QUERY_ID] !== queryId) return `it is about another query than ours (${String(headers[QUERY_ID])})`;
  if (!isSummary(headers[SUMMARY])) return 'it does not sum up what was written (X-ClickHouse-Summary)';
  if (body !== '') return 'an insert is answered without a text';
  return undefined;
}

/** Why an answer with status 200 is not ClickHouse's at all; undefined when it looks like it. */
export function whyForeign(headers: Headers): string | undefined {
  const id = headers[QUERY_ID];
  return typeof id === 'string' && id !== '' ? undefined : 'it does not name the query (X-ClickHouse-Query-Id)';
}

function isSummary(header: unknown): boolean {
  if (typeof header !== 'string') return false;
  try {
    const summary: unknown = JSON.parse(header);
    return typeof summary === 'object' && summary !== null && !Array.isArray(summary);
  } catch {
    return false;
  }
}
