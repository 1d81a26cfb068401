import { Random } from './random.js';
import type { VirtualTime } from './virtual-time.js';

/** What becomes of an insert. Errors are named after what the sink's error asks for. */
export type InsertFate =
  /** Written and acknowledged. */
  | 'ok'
  /** Refused, with nothing written. */
  | 'retry'
  | 'hold'
  | 'refresh-schema'
  /** Written, but the answer is lost. */
  | 'lost-answer'
  /** Given up by the client, and written later, unless it is ended. */
  | 'late'
  /** Some table partitions are written, or the view is not, and the answer is lost. */
  | 'partial'
  /** No answer for as long as the server lets a query live. */
  | 'hang'
  /** Something that is not ClickHouse answers; the insert has never arrived. */
  | 'foreign-answer';

export type CommitFate = 'ok' | 'refused' | 'lost-answer' | 'slow';

type Target = 'insert' | 'commit' | 'question' | 'poll' | 'decode';

interface Window {
  readonly target: Target;
  readonly until: number;
  readonly intensity: number;
  readonly random: Random;
}

const insertFates: Readonly<Record<Exclude<InsertFate, 'ok'>, number>> = {
  retry: 4,
  hold: 1,
  'refresh-schema': 0.5,
  'lost-answer': 4,
  late: 4,
  partial: 3,
  hang: 1,
  'foreign-answer': 2,
};

/**
 * Which requests fail, and how. Faults come in windows of time, each with randomness of its own, so
 * that leaving one out does not change the others.
 */
export class SimFaults {
  readonly #time: VirtualTime;
  #windows: Window[] = [];

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  open(target: Target, forMs: number, intensity: number, seed: number): void {
    this.#windows.push({ target, until: this.#time.now + forMs, intensity, random: new Random(seed) });
  }

  /** From now on everything works. */
  end(): void {
    this.#windows = [];
  }

  insert(): InsertFate {
    return this.#strikes('insert')?.weighted(insertFates) ?? 'ok';
  }

  commit(): CommitFate {
    return this.#strikes('commit')?.weighted({ refused: 3, 'lost-answer': 4, slow: 3 }) ?? 'ok';
  }

  /**
   * Whether anything else that is asked fails: of ClickHouse (`question`), of a registry
   * (`decode`).
   */
  fails(target: 'question' | 'poll' | 'decode'): boolean {
    return this.#strikes(target) !== undefined;
  }

  #strikes(target: Target): Random | undefined {
    if (this.#windows.length === 0) return undefined;
    this.#windows = this.#windows.filter((one) => one.until > this.#time.now);
    return this.#windows.find((one) => one.target === target && one.random.chance(one.intensity))?.random;
  }
}
