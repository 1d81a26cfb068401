import type { ClickHouseType, NumberWriter } from '@proj/clickhouse-types';
import { FixedWidth } from './fixed-width.js';
import { FIRST_VALUES } from './writer.js';

// Stores wrap, so one class serves signed and unsigned numbers of a width. One class a width, alike to the letter, on
// purpose: a class over several kinds of typed array makes each `add` of the hot path polymorphic.

/** (U)Int8, Bool, Enum8. */
export class ByteWriter extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Uint8Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(0);
  }
  protected array(): Uint8Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Uint8Array(this.#values.length * 2 || FIRST_VALUES);
    values.set(this.#values);
    this.#values = values;
  }
}

/** (U)Int16, Date, Enum16. */
export class ShortWriter extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Uint16Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(0);
  }
  protected array(): Uint16Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Uint16Array(this.#values.length * 2 || FIRST_VALUES);
    values.set(this.#values);
    this.#values = values;
  }
}

/** (U)Int32, Date32, DateTime, Time, IPv4. */
export class WordWriter extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Int32Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(0);
  }
  protected array(): Int32Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Int32Array(this.#values.length * 2 || FIRST_VALUES);
    values.set(this.#values);
    this.#values = values;
  }
}

export class Float32Writer extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Float32Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(0);
  }
  protected array(): Float32Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Float32Array(this.#values.length * 2 || FIRST_VALUES);
    values.set(this.#values);
    this.#values = values;
  }
}

export class Float64Writer extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Float64Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(0);
  }
  protected array(): Float64Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Float64Array(this.#values.length * 2 || FIRST_VALUES);
    values.set(this.#values);
    this.#values = values;
  }
}
