/**
 * Asks a ClickHouse server over plain HTTP: results must not pass through the code under test.
 */
export async function ask<Row>(url: string, query: string): Promise<readonly Row[]> {
  const response = await fetch(`${url}/?default_format=JSON&output_format_json_quote_64bit_integers=0`, {
    method: 'POST',
    body: query,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return (JSON.parse(text) as { readonly data: readonly Row[] }).data;
}

/** How many rows a table has; 0 while it does not exist. */
export async function rowCount(url: string, table: string): Promise<number> {
  try {
    const [row] = await ask<{ readonly n: number }>(url, `SELECT count() AS n FROM ${table}`);
    return row?.n ?? 0;
  } catch (error) {
    if (error instanceof Error && error.message.includes('UNKNOWN_TABLE')) return 0;
    throw error;
  }
}
