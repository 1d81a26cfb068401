/*
 * Whether an answer comes from ClickHouse. Between us and it may stand a load balancer, a captive portal or a login
 * page that answers 200 to anything. Taking such an answer for success would commit offsets of rows that nobody has.
 */

type Headers = Readonly<Record<string, unknown>>;

/** What every ClickHouse says of each query, and nothing else on the way would. */
const QUERY_ID = 'x-clickhouse-query-id';
const SUMMARY = 'x-clickhouse-summary';

/**
 * Why an answer with status 200 does not acknowledge an insert; undefined when it does. ClickHouse names the query
 * that it speaks of, sums it up, and has nothing to add: it answers an insert with an empty body.
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
