import type { Incarnation } from '../delivery/position-record.js';
import type { Clock } from '../ports.js';

/** A name that no epoch has had before: the time, and chance for what happens at the same time. */
export const newEpoch = (clock: Clock): string =>
  `${Math.floor(clock.unixMs()).toString(36)}-${Math.floor(clock.random() * 36 ** 6).toString(36)}`;

/** The incarnations that a partition has had in this assignment: one for each of its lives. */
export class Incarnations {
  readonly #clock: Clock;
  readonly #ofLife: Incarnation[];

  constructor(first: Incarnation, clock: Clock) {
    this.#ofLife = [first];
    this.#clock = clock;
  }

  of(life: number): Incarnation {
    const found = this.#ofLife[life];
    if (!found) throw new Error(`unknown life ${life}`);
    return found;
  }

  /**
   * The offsets went back, and will hold other messages. Rows of these offsets exist already, so
   * nothing in the tables counts as a row of the new epoch.
   */
  begin(life: number): void {
    const before = this.of(life - 1);
    this.#ofLife[life] = { ...before, epoch: newEpoch(this.#clock), floor: Number.MAX_SAFE_INTEGER };
  }
}
