import type { TopicPartition } from '../ports.js';
import type { ClientMessage } from './readers/client-message.js';

/** Which partitions this member reads. Messages of others are what the client had fetched before it lost them. */
export class Assignment {
  readonly #topics = new Map<string, Map<number, 'reading' | 'leaving'>>();

  add(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      const all = this.#topics.get(topic) ?? new Map<number, 'reading' | 'leaving'>();
      this.#topics.set(topic, all.set(partition, 'reading'));
    }
  }

  /** They are still ours, but what is read of them from now on is for the next owner. */
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

  all(): TopicPartition[] {
    return [...this.#topics].flatMap(([topic, all]) => [...all.keys()].map((partition) => ({ topic, partition })));
  }

  /** The messages that are to be worked on; the same array when that is all. */
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
