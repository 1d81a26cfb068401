import type { ConsumerGroup } from '../../consumer-group.js';
import type { PackedBatch, ReachedEnd } from '../../packed-batch.js';
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
      this.#fetched.keepReading(this.#assignment);
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      const ends: ReachedEnd[] = [];
      const onEnd = (end: ReachedEnd): void => void ends.push(end);
      // Reported right before the call is answered, so they belong behind its messages.
      consumer.on('partition.eof', onEnd);
      consumer.consume(maxMessages, (error, messages) => {
        consumer.off('partition.eof', onEnd);
        // What the client has logged before it handed these over is worked on first: it may be that
        // they belong to a new topic of the same name.
        setImmediate(() => {
          // Sorted out here, before the end of this call lets anything be assigned.
          if (!error) this.#fetched.set(this.#assignment.keepReading(messages), this.#assignment.keepEnds(ends));
          resolve(error ?? undefined);
        });
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
}
