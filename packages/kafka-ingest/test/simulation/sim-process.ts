import type { Clock } from '../../src/ports.js';
import type { Random } from './random.js';
import type { VirtualTime } from './virtual-time.js';

/** The wall clock of every simulated machine starts here. */
const EPOCH_MS = 1_700_000_000_000;

/**
 * A process in which a member runs. Everything that reaches it from outside comes through
 * `deliver`: a frozen process gets it when it wakes up, a dead one never.
 */
export class SimProcess {
  readonly name: string;
  readonly clock: Clock;
  state: 'running' | 'frozen' | 'dead' = 'running';
  /** Since when it has not run. */
  frozenAt = 0;
  readonly #time: VirtualTime;
  #waiting: (() => void)[] = [];

  /** @param wallClock how far the wall clocks of all machines are ahead */
  constructor(name: string, time: VirtualTime, random: Random, wallClock: { readonly aheadMs: number }) {
    this.name = name;
    this.#time = time;
    this.clock = {
      now: () => time.now,
      unixMs: () => EPOCH_MS + time.now + wallClock.aheadMs,
      random: () => random.next(),
      after: (ms, callback) => {
        let isCancelled = false;
        const cancel = time.after(ms, () => {
          this.deliver(() => {
            if (!isCancelled) callback();
          });
        });
        return () => {
          isCancelled = true;
          cancel();
        };
      },
    };
  }

  deliver(what: () => void): void {
    if (this.state === 'running') what();
    else if (this.state === 'frozen') this.#waiting.push(what);
  }

  /** After a while, as an answer over the network. */
  deliverAfter(ms: number, what: () => void): void {
    this.#time.after(ms, () => this.deliver(what));
  }

  freeze(): void {
    if (this.state !== 'running') return;
    this.state = 'frozen';
    this.frozenAt = this.#time.now;
  }

  wake(): void {
    if (this.state !== 'frozen') return;
    this.state = 'running';
    const waiting = this.#waiting;
    this.#waiting = [];
    // Not in one go: promises settle between two callbacks of an event loop.
    for (const what of waiting) this.#time.after(0, () => this.deliver(what));
  }

  /** For how long it has been silent, in ms. */
  get silentMs(): number {
    return this.state === 'running' ? 0 : this.#time.now - this.frozenAt;
  }

  kill(): void {
    if (this.state === 'running') this.frozenAt = this.#time.now;
    this.state = 'dead';
    this.#waiting = [];
  }
}
