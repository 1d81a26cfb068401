import type { TableServer } from '../table-server.js';

/** Reads rows of system tables. No database has to exist for it. */
export async function systemRows<Row>(server: Pick<TableServer, 'query'>, sql: string): Promise<readonly Row[]> {
  const text = await server.query(sql, { format: 'JSONEachRow', database: '' });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));
}
