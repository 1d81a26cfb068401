import type { Pipeline } from '../pipeline.js';
import { BatchEncoder } from './batch-encoder.js';
import { IDLE_ENCODER_BYTES, IdleEncoders } from './idle-encoders.js';

/**
 * One for the process, because memory is the process's and each consumer group has a consumer of
 * its own.
 */
const idleOfProcess = new IdleEncoders(IDLE_ENCODER_BYTES);

/** A data source's idle encoders. A few are kept, because their memory has already grown. */
export class EncoderPool {
  readonly #pipeline: Pipeline;
  readonly #keep: number;
  readonly #idle: IdleEncoders;

  /**
   * @param keep how many idle encoders to keep
   * @param idle bounds what the pools that share it keep together
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

  /** Releases the idle encoders. Otherwise they stay until the room is needed. */
  close(): void {
    this.#idle.drop(this);
  }
}
