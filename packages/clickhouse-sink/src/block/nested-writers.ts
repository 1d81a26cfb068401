import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ArrayWriter, MapWriter, TupleWriter } from '@proj/clickhouse-types/column-writer';
import { Container } from './container.js';
import type { NullMap } from './null-map.js';
import { FIRST_VALUES, type BlockWriter } from './writer.js';

/**
 * Where each array or map ends in its elements. Native has 64 bits for each; a block never has 2^32
 * elements, so the upper word stays zero.
 */
class Ends {
  #words = new Uint32Array(0);

  set(index: number, end: number): void {
    const at = index * 2;
    if (at === this.#words.length) {
      const words = new Uint32Array(this.#words.length * 2 || FIRST_VALUES * 2);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words[at] = end;
  }
  slice(count: number): Uint8Array {
    return new Uint8Array(this.#words.buffer, 0, count * 8);
  }
}

export class ArrayColumnWriter extends Container implements ArrayWriter {
  readonly form = 'array';
  readonly element: BlockWriter;
  readonly #ends = new Ends();

  constructor(type: ClickHouseType, element: BlockWriter, nested: boolean) {
    super(type, [element], nested);
    this.element = element;
  }
  protected ownByteLength(): number {
    return this.count * 8;
  }
  protected close(): void {
    this.#ends.set(this.count, this.element.count);
  }
  protected fill(): void {
    // Nothing: an empty array.
  }
  /**
   * Only for a Nullable array: the rows that mean the column's DEFAULT. Not among `parts`, as
   * arrays cannot be NULL.
   */
  get omitted(): NullMap | undefined {
    return this.nulls;
  }
  /** Where each array ends, as Native lays it out. */
  ends(): Uint8Array {
    return this.#ends.slice(this.count);
  }
  parts(into: Uint8Array[]): void {
    into.push(this.ends());
    this.element.parts(into);
  }
}

export class MapColumnWriter extends Container implements MapWriter {
  readonly form = 'map';
  readonly key: BlockWriter;
  readonly value: BlockWriter;
  readonly #ends = new Ends();

  constructor(type: ClickHouseType, key: BlockWriter, value: BlockWriter, nested: boolean) {
    super(type, [key, value], nested);
    this.key = key;
    this.value = value;
  }
  protected ownByteLength(): number {
    return this.count * (this.nullable ? 16 : 8);
  }
  protected close(): void {
    this.#ends.set(this.count, this.key.count);
  }
  protected fill(): void {
    // Nothing: an empty map.
  }
  parts(into: Uint8Array[]): void {
    if (this.nulls) into.push(this.nulls.slice(this.count));
    into.push(this.#ends.slice(this.count));
    this.key.parts(into);
    // A Nullable Map travels as a tuple of two arrays (see `headerType`), each with its own ends.
    if (this.nulls) into.push(this.#ends.slice(this.count));
    this.value.parts(into);
  }
}

export class TupleColumnWriter extends Container implements TupleWriter {
  readonly form = 'tuple';
  readonly elements: readonly BlockWriter[];

  constructor(type: ClickHouseType, elements: readonly BlockWriter[], nested: boolean) {
    super(type, elements, nested);
    this.elements = elements;
  }
  protected ownByteLength(): number {
    // An empty tuple still takes a byte.
    return this.elements.length === 0 ? this.count : 0;
  }
  protected close(): void {
    // The elements are enough.
  }
  protected fill(): void {
    for (const element of this.elements) element.addDefault();
  }
  parts(into: Uint8Array[]): void {
    if (this.nulls) into.push(this.nulls.slice(this.count));
    for (const element of this.elements) element.parts(into);
    if (this.elements.length === 0) into.push(new Uint8Array(this.count));
  }
}
