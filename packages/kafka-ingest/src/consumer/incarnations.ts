import type { Incarnation } from '../delivery/position-record.js';
import type { Clock } from '../ports.js';

/** A name that no epoch has had before: the time, and chance for what happens at the same time. */
export const newEpoch = (clock: Clock): string =>
  `${Math.floor(clock.unixMs()).toString(36)}-${Math.floor(clock.random() * 36 ** 6).toString(36)}`;

/** With this floor, nothing that is read back proves anything. */
const NO_FLOOR = Number.MAX_SAFE_INTEGER;

/** The incarnations that a partition has had in this assignment: one for each of its lives. */
export class Incarnations {
  readonly #clock: Clock;
  readonly #storedEnd: (() => Promise<number>) | undefined;
  readonly #ofLife: Incarnation[];

  /** @param storedEnd asks the tables where the offsets begin of which they hold nothing */
  constructor(first: Incarnation, clock: Clock, storedEnd: (() => Promise<number>) | undefined) {
    this.#ofLife = [first];
    this.#clock = clock;
    this.#storedEnd = storedEnd;
  }

  of(life: number): Incarnation {
    const found = this.#ofLife[life];
    if (!found) throw new Error(`unknown life ${life}`);
    return found;
  }

  /**
   * The same with its floor, which must be known before anything is planned in an epoch.
   *
   * @throws when ClickHouse does not answer
   */
  async withFloor(life: number): Promise<Incarnation> {
    if (this.of(life).floor === undefined) {
      const floor = this.#storedEnd ? await this.#storedEnd() : NO_FLOOR;
      const now = this.of(life);
      this.#ofLife[life] = { ...now, floor: now.floor ?? floor };
    }
    return this.of(life);
  }

  /** The offsets went back, and will hold other messages. */
  begin(life: number): void {
    this.#ofLife[life] = { ...this.of(life - 1), epoch: newEpoch(this.#clock), floor: undefined };
  }
}
