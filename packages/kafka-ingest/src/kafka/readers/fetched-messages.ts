import type { PackedBatch, ReachedEnd } from '../../packed-batch.js';
import type { TopicPartition } from '../../ports.js';
import type { Assignment } from '../assignment.js';
import { partitionKey } from '../../partition-key.js';
import type { ClientMessage } from './client-message.js';
import { giveBackMemory } from './give-back-memory.js';
import type { MessagePacker } from './pack-messages.js';

/**
 * Messages from one call of the client, on their way into packed batches: usually a single one,
 * more if they do not fit. Messages waiting for the next batch are dropped with their partition.
 * The ends that the call has reached go with the last of the batches, never before a message.
 */
export class FetchedMessages {
  readonly #packer: MessagePacker;
  #waiting: readonly ClientMessage[] = [];
  #ends: readonly ReachedEnd[] = [];

  constructor(packer: MessagePacker) {
    this.#packer = packer;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#ends.length === 0;
  }

  /** Only when nothing is waiting. */
  set(messages: readonly ClientMessage[], ends: readonly ReachedEnd[]): void {
    this.#waiting = messages;
    // A partition that went on after its end may have reached another one.
    this.#ends = [...new Map(ends.map((one) => [partitionKey(one), one])).values()];
  }

  /** Drops what is no longer wanted. */
  keepReading(assignment: Assignment): void {
    this.#waiting = assignment.keepReading(this.#waiting);
    this.#ends = assignment.keepEnds(this.#ends);
  }

  /** The next batch; an empty one when no message is waiting. */
  next(): PackedBatch {
    const batch = this.#packer.pack(this.#waiting);
    for (const i of batch.oversized?.keys() ?? []) {
      const { key, value } = this.#waiting[i] as ClientMessage;
      for (const bytes of [key, value]) if (bytes instanceof Uint8Array) giveBackMemory(bytes);
    }
    const isLast = batch.count === this.#waiting.length;
    this.#waiting = isLast ? [] : this.#waiting.slice(batch.count);
    if (isLast && this.#ends.length > 0) {
      batch.ends = this.#ends;
      this.#ends = [];
    }
    return batch;
  }

  drop(partitions: readonly TopicPartition[]): void {
    const gone = new Set(partitions.map(partitionKey));
    const isKept = (one: TopicPartition): boolean => !gone.has(partitionKey(one));
    if (this.#waiting.length > 0) this.#waiting = this.#waiting.filter(isKept);
    this.#ends = this.#ends.filter(isKept);
  }
}
