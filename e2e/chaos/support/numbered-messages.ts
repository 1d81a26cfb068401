import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  connectProducer,
  disconnect,
  offer,
  type ProducerOptions,
  type TestMessage,
} from '../../../tools/servers/topics.js';

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
  private producer: ReturnType<typeof connectProducer> | undefined;

  constructor(bootstrapServers: string, topic: string, partitions: number, options: MessageOptions = {}) {
    this.bootstrapServers = bootstrapServers;
    this.options = options;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Sends the next ones, and resolves when the broker has them. It may be down in between. */
  async send(count: number): Promise<void> {
    const producer = await (this.producer ??= this.connect());
    let delivered = 0;
    const failures: unknown[] = [];
    const onDelivery = (error: unknown): void => {
      delivered += 1;
      if (error) failures.push(error);
    };
    producer.on('delivery-report', onDelivery);
    for (const message of this.next(count)) {
      while (!offer(producer, this.topic, message)) await sleep(5);
    }
    while (delivered < count) await sleep(5);
    producer.off('delivery-report', onDelivery);
    if (failures.length > 0) throw new Error(`${failures.length} messages were not produced.`, { cause: failures[0] });
    this.count += count;
  }

  private async connect(): ReturnType<typeof connectProducer> {
    const producer = await connectProducer(this.bootstrapServers, {
      compression: this.options.compression ?? 'none',
    });
    // Without a listener, an outage of the broker would end the process.
    producer.on('event.error', () => undefined);
    onTestFinished(() => disconnect(producer));
    return producer;
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
