import type { ClickHouseType } from '@proj/clickhouse-types';
import type { FixedWriter } from '@proj/clickhouse-types/column-writer';
import { FixedWidth } from './fixed-width.js';
import { FIRST_VALUES } from './writer.js';

const BYTES = 16;

/**
 * UUID and IPv6. ClickHouse keeps a UUID as two 64-bit numbers, high one first, each with its low
 * byte first.
 */
export class SixteenByteWriter extends FixedWidth implements FixedWriter {
  readonly form = 'fixed';
  /** Where byte i of the text goes: i for IPv6, mirrored within each half for UUID. */
  readonly #flip: number;
  #values = new Uint8Array(0);

  constructor(type: ClickHouseType, layout: 'UUID' | 'IPv6') {
    super(type, BYTES);
    this.#flip = layout === 'UUID' ? 7 : 0;
  }
  addBytes(bytes: Uint8Array, start: number): void {
    const at = this.count * BYTES;
    if (at === this.#values.length) this.#grow();
    this.count++;
    const values = this.#values;
    const flip = this.#flip;
    for (let i = 0; i < BYTES; i++) values[at + (i ^ flip)] = bytes[start + i] ?? 0;
  }
  protected addZero(): void {
    this.addBytes(ZERO, 0);
  }
  protected array(): Uint8Array {
    return this.#values;
  }
  #grow(): void {
    const values = new Uint8Array(this.#values.length * 2 || FIRST_VALUES * BYTES);
    values.set(this.#values);
    this.#values = values;
  }
}

const ZERO = new Uint8Array(BYTES);
