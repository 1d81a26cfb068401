import { checkSqlPart, quoteIdentifier, quoteString } from '@proj/clickhouse-types/sql';
import type { Block, InsertRequest, RowFilter } from '../contract.js';
import { numberedRows, ROW_NUMBER } from './numbered-rows.js';

/** What one insert sends. */
export interface InsertStatement {
  readonly query: string;
  /** What the statement itself needs, in addition to the settings of every insert. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** The body, as it is sent: {@link Block.parts}, or those with the numbers of the rows. */
  readonly body: Pick<Block, 'parts' | 'byteLength'>;
}

/**
 * The statement for a block, or for some of its rows.
 *
 * @throws UnsafeSqlError when the expression of a filter would not stay in its place
 */
export function insertStatement({ database, table, block, only }: InsertRequest): InsertStatement {
  const columns = block.columns.map(quoteIdentifier).join(', ');
  const into = `INSERT INTO ${quoteIdentifier(database)}.${quoteIdentifier(table)} (${columns}) `;
  if (only && only.length > 0) return filtered(into, block, only);
  const select = block.select === undefined ? '' : `${block.select} `;
  return { query: `${into}${select}FORMAT Native`, settings: block.settings ?? {}, body: block };
}

function filtered(into: string, block: Block, only: readonly RowFilter[]): InsertStatement {
  const { structure, source, select, settings } = block.filtered();
  const number = quoteIdentifier(ROW_NUMBER);
  const ranges = only.flatMap((one) =>
    one.kind === 'rows' ? [`${number} >= ${one.from} AND ${number} < ${one.to}`] : [],
  );
  const shares = only.flatMap((one) => (one.kind === 'table-partitions' ? [shareOf(one)] : []));
  const isNumbered = ranges.length > 0;
  const input = `input(${quoteString(isNumbered ? `${structure}, ${number} UInt32` : structure)})`;
  const rows = `(SELECT ${source} FROM ${input}${where(ranges)})`;
  return {
    query: `${into}${select} FROM ${rows}${where(shares)} FORMAT Native`,
    settings: { ...block.settings, ...settings },
    body: isNumbered ? numberedRows(block) : block,
  };
}

function shareOf({ expression, share, of }: Extract<RowFilter, { kind: 'table-partitions' }>): string {
  checkSqlPart(expression, 'The partition key of the table');
  // The hash of NULL is NULL, and a condition that is NULL would keep the row in no share at all.
  return `ifNull(cityHash64(${expression}\n) % ${of}, 0) = ${share}`;
}

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}`;
