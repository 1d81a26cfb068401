import type { ClickHouseType } from '@proj/clickhouse-types';
import { NullMap } from './null-map.js';

type Values = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/**
 * The base of writers whose values all have the same width: a count, a null map, and slices of one
 * typed array. `values` and `add` are each subclass's own, so that every class stores into one kind
 * of array and the compiler keeps the store simple.
 */
export abstract class FixedWidth {
  readonly type: ClickHouseType;
  readonly nullable: boolean;
  count = 0;
  protected readonly nulls: NullMap | undefined;
  /** Elements of `values` that one value takes. */
  protected readonly width: number;
  #saved = 0;

  constructor(type: ClickHouseType, width: number) {
    this.type = type;
    this.nullable = type.kind === 'Nullable';
    this.nulls = this.nullable ? new NullMap() : undefined;
    this.width = width;
  }

  protected abstract array(): Values;
  /** Adds zero, or another placeholder for a NULL. */
  protected abstract addZero(): void;

  get byteLength(): number {
    return this.count * (this.width * this.array().BYTES_PER_ELEMENT + (this.nulls ? 1 : 0));
  }

  addNull(): void {
    if (!this.nulls) throw new Error('addNull on a column that is not Nullable');
    this.nulls.mark(this.count);
    this.addZero();
  }

  addDefault(): void {
    if (this.nulls) this.addNull();
    else this.addZero();
  }

  undo(): void {
    this.#truncate(this.count - 1);
  }

  save(): void {
    this.#saved = this.count;
  }

  restore(): void {
    this.#truncate(this.#saved);
  }

  reset(): void {
    this.#truncate(0);
  }

  prefix(): void {
    // Numbers have none.
  }

  parts(into: Uint8Array[]): void {
    if (this.nulls) into.push(this.nulls.slice(this.count));
    const values = this.array();
    into.push(new Uint8Array(values.buffer, 0, this.count * this.width * values.BYTES_PER_ELEMENT));
  }

  #truncate(count: number): void {
    this.nulls?.truncate(count);
    this.count = count;
  }
}
