import type { BatchEncoder } from './batch-encoder.js';

/** What encoders that wait for their next batch may take in all, in bytes. */
export const IDLE_ENCODER_BYTES = 64 * 1024 * 1024;

/**
 * The encoders that are not in use, of many data sources: together they keep a bounded amount of memory, however many
 * data sources there are. Those that were not used for longest are let go first.
 */
export class IdleEncoders {
  readonly #maxBytes: number;
  /** Longest unused first. */
  readonly #all = new Map<BatchEncoder, { readonly owner: object; readonly bytes: number }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What the kept encoders were filled with at most; about what they retain. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The one of this owner that was used last, as it is the likeliest to be in the processor's caches. */
  take(owner: object): BatchEncoder | undefined {
    const found = this.#of(owner).at(-1);
    if (found) this.#remove(found);
    return found;
  }

  /** Keeps it, as one of at most `most` of its owner, and lets others go where that is needed. */
  keep(owner: object, encoder: BatchEncoder, most: number): void {
    const bytes = encoder.retainedBytes;
    if (bytes > this.#maxBytes || this.#of(owner).length >= most) return;
    this.#all.set(encoder, { owner, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#all.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  /** Lets go all of an owner that will not come back. */
  drop(owner: object): void {
    for (const encoder of this.#of(owner)) this.#remove(encoder);
  }

  #of(owner: object): BatchEncoder[] {
    return [...this.#all].filter(([, one]) => one.owner === owner).map(([encoder]) => encoder);
  }

  #remove(encoder: BatchEncoder): void {
    this.#bytes -= this.#all.get(encoder)?.bytes ?? 0;
    this.#all.delete(encoder);
  }
}
