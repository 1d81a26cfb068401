import { setTimeout as sleep } from 'node:timers/promises';
import { produce, type ProducerOptions, type TestMessage } from '../../../tools/servers/topics.js';

/** One message in this many cannot become a row. */
const BAD_ONE_IN = 100;

/** Whether the message with this number is meant for the quarantine table. */
export const isBad = (number: number): boolean => number % BAD_ONE_IN === BAD_ONE_IN - 1;

/** How the messages look and travel. */
export interface MessageOptions extends Pick<ProducerOptions, 'compression'> {
  /** @default 60 */
  readonly paddingBytes?: number;
}

/**
 * Messages whose place follows from their number: message `n` of a topic with `p` partitions goes
 * to partition `n mod p`, where its offset is `n div p`. So a row tells where it has to be.
 */
export class NumberedMessages {
  /** How many the broker has acknowledged. */
  count = 0;
  readonly topic: string;
  readonly partitions: number;
  private readonly bootstrapServers: string;
  private readonly options: MessageOptions;

  constructor(bootstrapServers: string, topic: string, partitions: number, options: MessageOptions = {}) {
    this.bootstrapServers = bootstrapServers;
    this.options = options;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Sends the next ones, and resolves when the broker has them. */
  async send(count: number): Promise<void> {
    await produce(this.bootstrapServers, this.topic, this.next(count), {
      compression: this.options.compression ?? 'none',
    });
    this.count += count;
  }

  /** Sends about so many a second until `until` resolves, then rejects or resolves with it. */
  async sendWhile(perSecond: number, until: Promise<unknown>): Promise<void> {
    const state = { isOver: false };
    const over = until.finally(() => (state.isOver = true));
    // The failure is reported by the `await` below.
    over.catch(() => undefined);
    while (!state.isOver) {
      await this.send(Math.ceil(perSecond / 4));
      await Promise.race([over.catch(() => undefined), sleep(250)]);
    }
    await over;
  }

  private *next(count: number): Generator<TestMessage> {
    const padding = 'x'.repeat(this.options.paddingBytes ?? 60);
    for (let number = this.count; number < this.count + count; number++) {
      const id = isBad(number) ? `bad ${number}` : number;
      yield { value: JSON.stringify({ id, padding }), partition: number % this.partitions };
    }
  }
}
