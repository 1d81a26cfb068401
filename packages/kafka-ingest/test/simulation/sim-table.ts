/**
 * A table of the simulated server: which messages its rows stem from, and which tokens it knows.
 */
export class SimTable {
  /** In the order in which they came. */
  readonly uids: number[] = [];
  readonly #window: number;
  readonly #windowMs: number;
  /** Token and table partition → when the part was written. In the order in which they were. */
  readonly #tokens = new Map<string, number>();

  /**
   * @param window how many parts are remembered; 0: none
   * @param windowMs for how long a part is remembered
   */
  constructor(window: number, windowMs: number) {
    this.#window = window;
    this.#windowMs = windowMs;
  }

  /** Whether a part of this token would be ignored. */
  knows(token: string, now: number): boolean {
    const writtenAt = this.#tokens.get(token);
    return writtenAt !== undefined && now - writtenAt < this.#windowMs;
  }

  write(token: string, uids: readonly number[], now: number): void {
    this.uids.push(...uids);
    this.#tokens.delete(token);
    this.#tokens.set(token, now);
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= this.#window) break;
      this.#tokens.delete(oldest);
    }
  }

  /** `DELETE FROM`: the rows go, the tokens stay. */
  remove(which: (uid: number) => boolean): void {
    const kept = this.uids.filter((uid) => !which(uid));
    this.uids.splice(0, Infinity, ...kept);
  }
}
