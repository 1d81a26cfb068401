import type { DeliveryCommand, DeliveryEvent } from './protocol.js';

/** What a step is asked of. */
interface Stepping {
  step(event: DeliveryEvent): readonly DeliveryCommand[];
}

/**
 * The queue of events around `step`. One event at a time: an event that comes up while a command is
 * obeyed waits until all commands before it are obeyed, so that no step sees a world between two
 * commands.
 */
export class Turns {
  readonly #machine: Stepping;
  readonly #obey: (command: DeliveryCommand) => void;
  readonly #queue: DeliveryEvent[] = [];
  #underWay = false;

  constructor(machine: Stepping, obey: (command: DeliveryCommand) => void) {
    this.#machine = machine;
    this.#obey = obey;
  }

  /** Takes an event in its turn: after those that wait. */
  send(event: DeliveryEvent): void {
    this.#queue.push(event);
    this.#run();
  }

  /**
   * Takes an event before those that wait: what has happened to a batch is known before more is
   * asked of it.
   */
  sendFirst(event: DeliveryEvent): void {
    this.#queue.unshift(event);
    this.#run();
  }

  #run(): void {
    if (this.#underWay) return;
    this.#underWay = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        for (const command of this.#machine.step(next)) this.#obey(command);
      }
    } finally {
      this.#underWay = false;
    }
  }
}
