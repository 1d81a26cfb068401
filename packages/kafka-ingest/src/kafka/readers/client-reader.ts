import type { ConsumerGroup } from '../../consumer-group.js';
import type { PackedBatch } from '../../packed-batch.js';
import type { TopicPartition } from '../../ports.js';
import type { Assignment } from '../assignment.js';
import type { ClientError } from '../client/client-error.js';
import type { RawConsumer } from '../client/raw-consumer.js';
import { FetchedMessages } from './fetched-messages.js';
import { limitsByTopic, MessagePacker } from './pack-messages.js';

/**
 * Reads through the JavaScript client, which makes an object of each message, and packs the
 * messages at once.
 */
export class ClientReader {
  readonly #assignment: Assignment;
  readonly #fetched: FetchedMessages;
  /** Partitions whose messages are unwanted until reading continues elsewhere. */
  readonly #seeking = new Set<string>();

  constructor(group: ConsumerGroup, assignment: Assignment) {
    this.#assignment = assignment;
    this.#fetched = new FetchedMessages(new MessagePacker(limitsByTopic(group.pipelines)));
  }

  /**
   * Calls `consume`, unless messages of an earlier call are still waiting.
   *
   * @returns the error that the client answered with instead of messages
   */
  fetch(consumer: RawConsumer, maxMessages: number): Promise<ClientError | undefined> {
    if (!this.#fetched.isEmpty) {
      this.#fetched.keepReading(this.#assignment, this.#seeking);
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      consumer.consume(maxMessages, (error, messages) => {
        // Sorted out here, before the end of this call lets anything be assigned or sought.
        if (!error) this.#fetched.set(this.#assignment.keepReading(messages, this.#seeking));
        resolve(error ?? undefined);
      });
    });
  }

  /** The next batch; an empty one when no message is waiting. */
  take(): PackedBatch {
    return this.#fetched.next();
  }

  drop(partitions: readonly TopicPartition[]): void {
    this.#fetched.drop(partitions);
  }

  /** From now on, messages of this partition are dropped until `sought`. */
  seeking(partition: TopicPartition): void {
    this.#seeking.add(keyOf(partition));
    this.drop([partition]);
  }

  sought(partition: TopicPartition): void {
    this.#seeking.delete(keyOf(partition));
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}[${partition}]`;
