import type { Block } from '@proj/clickhouse-sink';
import { readBlock } from '../support/native-reader.js';

/** A row of a block: which message it stems from, and the offset it claims. */
export interface BlockRow {
  readonly uid: number;
  readonly partition: number;
  readonly offset: number;
}

/**
 * How the block of a landing table begins: so many columns, so many rows (below 128), then these.
 */
const landingColumns = [
  { head: '\u0001n\u0005Int64', bytes: 8 },
  { head: '\u000b__partition\u0005Int16', bytes: 2 },
  { head: '\u0008__offset\u0005Int64', bytes: 8 },
] as const;

/** Reads which messages the rows of a block stem from, in both kinds of table. */
export const rowsOfBlock = (block: Block): readonly BlockRow[] => rowsOfLanding(block) ?? rowsOfQuarantine(block);

const rowsOfQuarantine = (block: Block): readonly BlockRow[] =>
  readBlock(block).map((row) => ({
    uid: Number(/\d+/.exec(String(row['__value']))?.[0]),
    partition: Number(row['__partition']),
    offset: Number(row['__offset']),
  }));

/** The same of a landing block, without reading texts: most blocks of a simulation are one. */
function rowsOfLanding(block: Block): readonly BlockRow[] | undefined {
  const bytes = Buffer.concat(block.parts);
  const rows = bytes[1] ?? 0;
  if (bytes[0] !== landingColumns.length || rows > 127) return undefined;
  const starts: number[] = [];
  let at = 2;
  for (const { head, bytes: width } of landingColumns) {
    if (bytes.toString('latin1', at, at + head.length) !== head) return undefined;
    starts.push(at + head.length);
    at += head.length + rows * width;
  }
  const [uid = 0, partition = 0, offset = 0] = starts;
  return Array.from({ length: rows }, (_, i) => ({
    uid: Number(bytes.readBigInt64LE(uid + 8 * i)),
    partition: bytes.readInt16LE(partition + 2 * i),
    offset: Number(bytes.readBigInt64LE(offset + 8 * i)),
  }));
}
