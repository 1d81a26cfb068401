import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';

/** What the builder and the writers of values made of others need of a writer besides its port. */
interface Encoding {
  /** How many values it holds. */
  readonly count: number;
  /** Bytes that `parts` would give now. */
  readonly byteLength: number;
  /** Adds what stands under a NULL further out: NULL where that can be, else a value that ClickHouse reads without complaint. */
  addDefault(): void;
  /** Remembers the present end, and goes back to it: how an enclosing value is taken back. */
  save(): void;
  restore(): void;
  /** Appends what Native wants once before the values, those of all writers inside included. The same for every block. */
  prefix(into: Uint8Array[]): void;
  /** Appends what was written, as Native lays it out. Slices, not copies. */
  parts(into: Uint8Array[]): void;
  /** Forgets all values and keeps the memory. */
  reset(): void;
}

export type BlockWriter = ColumnWriter & Encoding;

/** Buffers begin small, so that a thousand idle partitions cost nothing, and double. */
export const FIRST_VALUES = 32;

/** A 64-bit number, low byte first: how Native writes versions and flags. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}
