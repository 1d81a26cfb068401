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
  if (only) return filtered(into, block, only);
  const select = block.select === undefined ? '' : `${block.select} `;
  return { query: `${into}${select}FORMAT Native`, settings: block.settings ?? {}, body: block };
}

function filtered(into: string, block: Block, only: RowFilter): InsertStatement {
  const { structure, source, select, settings } = block.filtered();
  const input = (more: string): string => `input(${quoteString(`${structure}${more}`)})`;
  const statement = (from: string, body: InsertStatement['body']): InsertStatement => ({
    query: `${into}${select} FROM ${from} FORMAT Native`,
    settings: { ...block.settings, ...settings },
    body,
  });
  if (only.kind === 'table-partitions') {
    checkSqlPart(only.expression, 'The partition key of the table');
    // The hash of NULL is NULL, and a condition that is NULL would keep the row in no share at all.
    const share = `ifNull(cityHash64(${only.expression}\n) % ${only.of}, 0) = ${only.share}`;
    return statement(`(SELECT ${source} FROM ${input('')}) WHERE ${share}`, block);
  }
  const number = quoteIdentifier(ROW_NUMBER);
  const range = `${number} >= ${only.from} AND ${number} < ${only.to}`;
  const from = `(SELECT ${source} FROM ${input(`, ${number} UInt32`)} WHERE ${range})`;
  return statement(from, numberedRows(block));
}
