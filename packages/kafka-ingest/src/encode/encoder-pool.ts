import type { Pipeline } from '../pipeline.js';
import { BatchEncoder } from './batch-encoder.js';
import { IDLE_ENCODER_BYTES, IdleEncoders } from './idle-encoders.js';

/** One for the process: memory is the process's, and each consumer group of it has a driver of its own. */
const idleOfProcess = new IdleEncoders(IDLE_ENCODER_BYTES);

/** Encoders of a data source that are not in use. A few are kept, because their memory is grown already. */
export class EncoderPool {
  readonly #pipeline: Pipeline;
  readonly #keep: number;
  readonly #idle: IdleEncoders;

  /**
   * @param keep encoders that wait, at most
   * @param idle what all pools that share it keep together is bounded
   */
  constructor(pipeline: Pipeline, keep: number, idle: IdleEncoders = idleOfProcess) {
    this.#pipeline = pipeline;
    this.#keep = keep;
    this.#idle = idle;
  }

  take(): BatchEncoder {
    return this.#idle.take(this) ?? new BatchEncoder(this.#pipeline);
  }

  giveBack(encoder: BatchEncoder): void {
    if (!encoder.sound) return;
    encoder.reset();
    this.#idle.keep(this, encoder, this.#keep);
  }

  /** Lets go what waits here. Without it, it stays until the room is needed. */
  close(): void {
    this.#idle.drop(this);
  }
}
