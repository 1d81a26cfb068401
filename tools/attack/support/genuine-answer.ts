/**
 * Whether bytes can be ClickHouse's answer to a successful insert: status 200, about this query,
 * without an exception and with an empty body. Looser than any HTTP parser, because it only has to
 * catch what must never be taken for such an answer.
 */
export function isGenuine(bytes: Buffer, queryId: string): boolean {
  // Interim answers may precede it.
  const text = bytes.toString('latin1').replace(/^(?:HTTP\/1\.[01] 1\d\d[^\n]*\n(?:[^\n]*[^\r\n][^\n]*\n)*\r?\n)+/, '');
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return false;
  const head = text.slice(0, end.index);
  const body = text.slice(end.index + end[0].length);
  const has = (pattern: RegExp): boolean => pattern.test(head);
  if (!/^HTTP\/1\.[01] 200\b/.test(head)) return false;
  if (!head.split(/\r?\n/).some((line) => /^x-clickhouse-query-id:/i.test(line) && line.includes(queryId)))
    return false;
  if (has(/^x-clickhouse-exception-code:/im)) return false;
  if (has(/^transfer-encoding:/im)) return /^0+\s*(?:;[^\n]*)?\r?\n/.test(body);
  if (has(/^content-length:\s*0*\s*$/im)) return true;
  return body === '';
}
