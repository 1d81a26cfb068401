import type { TopicPartition } from '../ports.js';
import type { ClientMessage } from './readers/client-message.js';

/**
 * The partitions that this member reads. The client may still hold messages of partitions that it
 * has lost.
 */
export class Assignment {
  readonly #topics = new Map<string, Map<number, 'reading' | 'leaving'>>();

  add(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      const all = this.#topics.get(topic) ?? new Map<number, 'reading' | 'leaving'>();
      this.#topics.set(topic, all.set(partition, 'reading'));
    }
  }

  /** Still ours, but messages read from now on belong to the next owner. */
  leave(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      if (this.has({ topic, partition })) this.#topics.get(topic)?.set(partition, 'leaving');
    }
  }

  remove(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) this.#topics.get(topic)?.delete(partition);
  }

  has({ topic, partition }: TopicPartition): boolean {
    return this.#topics.get(topic)?.has(partition) ?? false;
  }

  /** Forgets every partition. @returns what they were */
  clear(): readonly TopicPartition[] {
    const all = [...this.#topics].flatMap(([topic, own]) => [...own.keys()].map((partition) => ({ topic, partition })));
    this.#topics.clear();
    return all;
  }

  /** The messages to work on; the same array when that is all of them. */
  keepReading<M extends ClientMessage>(messages: readonly M[], without: ReadonlySet<string>): readonly M[] {
    let topic: string | undefined;
    let partition: number | undefined;
    let wanted = false;
    const isWanted = (message: M): boolean => {
      if (message.partition !== partition || message.topic !== topic) {
        ({ topic, partition } = message);
        wanted = this.#topics.get(topic)?.get(partition) === 'reading' && !without.has(`${topic}[${partition}]`);
      }
      return wanted;
    };
    return messages.every(isWanted) ? messages : messages.filter(isWanted);
  }
}
