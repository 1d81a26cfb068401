import type { Sleeper } from './sleeper.js';

/**
 * Waits for messages without holding a thread: a `consume` that waits by itself occupies one of the
 * few threads that all consumers of the process share. The client reports when something arrives in
 * its empty queue.
 */
export class Arrivals {
  readonly #pauses: Sleeper;
  #hasArrived = false;
  #wake: (() => void) | undefined;

  constructor(pauses: Sleeper) {
    this.#pauses = pauses;
  }

  /** Something is in the queue. */
  arrived(): void {
    this.#hasArrived = true;
    this.#wake?.();
  }

  /** The queue is about to be emptied. */
  reset(): void {
    this.#hasArrived = false;
  }

  /** Resolves when something has arrived since `reset`, and after this time at the latest. */
  async wait(ms: number): Promise<void> {
    // What has arrived ends one wait. It may be that there is no consumer any more to empty the
    // queue, and waiting for nothing would never let another task run.
    if (!this.#hasArrived) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await this.#pauses.sleep(ms, woken);
      this.#wake = undefined;
    }
    this.#hasArrived = false;
  }
}
