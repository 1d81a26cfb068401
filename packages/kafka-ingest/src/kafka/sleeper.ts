import type { Clock } from '../ports.js';

/** Pauses that can all be ended at once. */
export class Sleeper {
  readonly #clock: Clock;
  readonly #wakeUps = new Set<() => void>();
  #ended = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param woken ends this pause early */
  sleep(ms: number, woken?: Promise<void>): Promise<void> {
    if (this.#ended) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#wakeUps.delete(end);
        resolve();
      };
      const cancel = this.#clock.after(ms, end);
      this.#wakeUps.add(end);
      void woken?.then(end);
    });
  }

  /** Ends the pauses under way; later ones last only until the next turn of the event loop. */
  end(): void {
    this.#ended = true;
    for (const wake of [...this.#wakeUps]) wake();
  }
}
