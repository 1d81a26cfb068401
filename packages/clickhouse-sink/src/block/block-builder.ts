import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import type { Block, BlockBuilder } from '../contract.js';
import { createWriter } from './create-writer.js';
import { lengthPrefixed, writeVarint } from './varint.js';
import { wireType } from './wire-type.js';
import type { BlockWriter } from './writer.js';

/**
 * Makes a builder of blocks for these columns. A builder that holds nothing takes next to no memory; one that was
 * used keeps its buffers for the next block.
 *
 * A column of type T that the table does not make Nullable may be given as Nullable(T): where NULL is written,
 * ClickHouse puts the column's DEFAULT.
 *
 * @throws Error for types that no block can hold: AggregateFunction, Variant, Dynamic, Nested, geometry, intervals.
 */
export function createBlockBuilder(
  columns: readonly { readonly name: string; readonly type: ClickHouseType }[],
): BlockBuilder {
  return new NativeBlockBuilder(columns);
}

class NativeBlockBuilder implements BlockBuilder {
  readonly writers: readonly BlockWriter[];
  rows = 0;
  readonly #names: readonly string[];
  /** Name and type of each column, as they stand before its data. */
  readonly #headers: readonly Uint8Array[];
  readonly #headerLength: number;

  constructor(columns: readonly { readonly name: string; readonly type: ClickHouseType }[]) {
    const types = columns.map((column) => wireType(column.type));
    this.writers = types.map((type) => createWriter(type));
    this.#names = columns.map((column) => column.name);
    this.#headers = columns.map(({ name }, i) => {
      const type = printType(types[i] ?? { kind: 'Nothing' }, { canonical: true });
      return Buffer.concat([lengthPrefixed(name), lengthPrefixed(type)]);
    });
    this.#headerLength = this.#headers.reduce((sum, header) => sum + header.length, 0);
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
    const counts = new Uint8Array(10);
    const parts: Uint8Array[] = [counts.subarray(0, writeVarint(counts, writeVarint(counts, 0, writers.length), rows))];
    for (const [i, writer] of writers.entries()) {
      if (writer.count !== rows) {
        throw new Error(`column ${this.#names[i] ?? ''} has ${writer.count} values for ${rows} rows`);
      }
      parts.push(this.#headers[i] ?? new Uint8Array(0));
      writer.parts(parts);
    }
    let byteLength = 0;
    for (const part of parts) byteLength += part.length;
    return { rows, byteLength, columns: this.#names, parts };
  }

  reset(): void {
    this.rows = 0;
    for (const writer of this.writers) writer.reset();
  }
}
