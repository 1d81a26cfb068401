/**
 * How many turns promises get after each timer. More would change nothing but the speed: what is
 * not settled by then goes on after the next timer, as on a busy machine.
 */
const PROMISE_TURNS = 24;

const settled = Promise.resolve();

interface Timer {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/**
 * The only time in a simulation. It jumps from timer to timer; timers of the same moment call back
 * in the order in which they were set, and promises settle in between. Nothing else runs, so the
 * same schedule always gives the same run.
 */
export class VirtualTime {
  now = 0;
  /** A heap: no timer is earlier than its parent, which is at half its index. */
  readonly #heap: Timer[] = [];
  #order = 0;

  /** Calls back once after `ms`, rounded: times are whole numbers. @returns how to cancel it */
  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.now + Math.max(0, Math.round(ms)), order: ++this.#order, callback };
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
    return () => (timer.callback = undefined);
  }

  /** Lets time pass until `end`, or until `isOver`, which is asked after every timer. */
  async runUntil(end: number, isOver: () => boolean = () => false): Promise<void> {
    for (let next = this.#heap[0]; next && next.at <= end; next = this.#heap[0]) {
      this.#removeFirst();
      if (!next.callback) continue;
      this.now = next.at;
      next.callback();
      for (let turn = 0; turn < PROMISE_TURNS; turn++) await settled;
      if (isOver()) return;
    }
    this.now = end;
  }

  #rise(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.#heap.length && this.#isBefore(left, least)) least = left;
      if (right < this.#heap.length && this.#isBefore(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] as Timer, this.#heap[b] as Timer];
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] as Timer, this.#heap[a] as Timer];
  }
}
