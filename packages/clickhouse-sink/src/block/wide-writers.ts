import type { ClickHouseType } from '@proj/clickhouse-types';
import type { WideWriter } from '@proj/clickhouse-types/column-writer';
import { FixedWidth } from './fixed-width.js';
import { FIRST_VALUES } from './writer.js';

const TWO_TO_16 = 65_536;
const TWO_TO_32 = 4_294_967_296;

/** Decimal of up to 9 digits. */
export class Wide32Writer extends FixedWidth implements WideWriter {
  readonly form = 'wide';
  #values = new Int32Array(0);
  constructor(type: ClickHouseType) {
    super(type, 1);
  }
  addNumber(value: number): void {
    if (this.count === this.#values.length) this.#grow();
    this.#values[this.count++] = value;
  }
  addBigInt(value: bigint): void {
    this.addNumber(Number(value));
  }
  addScaled(value: number, unit: number, rest: number): void {
    this.addNumber(value * unit + rest);
  }
  protected addZero(): void {
    this.addNumber(0);
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

/** (U)Int64, DateTime64, Time64, Decimal of up to 18 digits: two words each, low one first. */
export class Wide64Writer extends FixedWidth implements WideWriter {
  readonly form = 'wide';
  #words = new Int32Array(0);
  /** The same memory as whole values. */
  #values = new BigInt64Array(this.#words.buffer);
  constructor(type: ClickHouseType) {
    super(type, 2);
  }
  addNumber(value: number): void {
    let at = this.count * 2;
    if (at === this.#words.length) this.#grow();
    this.count++;
    const words = this.#words;
    const low = value | 0;
    if (low === value) {
      words[at++] = low;
      words[at] = low >> 31;
      return;
    }
    const high = Math.floor(value / TWO_TO_32);
    words[at++] = value - high * TWO_TO_32;
    words[at] = high;
  }
  addBigInt(value: bigint): void {
    if (this.count * 2 === this.#words.length) this.#grow();
    this.#values[this.count++] = value;
  }
  addScaled(value: number, unit: number, rest: number): void {
    const at = this.count * 2;
    if (at === this.#words.length) this.#grow();
    this.count++;
    // value = upper * 2^16 + lower: then neither product has more than 53 bits.
    const upper = Math.floor(value / TWO_TO_16);
    const product = upper * unit;
    const high = Math.floor(product / TWO_TO_16);
    const low = (product - high * TWO_TO_16) * TWO_TO_16 + (value - upper * TWO_TO_16) * unit + rest;
    const carry = Math.floor(low / TWO_TO_32);
    this.#words[at] = low - carry * TWO_TO_32;
    this.#words[at + 1] = high + carry;
  }
  protected addZero(): void {
    this.addNumber(0);
  }
  protected array(): Int32Array {
    return this.#words;
  }
  #grow(): void {
    const words = new Int32Array(this.#words.length * 2 || FIRST_VALUES * 2);
    words.set(this.#words);
    this.#words = words;
    this.#values = new BigInt64Array(words.buffer);
  }
}

/**
 * (U)Int128, (U)Int256, Decimal of up to 38 and 76 digits. Rare: through BigInt, 64 bits at a time.
 */
export class WiderWriter extends FixedWidth implements WideWriter {
  readonly form = 'wide';
  readonly #limbs: number;
  #words = new Int32Array(0);
  #values = new BigInt64Array(this.#words.buffer);
  constructor(type: ClickHouseType, bits: 128 | 256) {
    super(type, bits / 32);
    this.#limbs = bits / 64;
  }
  addNumber(value: number): void {
    this.addBigInt(BigInt(value));
  }
  addScaled(value: number, unit: number, rest: number): void {
    this.addBigInt(BigInt(value) * BigInt(unit) + BigInt(rest));
  }
  addBigInt(value: bigint): void {
    const start = this.count * this.#limbs;
    if (start === this.#values.length) this.#grow();
    let rest = value;
    for (let i = 0; i < this.#limbs; i++) {
      this.#values[start + i] = rest;
      rest >>= 64n;
    }
    this.count++;
  }
  protected addZero(): void {
    this.addBigInt(0n);
  }
  protected array(): Int32Array {
    return this.#words;
  }
  #grow(): void {
    const words = new Int32Array(this.#words.length * 2 || FIRST_VALUES * this.width);
    words.set(this.#words);
    this.#words = words;
    this.#values = new BigInt64Array(words.buffer);
  }
}
