import type { ClickHouseType } from '@proj/clickhouse-types';
import type { Block, BlockBuilder } from '../contract.js';
import { writtenColumn, type BlockColumn } from './block-column.js';
import { blockSettings } from './block-settings.js';
import { writeVarint } from './varint.js';
import type { BlockWriter } from './writer.js';

/**
 * Makes a builder of blocks for these columns. A builder that holds nothing takes next to no memory; one that was
 * used keeps its buffers for the next block.
 *
 * A column of type T that the table does not make Nullable may be given as Nullable(T), also where that is no type of a
 * table (`canTravelAsNullable` says for which T): where NULL is written, ClickHouse puts the column's DEFAULT. A column `n` of type Nested
 * has one writer, of arrays of tuples, and becomes the columns `n.a`, `n.b` … of the block, as ClickHouse's tables have them.
 *
 * @throws Error for types that no block can hold: AggregateFunction, Nothing, and Dynamic or QBit inside a Variant
 */
export function createBlockBuilder(
  columns: readonly { readonly name: string; readonly type: ClickHouseType }[],
): BlockBuilder {
  return new NativeBlockBuilder(columns);
}

class NativeBlockBuilder implements BlockBuilder {
  readonly writers: readonly BlockWriter[];
  rows = 0;
  /** As they were asked for. */
  readonly #names: readonly string[];
  readonly #columns: readonly BlockColumn[];
  readonly #headerLength: number;
  readonly #settings: NonNullable<Block['settings']>;

  constructor(columns: readonly { readonly name: string; readonly type: ClickHouseType }[]) {
    const written = columns.map(({ name, type }) => writtenColumn(name, type));
    this.writers = written.map((one) => one.writer);
    this.#names = columns.map((column) => column.name);
    this.#columns = written.flatMap((one) => one.columns);
    this.#headerLength = this.#columns.reduce((sum, { header }) => sum + header.length, 0);
    this.#settings = blockSettings(columns.map((column) => column.type));
  }

  get byteLength(): number {
    let sum = this.#headerLength;
    for (const writer of this.writers) sum += writer.byteLength;
    return sum;
  }

  endRow(): void {
    this.rows++;
  }

  finish(): Block {
    const { rows, writers } = this;
    if (rows === 0) throw new Error('a block without rows: ClickHouse would take it for the end of the data');
    for (const [i, writer] of writers.entries()) {
      if (writer.count !== rows) {
        throw new Error(`column ${this.#names[i] ?? ''} has ${writer.count} values for ${rows} rows`);
      }
    }
    const counts = new Uint8Array(10);
    const end = writeVarint(counts, writeVarint(counts, 0, this.#columns.length), rows);
    const parts: Uint8Array[] = [counts.subarray(0, end)];
    for (const column of this.#columns) {
      parts.push(column.header);
      column.parts(parts);
    }
    let byteLength = 0;
    for (const part of parts) byteLength += part.length;
    return { rows, byteLength, columns: this.#columns.map((one) => one.name), parts, settings: this.#settings };
  }

  reset(): void {
    this.rows = 0;
    for (const writer of this.writers) writer.reset();
  }
}
