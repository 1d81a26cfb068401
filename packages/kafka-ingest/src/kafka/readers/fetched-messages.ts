import type { PackedBatch } from '../../packed-batch.js';
import type { TopicPartition } from '../../ports.js';
import type { Assignment } from '../assignment.js';
import type { ClientMessage } from './client-message.js';
import { giveBackMemory } from './give-back-memory.js';
import type { MessagePacker } from './pack-messages.js';

/**
 * Messages from one call of the client, on their way into packed batches: usually a single one,
 * more if they do not fit. Messages waiting for the next batch are dropped with their partition, or
 * when reading continues elsewhere.
 */
export class FetchedMessages {
  readonly #packer: MessagePacker;
  #waiting: readonly ClientMessage[] = [];

  constructor(packer: MessagePacker) {
    this.#packer = packer;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Only when no message is waiting. */
  set(messages: readonly ClientMessage[]): void {
    this.#waiting = messages;
  }

  /** Drops the messages that are no longer wanted. */
  keepReading(assignment: Assignment, without: ReadonlySet<string>): void {
    if (!this.isEmpty) this.#waiting = assignment.keepReading(this.#waiting, without);
  }

  /** The next batch; an empty one when no message is waiting. */
  next(): PackedBatch {
    const batch = this.#packer.pack(this.#waiting);
    for (const i of batch.oversized?.keys() ?? []) {
      const { key, value } = this.#waiting[i] as ClientMessage;
      for (const bytes of [key, value]) if (bytes instanceof Uint8Array) giveBackMemory(bytes);
    }
    this.#waiting = batch.count === this.#waiting.length ? [] : this.#waiting.slice(batch.count);
    return batch;
  }

  drop(partitions: readonly TopicPartition[]): void {
    if (this.isEmpty) return;
    const gone = new Set(partitions.map(({ topic, partition }) => `${topic}[${partition}]`));
    this.#waiting = this.#waiting.filter(({ topic, partition }) => !gone.has(`${topic}[${partition}]`));
  }
}
