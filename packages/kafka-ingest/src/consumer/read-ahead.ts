import type { PackedBatch } from '../packed-batch.js';
import type { Clock, MessageSource } from '../ports.js';
import { bytesCutOff } from './message-runs.js';

const POLL_BYTES = 4 * 1024 * 1024;
const POLL_MESSAGES = 5_000;
const POLL_RETRY_MS = 1_000;
/** A heartbeat, after which a member knows whether it still is one. */
const DOUBT_MS = 3_000;
/** Added to each message: even an empty one costs something. */
const OVERHEAD_BYTES = 64;

/** What a read-ahead reads from, and who takes what it read. */
interface ReadAheadOptions {
  readonly source: MessageSource;
  readonly clock: Clock;
  /** Counts assignments and revocations. */
  readonly epoch: () => number;
  /** Takes a batch that was read in this epoch. @returns how many bytes were wanted */
  readonly take: (batch: PackedBatch, epoch: number) => number;
  readonly failed: (error: unknown, retryInMs: number) => void;
}

interface PollResult {
  readonly batch: PackedBatch | undefined;
  readonly epoch: number;
}

/**
 * The poll loop. The next poll is under way before the last result is worked on, so that fetching
 * and mapping overlap.
 */
export class ReadAhead {
  readonly #options: ReadAheadOptions;
  #averageBytes = POLL_BYTES / 500;
  #answeredAt: number;
  #longSilenceMs = 0;
  #doubtUntil = 0;
  #closing = false;
  #loop: Promise<void> | undefined;

  constructor(options: ReadAheadOptions) {
    this.#options = options;
    this.#answeredAt = options.clock.now();
  }

  /**
   * For how long no poll has been answered, in ms. A silence beyond the session time-out still
   * counts for a moment: the client answers the first poll before the group has said who owns what.
   */
  get silentMs(): number {
    const now = this.#options.clock.now();
    return Math.max(now - this.#answeredAt, now < this.#doubtUntil ? this.#longSilenceMs : 0);
  }

  #answered(): void {
    const now = this.#options.clock.now();
    const silence = now - this.#answeredAt;
    this.#answeredAt = now;
    if (silence <= this.#options.source.sessionTimeoutMs) return;
    this.#longSilenceMs = silence;
    this.#doubtUntil = now + DOUBT_MS;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Resolves when the poll under way has ended. */
  async stop(): Promise<void> {
    this.#closing = true;
    await this.#loop;
  }

  async #run(): Promise<void> {
    let next = this.#poll();
    while (!this.#closing) {
      const { batch, epoch } = await next;
      next = this.#poll();
      if (batch) this.#follow(batch, this.#options.take(batch, epoch));
    }
    await next;
  }

  #poll(): Promise<PollResult> {
    const { source, clock, epoch, failed } = this.#options;
    return source.poll(this.#messages()).then(
      (batch) => {
        this.#answered();
        return { batch, epoch: epoch() };
      },
      async (error: unknown) => {
        failed(error, POLL_RETRY_MS);
        await new Promise<void>((resolve) => clock.after(POLL_RETRY_MS, resolve));
        return { batch: undefined, epoch: epoch() };
      },
    );
  }

  /**
   * One at a time where a single message is that large: the client makes an object of each before
   * it can be cut.
   */
  #messages(): number {
    return Math.max(1, Math.min(POLL_MESSAGES, Math.floor(POLL_BYTES / this.#averageBytes)));
  }

  /**
   * Follows larger messages at once and smaller ones slowly: too many large ones at a time would do
   * more harm.
   */
  #follow(batch: PackedBatch, bytes: number): void {
    if (batch.count === 0) return;
    const average = (bytes + bytesCutOff(batch)) / batch.count + OVERHEAD_BYTES;
    this.#averageBytes = Math.max(average, this.#averageBytes * 0.8 + average * 0.2);
  }
}
