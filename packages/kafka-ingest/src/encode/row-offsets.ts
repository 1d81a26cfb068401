/**
 * Which message each row of a block stems from. A block carries no more than its columns, so this
 * is how a row that ClickHouse refuses, or has already, is found again.
 */
export class RowOffsets {
  readonly #runs: Float64Array[] = [];
  /** Which of the messages did not become rows, counted from the first one. Ascending. */
  readonly #without: number[] = [];
  #messages = 0;

  /** The offsets of the messages that come next: all of them become rows, unless `withoutRow`. */
  add(offsets: Float64Array): void {
    this.#runs.push(offsets.slice());
    this.#messages += offsets.length;
  }

  /** The `index`th message of the last run did not become a row. */
  withoutRow(index: number): void {
    this.#without.push(this.#messages - (this.#runs.at(-1)?.length ?? 0) + index);
  }

  /** The offsets of the rows, in the order of the block. */
  all(): Float64Array {
    const offsets = new Float64Array(this.#messages - this.#without.length);
    let message = 0;
    let skipped = 0;
    for (const run of this.#runs) {
      for (const offset of run) {
        if (this.#without[skipped] === message++) skipped++;
        else offsets[message - 1 - skipped] = offset;
      }
    }
    return offsets;
  }

  clear(): void {
    this.#runs.length = 0;
    this.#without.length = 0;
    this.#messages = 0;
  }
}
