import type { Clock } from '../../ports.js';
import type { ClientError } from '../client/client-error.js';
import type { RawConsumer } from '../client/raw-consumer.js';

const PROBE_MS = 3_000;
const LIMIT_MS = 15_000;

/**
 * Whether a client still gets answers. A broken one claims for ever that no broker answers, or
 * nothing at all, while every new connection works.
 */
export class ClientLiveness {
  readonly #topic: string;
  readonly #clock: Clock;
  #answeredAt: number;

  /** @param topic any topic of the group: it is asked about */
  constructor(topic: string, clock: Clock) {
    this.#topic = topic;
    this.#clock = clock;
    this.#answeredAt = clock.now();
  }

  /**
   * To be called again and again, while other clients get answers.
   *
   * @param movedAt when the last message arrived, which is an answer too
   * @returns for how long the client has had no answer, in ms, if that is too long
   */
  async check(consumer: RawConsumer, movedAt: number): Promise<number | undefined> {
    const begun = this.#clock.now();
    this.#answeredAt = Math.max(this.#answeredAt, movedAt);
    if (begun - this.#answeredAt < PROBE_MS) return undefined;
    if (await this.#answers(consumer)) this.#answeredAt = this.#clock.now();
    const silentMs = this.#clock.now() - this.#answeredAt;
    return silentMs >= LIMIT_MS ? silentMs : undefined;
  }

  /** No client gets answers, so it is not the fault of this one. */
  excuse(): void {
    this.#answeredAt = this.#clock.now();
  }

  #answers(consumer: RawConsumer): Promise<boolean> {
    const question = { topic: this.#topic, timeout: PROBE_MS };
    return new Promise(
      (resolve) => void consumer.getMetadata(question, (error: ClientError | null) => resolve(!error)),
    );
  }
}
