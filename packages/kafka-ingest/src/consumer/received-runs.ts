import type { MessageRun } from '../encode/decode-run.js';
import { endOfStep } from './message-runs.js';

/** Messages of a partition that were read and are not in a batch yet. */
export class ReceivedRuns {
  readonly #runs: { readonly run: MessageRun; next: number }[] = [];
  /**
   * Counts how often they were dropped, so that a decoding under way sees that it is not wanted.
   */
  turn = 0;

  get isEmpty(): boolean {
    return this.#runs.length === 0;
  }

  add(run: MessageRun): void {
    this.#runs.push({ run, next: run.from });
  }

  /** The next messages, at most `most` and no more than one step decodes. */
  next(most: number): MessageRun {
    const [front] = this.#runs;
    if (!front) throw new Error('no message is waiting');
    const { run, next } = front;
    return { batch: run.batch, from: next, to: endOfStep(run.batch, next, Math.min(run.to, next + most)) };
  }

  /** The messages up to index `to` of the first run are done with. */
  advance(to: number): void {
    const [front] = this.#runs;
    if (!front) return;
    front.next = to;
    if (to >= front.run.to) this.#runs.shift();
  }

  drop(): void {
    this.turn++;
    this.#runs.length = 0;
  }
}

/** Cuts a run after the last message of an offset at most `boundary`. The first part may be all. */
export function cutAfter(run: MessageRun, boundary: number | undefined): readonly MessageRun[] {
  const { batch, from, to } = run;
  if (boundary === undefined || (batch.offset[from] ?? 0) > boundary || (batch.offset[to - 1] ?? 0) <= boundary)
    return [run];
  let middle = from;
  while ((batch.offset[middle] ?? Infinity) <= boundary) middle++;
  return [{ batch, from, to: middle }, { batch, from: middle, to }]; // prettier-ignore
}
