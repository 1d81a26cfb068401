import type { ClickHouseType } from '@proj/clickhouse-types';
import { NullMap } from './null-map.js';
import type { BlockWriter } from './writer.js';

/**
 * The base of writers whose values consist of others: it knows how many there are, which are NULL,
 * and where the last value began in the inner writers, so that it can be taken back.
 */
export abstract class Container {
  readonly type: ClickHouseType;
  readonly nullable: boolean;
  count = 0;
  protected readonly nulls: NullMap | undefined;
  protected readonly inner: readonly BlockWriter[];
  /** Inside another container. Only the outermost remembers where its value began. */
  readonly #nested: boolean;
  #open = false;
  #saved = 0;

  constructor(type: ClickHouseType, inner: readonly BlockWriter[], nested: boolean) {
    this.type = type;
    this.inner = inner;
    this.#nested = nested;
    this.nullable = type.kind === 'Nullable';
    this.nulls = this.nullable ? new NullMap() : undefined;
  }

  /** Bytes beyond those of the inner writers. */
  protected abstract ownByteLength(): number;
  /** Counts the value that was begun and is now complete. */
  protected abstract close(): void;
  /** Adds a placeholder for a NULL to the inner writers. */
  protected abstract fill(): void;
  abstract parts(into: Uint8Array[]): void;

  get byteLength(): number {
    let sum = this.ownByteLength() + (this.nulls ? this.count : 0);
    for (const writer of this.inner) sum += writer.byteLength;
    return sum;
  }

  begin(): void {
    if (this.#nested) return;
    for (const writer of this.inner) writer.save();
    this.#open = true;
  }

  end(): void {
    this.close();
    this.count++;
    this.#open = false;
  }

  addNull(): void {
    if (!this.nulls) throw new Error('addNull on a column that cannot be NULL');
    this.nulls.mark(this.count);
    this.begin();
    this.fill();
    this.end();
  }

  addDefault(): void {
    if (this.nulls) return this.addNull();
    this.begin();
    this.fill();
    this.end();
  }

  undo(): void {
    if (!this.#open) this.#truncate(this.count - 1);
    this.#open = false;
    for (const writer of this.inner) writer.restore();
  }

  save(): void {
    this.#saved = this.count;
    for (const writer of this.inner) writer.save();
  }

  restore(): void {
    this.#truncate(this.#saved);
    for (const writer of this.inner) writer.restore();
  }

  reset(): void {
    this.#truncate(0);
    this.#open = false;
    for (const writer of this.inner) writer.reset();
  }

  prefix(into: Uint8Array[]): void {
    for (const writer of this.inner) writer.prefix(into);
  }

  #truncate(count: number): void {
    this.nulls?.truncate(count);
    this.count = count;
  }
}
