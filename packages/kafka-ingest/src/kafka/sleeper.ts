import type { Clock } from '../ports.js';

/** Pauses that all end when nobody needs them any more. */
export class Sleeper {
  readonly #clock: Clock;
  readonly #wakeUps = new Set<() => void>();
  #ended = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sleep(ms: number): Promise<void> {
    if (this.#ended) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#wakeUps.delete(end);
        resolve();
      };
      const cancel = this.#clock.after(ms, end);
      this.#wakeUps.add(end);
    });
  }

  /** Ends all pauses, also those to come. */
  end(): void {
    this.#ended = true;
    for (const wake of [...this.#wakeUps]) wake();
  }
}
