import { ask } from './clickhouse.js';
import type { Written } from './find-leaks.js';

/**
 * The contents and definitions of all tables of a server, except its system tables.
 */
export async function writtenTables(url: string): Promise<readonly Written[]> {
  const tables = await ask<{ readonly name: string; readonly made: string }>(
    url,
    `SELECT concat('\`', database, '\`.\`', name, '\`') AS name, create_table_query AS made FROM system.tables
     WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema')`,
  );
  return Promise.all(
    tables.map(async ({ name, made }) => ({
      where: `table ${name}`,
      text: `${made}\n${JSON.stringify(await ask(url, `SELECT * FROM ${name}`))}`,
    })),
  );
}
