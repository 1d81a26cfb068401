import { checkDefaultExpression, quoteString } from '@proj/clickhouse-types/sql';
import type { Block, BlockBuilder, BlockColumnDefinition, OtherColumn } from '../contract.js';
import { headerOf, writtenColumn, type BlockColumn } from './block-column.js';
import { blockSettings } from './block-settings.js';
import {
  defaultSelect,
  omittedName,
  plainStructure,
  plainToSent,
  selectSettings,
  sentName,
  sentStructure,
} from './default-select.js';
import { writeVarint } from './varint.js';
import type { BlockWriter } from './writer.js';

/**
 * Creates a builder of blocks for these columns. It takes next to no memory until it is used, and
 * then keeps its buffers for the next block.
 *
 * A column of type T may be given as Nullable(T), even if no table can have that type
 * (`canTravelAsNullable` says for which T): where NULL is written, ClickHouse puts the column's
 * DEFAULT. A column `n` of type Nested has one writer, of arrays of tuples, and becomes the columns
 * `n.a`, `n.b` … of the block, as in ClickHouse's tables.
 *
 * An array is never NULL on the way. Where NULL is written for one with a `defaultExpression`, the
 * block carries a SELECT that evaluates it (`Block.select`); blocks in which every array has a
 * value are sent as they are.
 *
 * @param others columns of the table that are not in the block: a `defaultExpression` may name them
 * @throws Error for types that blocks cannot hold: AggregateFunction, Nothing, and Dynamic or QBit
 *   inside a Variant
 */
export function createBlockBuilder(
  columns: readonly BlockColumnDefinition[],
  others: readonly OtherColumn[] = [],
): BlockBuilder {
  return new NativeBlockBuilder(columns, others);
}

/** How the columns are sent: under their own names, or to a SELECT. */
interface Layout {
  readonly columns: readonly { readonly header: Uint8Array; parts(into: Uint8Array[]): void }[];
  readonly select?: string;
  readonly settings: NonNullable<Block['settings']>;
  readonly filtered: Block['filtered'];
}

class NativeBlockBuilder implements BlockBuilder {
  readonly writers: readonly BlockWriter[];
  rows = 0;
  /** As they were asked for. */
  readonly #names: readonly string[];
  readonly #columns: readonly BlockColumn[];
  readonly #headerLength: number;
  readonly #others: readonly OtherColumn[];
  readonly #plain: Layout;
  #selecting: Layout | undefined;

  constructor(columns: readonly BlockColumnDefinition[], others: readonly OtherColumn[]) {
    const written = columns.map(writtenColumn);
    this.writers = written.map((one) => one.writer);
    for (const { name, defaultExpression } of [...columns, ...others])
      if (defaultExpression !== undefined) checkDefaultExpression(name, defaultExpression);
    this.#names = columns.map((column) => column.name);
    this.#columns = written.flatMap((one) => one.columns);
    this.#others = others;
    this.#plain = {
      columns: this.#columns.map((one) => ({ header: headerOf(one.name, one), parts: (into) => one.parts(into) })),
      settings: blockSettings(columns.map((column) => column.type)),
      filtered: this.#filtered(plainStructure(this.#columns), plainToSent(this.#columns)),
    };
    this.#headerLength = this.#plain.columns.reduce((sum, { header }) => sum + header.length, 0);
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
    const evaluates = this.#columns.some((one) => one.omitted?.any);
    const { columns, select, settings, filtered } = evaluates
      ? (this.#selecting ??= this.#selectingLayout())
      : this.#plain;
    const counts = new Uint8Array(10);
    const end = writeVarint(counts, writeVarint(counts, 0, columns.length), rows);
    const parts: Uint8Array[] = [counts.subarray(0, end)];
    for (const column of columns) {
      parts.push(column.header);
      column.parts(parts);
    }
    let byteLength = 0;
    for (const part of parts) byteLength += part.length;
    const names = this.#columns.map((one) => one.name);
    const described = { columnCount: columns.length, columns: names, settings, filtered };
    return { rows, byteLength, parts, ...described, ...(select === undefined ? {} : { select }) };
  }

  #selectingLayout(): Layout {
    const columns = this.#columns.flatMap((one, i) => {
      const { omitted } = one;
      const sent = { header: headerOf(sentName(i), one), parts: (into: Uint8Array[]) => one.parts(into) };
      if (!omitted) return [sent];
      const header = headerOf(omittedName(i), FLAG);
      return [sent, { header, parts: (into: Uint8Array[]) => void into.push(omitted.slice(this.rows)) }];
    });
    const structure = sentStructure(this.#columns);
    return {
      columns,
      select: `${defaultSelect(this.#columns, this.#others)} FROM input(${quoteString(structure)})`,
      settings: { ...this.#plain.settings, ...selectSettings(this.#columns) },
      filtered: this.#filtered(structure, '*'),
    };
  }

  /** Made when it is asked for: next to no block is ever sent in pieces. */
  #filtered(structure: string, source: string): Block['filtered'] {
    return () => ({
      structure,
      source,
      select: defaultSelect(this.#columns, this.#others),
      settings: selectSettings(this.#columns),
    });
  }

  reset(): void {
    this.rows = 0;
    for (const writer of this.writers) writer.reset();
  }
}

const FLAG = { type: 'UInt8', prefix: new Uint8Array(0) };
