/**
 * Which values of a Nullable column are NULL: one byte each, 1 for NULL. Values that are not NULL
 * do nothing here, so nullable columns cost no more than others until there is a NULL; the bytes
 * are zero from the start.
 */
export class NullMap {
  #bytes = new Uint8Array(0);
  /** All bytes from here on are zero. */
  #end = 0;

  get any(): boolean {
    return this.#bytes.subarray(0, this.#end).includes(1);
  }

  mark(index: number): void {
    if (index >= this.#bytes.length) this.#grow(index + 1);
    this.#bytes[index] = 1;
    this.#end = index + 1;
  }

  /** Forgets all from this value on. */
  truncate(count: number): void {
    if (count >= this.#end) return;
    this.#bytes.fill(0, count, this.#end);
    this.#end = count;
  }

  slice(count: number): Uint8Array {
    if (count > this.#bytes.length) this.#grow(count);
    return this.#bytes.subarray(0, count);
  }

  #grow(needed: number): void {
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 32));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
