import type { ColumnWriter } from '@proj/clickhouse-types';

/** What the builder and the writers of arrays, maps and tuples need of a writer besides its port. */
interface Encoding {
  /** How many values it holds. */
  readonly count: number;
  /** Bytes that `parts` would give now. */
  readonly byteLength: number;
  /** Remembers the present end, and goes back to it: how an enclosing array, map or tuple takes a value back. */
  save(): void;
  restore(): void;
  /** Appends what was written, as Native lays it out. Slices, not copies. */
  parts(into: Uint8Array[]): void;
  /** Forgets all values and keeps the memory. */
  reset(): void;
}

export type BlockWriter = ColumnWriter & Encoding;

/** Buffers begin small, so that a thousand idle partitions cost nothing, and double. */
export const FIRST_VALUES = 32;
