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
  /** The same by owner: a process may have very many of them. */
  readonly #owned = new Map<object, BatchEncoder[]>();
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
    const found = this.#owned.get(owner)?.at(-1);
    if (found) this.#remove(found);
    return found;
  }

  /** Keeps an encoder, at most `most` per owner, and releases others where that is needed. */
  keep(owner: object, encoder: BatchEncoder, most: number): void {
    const bytes = encoder.retainedBytes;
    const own = this.#owned.get(owner) ?? [];
    if (bytes > this.#maxBytes || own.length >= most) return;
    this.#owned.set(owner, own);
    own.push(encoder);
    this.#all.set(encoder, { owner, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#all.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  /** Releases all encoders of an owner that will not come back. */
  drop(owner: object): void {
    for (const encoder of [...(this.#owned.get(owner) ?? [])]) this.#remove(encoder);
  }

  #remove(encoder: BatchEncoder): void {
    const kept = this.#all.get(encoder);
    if (!kept) return;
    const rest = this.#owned.get(kept.owner)?.filter((other) => other !== encoder) ?? [];
    if (rest.length > 0) this.#owned.set(kept.owner, rest);
    else this.#owned.delete(kept.owner);
    this.#bytes -= kept.bytes;
    this.#all.delete(encoder);
  }
}
