import type { Pipeline } from '../pipeline.js';
import { BatchEncoder } from './batch-encoder.js';

/** Encoders of a data source that are not in use. A few are kept, because their memory is grown already. */
export class EncoderPool {
  readonly #pipeline: Pipeline;
  readonly #keep: number;
  readonly #free: BatchEncoder[] = [];

  constructor(pipeline: Pipeline, keep: number) {
    this.#pipeline = pipeline;
    this.#keep = keep;
  }

  take(): BatchEncoder {
    return this.#free.pop() ?? new BatchEncoder(this.#pipeline);
  }

  giveBack(encoder: BatchEncoder): void {
    if (!encoder.sound || this.#free.length >= this.#keep) return;
    encoder.reset();
    this.#free.push(encoder);
  }
}
