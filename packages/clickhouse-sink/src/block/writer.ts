import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';

/** What the builder and container writers need of a writer in addition to its port. */
interface Encoding {
  /** How many values it holds. */
  readonly count: number;
  /** Bytes that `parts` would give now. */
  readonly byteLength: number;
  /**
   * Adds a placeholder for a NULL further out: NULL if possible, otherwise a value that ClickHouse
   * accepts.
   */
  addDefault(): void;
  /** Remembers the current end and returns to it, to take back an enclosing value. */
  save(): void;
  restore(): void;
  /**
   * Appends what Native has once before the values, for the inner writers as well. The same for
   * every block.
   */
  prefix(into: Uint8Array[]): void;
  /** Appends what was written, as Native lays it out. Slices, not copies. */
  parts(into: Uint8Array[]): void;
  /** Forgets all values and keeps the memory. */
  reset(): void;
}

export type BlockWriter = ColumnWriter & Encoding;

/** Buffers start small, so that a thousand idle partitions cost nothing, and double. */
export const FIRST_VALUES = 32;

/** A 64-bit number, low byte first: how Native writes versions and flags. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}
