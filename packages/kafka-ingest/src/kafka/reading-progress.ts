import type { PackedBatch } from '../packed-batch.js';
import type { Clock, ReadingStart, TopicPartition } from '../ports.js';
import { partitionKey } from '../partition-key.js';

/** How far a partition was read. */
export interface PartitionProgress extends TopicPartition {
  /** The next offset to be handed over, beyond gaps where an end was reported. */
  readonly position: number;
  /** When something of it was last handed over, or it was assigned or resumed. */
  readonly movedAt: number;
  readonly paused: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How far the partitions of a member were read, as the engine has seen it. */
export class ReadingProgress {
  readonly #clock: Clock;
  readonly #partitions = new Map<string, Mutable<PartitionProgress>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When the engine last asked for messages. */
  polledAt = -Infinity;
  /** When the client last had some, or reported an end. */
  arrivedAt = -Infinity;

  get all(): readonly PartitionProgress[] {
    return [...this.#partitions.values()];
  }

  start(starts: readonly ReadingStart[]): void {
    for (const { topic, partition, offset } of starts) {
      const progress = { topic, partition, position: offset, movedAt: this.#clock.now(), paused: false };
      this.#partitions.set(partitionKey(progress), progress);
    }
  }

  stop(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#partitions.delete(partitionKey(one));
  }

  pause(partitions: readonly TopicPartition[], paused: boolean): void {
    for (const one of partitions) {
      const progress = this.#partitions.get(partitionKey(one));
      if (progress) Object.assign(progress, { paused, movedAt: this.#clock.now() });
    }
  }

  /** A batch is handed over. */
  moved(batch: PackedBatch): void {
    const { count, topics, topicIndex, partition, offset, ends = [] } = batch;
    const now = this.#clock.now();
    this.polledAt = now;
    if (count + ends.length > 0) this.arrivedAt = now;
    for (let i = 0; i < count; i++) {
      if (i + 1 < count && partition[i] === partition[i + 1] && topicIndex[i] === topicIndex[i + 1]) continue;
      const where = { topic: topics[topicIndex[i] ?? 0] ?? '', partition: partition[i] ?? 0 };
      this.#move(where, { position: (offset[i] ?? 0) + 1, movedAt: now });
    }
    for (const end of ends) this.#move(end, { position: end.offset, movedAt: now });
  }

  #move(where: TopicPartition, to: Pick<PartitionProgress, 'position' | 'movedAt'>): void {
    const progress = this.#partitions.get(partitionKey(where));
    // An end that was passed within the same batch says nothing.
    if (progress && to.position >= progress.position) Object.assign(progress, to);
  }
}
