/**
 * Which message each row of a landing block stems from. A block carries no more than its columns, so
 * this is how a row that ClickHouse refuses is found again.
 */
export class RowOffsets {
  readonly #runs: Float64Array[] = [];
  /** Which of the messages did not become rows, counted from the first one. Ascending. */
  readonly #without: number[] = [];
  #messages = 0;

  /** The offsets of the messages that come next. */
  add(offsets: Float64Array): void {
    this.#runs.push(offsets.slice());
    this.#messages += offsets.length;
  }

  /** The `index`th message of the last run did not become a row. */
  withoutRow(index: number): void {
    this.#without.push(this.#messages - (this.#runs.at(-1)?.length ?? 0) + index);
  }

  /** @returns the offset of the message that row `row` was made from */
  offsetOf(row: number): number {
    let message = row;
    for (const index of this.#without) {
      if (index > message) break;
      message++;
    }
    for (const run of this.#runs) {
      if (message < run.length) return run[message] ?? 0;
      message -= run.length;
    }
    throw new Error(`the block has no row ${row}`);
  }

  clear(): void {
    this.#runs.length = 0;
    this.#without.length = 0;
    this.#messages = 0;
  }
}
