import type { BatchEncoder } from './batch-encoder.js';

/** How much memory all idle encoders may keep, in bytes. */
export const IDLE_ENCODER_BYTES = 64 * 1024 * 1024;

/**
 * The idle encoders of many data sources. Together they keep a bounded amount of memory, however
 * many data sources there are. Those unused for longest are released first.
 */
export class IdleEncoders {
  readonly #maxBytes: number;
  /** Longest unused first. */
  readonly #all = new Map<BatchEncoder, { readonly owner: object; readonly bytes: number }>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The most that the kept encoders ever held; about what they retain. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The owner's most recently used encoder, the likeliest to be in the processor's caches. */
  take(owner: object): BatchEncoder | undefined {
    const found = this.#of(owner).at(-1);
    if (found) this.#remove(found);
    return found;
  }

  /** Keeps an encoder, at most `most` per owner, and releases others where that is needed. */
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

  /** Releases all encoders of an owner that will not come back. */
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
