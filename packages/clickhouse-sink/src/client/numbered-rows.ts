import { headerOf } from '../block/block-column.js';
import { writeVarint } from '../block/varint.js';
import type { Block } from '../contract.js';

/** The column that {@link numberedRows} adds: no table has a column of this name. */
export const ROW_NUMBER = '__row_of_block';

const HEADER = headerOf(ROW_NUMBER, { type: 'UInt32', prefix: new Uint8Array(0) });

/**
 * The bytes of a block with one more column, the index of each row. ClickHouse could count rows
 * itself (`rowNumberInAllBlocks`), but what it counts depends on how a query is executed; here the
 * number travels with its row.
 */
export function numberedRows(block: Block): Pick<Block, 'parts' | 'byteLength'> {
  const { rows, columnCount } = block;
  const counts = new Uint8Array(10);
  const end = writeVarint(counts, writeVarint(counts, 0, columnCount + 1), rows);
  const numbers = Uint32Array.from({ length: rows }, (_, i) => i);
  // The first part has nothing but the counts.
  const parts = [counts.subarray(0, end), ...block.parts.slice(1), HEADER, new Uint8Array(numbers.buffer)];
  return { parts, byteLength: parts.reduce((sum, part) => sum + part.length, 0) };
}
