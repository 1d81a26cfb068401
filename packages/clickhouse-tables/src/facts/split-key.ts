import { quoteString } from '@proj/clickhouse-types/sql';
import { systemRows as rows } from './system-rows.js';
import type { TableServer } from '../table-server.js';
import type { TableName } from './table-facts.js';

/**
 * The partition key of a table, if a block can be shared out by it: if it gives the same for a row
 * whenever it is evaluated, and from what an insert sends. Undefined for a table that is not
 * partitioned, for a key that depends on the time or on chance (`now()` as a DEFAULT), and for one
 * that needs a column which only the table computes.
 *
 * Rejects as `server.query` does.
 *
 * @param server the server
 * @param table the table
 * @param sent the columns that an insert fills
 */
export async function splitKey(
  server: Pick<TableServer, 'query'>,
  table: TableName,
  sent: ReadonlySet<string>,
): Promise<string | undefined> {
  const at = (column: string): string =>
    `database = ${quoteString(table.database)} AND ${column} = ${quoteString(table.name)}`;
  const [[live], columns] = await Promise.all([
    rows<{ readonly partition_key: string }>(server, `SELECT partition_key FROM system.tables WHERE ${at('name')}`),
    rows<LiveColumn>(
      server,
      `SELECT name, default_kind, default_expression, is_in_partition_key FROM system.columns WHERE ${at('table')}`,
    ),
  ]);
  const key = live?.partition_key ?? '';
  const needed = columns.filter((one) => one.is_in_partition_key === 1);
  if (key === '' || needed.length === 0) return undefined;
  if (needed.some(({ name, default_kind: kind }) => !sent.has(name) || (kind !== '' && kind !== 'DEFAULT')))
    return undefined;
  return (await isStable(server, [key, ...expressionsOf(needed, columns)])) ? key : undefined;
}

interface LiveColumn {
  readonly name: string;
  readonly default_kind: string;
  readonly default_expression: string;
  readonly is_in_partition_key: number;
}

/** The DEFAULTs of these columns, and of those that they may name, and so on. */
function expressionsOf(needed: readonly LiveColumn[], all: readonly LiveColumn[]): readonly string[] {
  const reached = new Set(needed);
  for (const one of reached)
    for (const other of all) if (one.default_expression.includes(other.name)) reached.add(other);
  return [...reached].map((one) => one.default_expression);
}

/** Whether no function in them gives another answer the next time. */
async function isStable(server: Pick<TableServer, 'query'>, expressions: readonly string[]): Promise<boolean> {
  // ClickHouse prints every call with its parentheses, CURRENT_TIMESTAMP as now().
  const called = new Set(Array.from(expressions.join(' ').matchAll(/(\w+)\(/g), ([, name = '']) => name.toLowerCase()));
  if (called.size === 0) return true;
  const names = [...called].map(quoteString).join(', ');
  // Every column: the one in question has had several names.
  const functions = await rows<Readonly<Record<'deterministic' | 'is_deterministic', number | null | undefined>>>(
    server,
    `SELECT * FROM system.functions WHERE lower(name) IN (${names})`,
  );
  return functions.every((one) => (one.deterministic ?? one.is_deterministic) === 1);
}
