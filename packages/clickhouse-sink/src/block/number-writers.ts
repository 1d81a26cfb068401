import type { ClickHouseType } from '@proj/clickhouse-types';
import type { NumberWriter } from '@proj/clickhouse-types/column-writer';
import { FixedWidth } from './fixed-width.js';
import { FIRST_VALUES } from './writer.js';

// Stores wrap, so one class serves signed and unsigned numbers of a width. One identical class for
// each width, on purpose: a class over several kinds of typed array makes each `add` of the hot
// path polymorphic.

/**
 * The placeholder for a NULL. ClickHouse reads it when it converts a tuple, and an enum takes only
 * its own values.
 */
function zeroOf(type: ClickHouseType): number {
  const inner = type.kind === 'Nullable' ? type.inner : type;
  return inner.kind === 'Enum8' || inner.kind === 'Enum16' ? (inner.values[0]?.value ?? 0) : 0;
}

/** (U)Int8, Bool, Enum8. */
export class ByteWriter extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Uint8Array(0);
  readonly #zero: number;
  constructor(type: ClickHouseType) {
    super(type, 1);
    this.#zero = zeroOf(type);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(this.#zero);
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
  readonly #zero: number;
  constructor(type: ClickHouseType) {
    super(type, 1);
    this.#zero = zeroOf(type);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  protected addZero(): void {
    this.add(this.#zero);
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

/** The upper half of a Float32. The lower half is cut, as in ClickHouse. */
export class BFloat16Writer extends FixedWidth implements NumberWriter {
  readonly form = 'number';
  #values = new Uint16Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  add(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    float[0] = value;
    this.#values[this.count++] = (bits[0] ?? 0) >>> 16;
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
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

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
