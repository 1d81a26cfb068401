import type { ArrayWriter, ClickHouseType, MapWriter, TupleWriter } from '@proj/clickhouse-types';
import { FIRST_VALUES, type BlockWriter } from './writer.js';

/**
 * Where each array or map ends in its elements. Native has 64 bits for each; a block never has 2^32 elements, so the
 * upper word stays zero.
 */
class Ends {
  count = 0;
  #words = new Uint32Array(0);

  get byteLength(): number {
    return this.count * 8;
  }
  add(end: number): void {
    const at = this.count * 2;
    if (at === this.#words.length) {
      const words = new Uint32Array(this.#words.length * 2 || FIRST_VALUES * 2);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words[at] = end;
    this.count++;
  }
  slice(): Uint8Array {
    return new Uint8Array(this.#words.buffer, 0, this.byteLength);
  }
}

const notNullable = (): never => {
  throw new Error('an array, a map or a tuple cannot be NULL');
};

// `nested`: inside another array, map or tuple. Only the outermost remembers where its value began, for `undo`.

export class ArrayColumnWriter implements ArrayWriter {
  readonly form = 'array';
  readonly nullable = false;
  readonly type: ClickHouseType;
  readonly element: BlockWriter;
  readonly #ends = new Ends();
  readonly #nested: boolean;
  #open = false;
  #saved = 0;

  constructor(type: ClickHouseType, element: BlockWriter, nested: boolean) {
    this.type = type;
    this.element = element;
    this.#nested = nested;
  }
  get count(): number {
    return this.#ends.count;
  }
  get byteLength(): number {
    return this.#ends.byteLength + this.element.byteLength;
  }
  begin(): void {
    if (this.#nested) return;
    this.element.save();
    this.#open = true;
  }
  end(): void {
    this.#ends.add(this.element.count);
    this.#open = false;
  }
  addNull(): void {
    notNullable();
  }
  undo(): void {
    if (!this.#open) this.#ends.count--;
    this.#open = false;
    this.element.restore();
  }
  save(): void {
    this.#saved = this.#ends.count;
    this.element.save();
  }
  restore(): void {
    this.#ends.count = this.#saved;
    this.element.restore();
  }
  reset(): void {
    this.#ends.count = 0;
    this.#open = false;
    this.element.reset();
  }
  parts(into: Uint8Array[]): void {
    into.push(this.#ends.slice());
    this.element.parts(into);
  }
}

export class MapColumnWriter implements MapWriter {
  readonly form = 'map';
  readonly nullable = false;
  readonly type: ClickHouseType;
  readonly key: BlockWriter;
  readonly value: BlockWriter;
  readonly #ends = new Ends();
  readonly #nested: boolean;
  #open = false;
  #saved = 0;

  constructor(type: ClickHouseType, key: BlockWriter, value: BlockWriter, nested: boolean) {
    this.type = type;
    this.key = key;
    this.value = value;
    this.#nested = nested;
  }
  get count(): number {
    return this.#ends.count;
  }
  get byteLength(): number {
    return this.#ends.byteLength + this.key.byteLength + this.value.byteLength;
  }
  begin(): void {
    if (this.#nested) return;
    this.key.save();
    this.value.save();
    this.#open = true;
  }
  end(): void {
    this.#ends.add(this.key.count);
    this.#open = false;
  }
  addNull(): void {
    notNullable();
  }
  undo(): void {
    if (!this.#open) this.#ends.count--;
    this.#open = false;
    this.key.restore();
    this.value.restore();
  }
  save(): void {
    this.#saved = this.#ends.count;
    this.key.save();
    this.value.save();
  }
  restore(): void {
    this.#ends.count = this.#saved;
    this.key.restore();
    this.value.restore();
  }
  reset(): void {
    this.#ends.count = 0;
    this.#open = false;
    this.key.reset();
    this.value.reset();
  }
  parts(into: Uint8Array[]): void {
    into.push(this.#ends.slice());
    this.key.parts(into);
    this.value.parts(into);
  }
}

export class TupleColumnWriter implements TupleWriter {
  readonly form = 'tuple';
  readonly nullable = false;
  readonly type: ClickHouseType;
  readonly elements: readonly BlockWriter[];
  readonly #nested: boolean;
  count = 0;
  #open = false;
  #saved = 0;

  constructor(type: ClickHouseType, elements: readonly BlockWriter[], nested: boolean) {
    this.type = type;
    this.elements = elements;
    this.#nested = nested;
  }
  get byteLength(): number {
    let sum = 0;
    for (const element of this.elements) sum += element.byteLength;
    return sum;
  }
  begin(): void {
    if (this.#nested) return;
    for (const element of this.elements) element.save();
    this.#open = true;
  }
  end(): void {
    this.count++;
    this.#open = false;
  }
  addNull(): void {
    notNullable();
  }
  undo(): void {
    if (!this.#open) this.count--;
    this.#open = false;
    for (const element of this.elements) element.restore();
  }
  save(): void {
    this.#saved = this.count;
    for (const element of this.elements) element.save();
  }
  restore(): void {
    this.count = this.#saved;
    for (const element of this.elements) element.restore();
  }
  reset(): void {
    this.count = 0;
    this.#open = false;
    for (const element of this.elements) element.reset();
  }
  parts(into: Uint8Array[]): void {
    for (const element of this.elements) element.parts(into);
  }
}
