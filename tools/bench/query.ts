/**
 * Sends SQL to a ClickHouse server and returns the cells of its answer; 64-bit numbers are text.
 */
export async function query(url: string, sql: string): Promise<unknown[][]> {
  const response = await fetch(`${url}/?default_format=JSONCompactEachRow&wait_end_of_query=1`, {
    method: 'POST',
    body: sql,
    signal: AbortSignal.timeout(120_000),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`ClickHouse refused: ${text.trim().slice(0, 500)}\nThe query was: ${sql.slice(0, 300)}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown[]);
}

/** The single number that a query returns. */
export async function queryNumber(url: string, sql: string): Promise<number> {
  return Number((await query(url, sql))[0]?.[0]);
}
