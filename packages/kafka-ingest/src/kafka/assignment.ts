import type { ReachedEnd } from '../packed-batch.js';
import type { ReadingStart, TopicPartition } from '../ports.js';
import type { ClientMessage } from './readers/client-message.js';

/**
 * `waiting`: not read yet, or not at present, because it is not known where to start. `leaving`:
 * still ours, but messages read from now on belong to the next owner.
 */
type State = 'waiting' | 'reading' | 'leaving';

interface Owned {
  readonly state: State;
  /** Where reading began. */
  readonly start: number;
}

/**
 * The partitions that the group has given to this member. The client may still hold messages of
 * partitions that it has lost.
 */
export class Assignment {
  readonly #topics = new Map<string, Map<number, Owned>>();

  /** The group has given us these partitions. */
  own(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#put(one, { state: 'waiting', start: 0 });
  }

  read(starts: readonly ReadingStart[]): void {
    for (const { topic, partition, offset } of starts) {
      this.#put({ topic, partition }, { state: 'reading', start: offset });
    }
  }

  leave(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) {
      const before = this.#get(one);
      if (before?.state === 'reading') this.#put(one, { ...before, state: 'leaving' });
    }
  }

  /** Given back for a while: they are still ours, and will be read again. */
  wait(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) if (this.#get(one)) this.#put(one, { state: 'waiting', start: 0 });
  }

  remove(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) this.#topics.get(topic)?.delete(partition);
  }

  /** Whether the client has it: only then can something be committed. */
  has(partition: TopicPartition): boolean {
    const state = this.#get(partition)?.state;
    return state === 'reading' || state === 'leaving';
  }

  isReading(partition: TopicPartition): boolean {
    return this.#get(partition)?.state === 'reading';
  }

  isWaiting(partition: TopicPartition): boolean {
    return this.#get(partition)?.state === 'waiting';
  }

  /** The partitions that the client has, with the offsets where reading began. */
  reading(): readonly ReadingStart[] {
    return this.#all().filter((one) => this.has(one));
  }

  waiting(): readonly TopicPartition[] {
    return this.#all().flatMap(({ topic, partition }) =>
      this.isWaiting({ topic, partition }) ? [{ topic, partition }] : [],
    );
  }

  /** Forgets every partition. @returns those that the client had */
  clear(): readonly TopicPartition[] {
    const all = this.reading();
    this.#topics.clear();
    return all.map(({ topic, partition }) => ({ topic, partition }));
  }

  /** The messages to work on; the same array when that is all of them. */
  keepReading<M extends ClientMessage>(messages: readonly M[]): readonly M[] {
    let topic: string | undefined;
    let partition: number | undefined;
    let wanted = false;
    const isWanted = (message: M): boolean => {
      if (message.partition !== partition || message.topic !== topic) {
        ({ topic, partition } = message);
        wanted = this.isReading({ topic, partition });
      }
      return wanted;
    };
    return messages.every(isWanted) ? messages : messages.filter(isWanted);
  }

  keepEnds(ends: readonly ReachedEnd[]): readonly ReachedEnd[] {
    return ends.filter((one) => this.isReading(one));
  }

  #all(): readonly ReadingStart[] {
    return [...this.#topics].flatMap(([topic, own]) =>
      [...own].map(([partition, { start }]) => ({ topic, partition, offset: start })),
    );
  }

  #get({ topic, partition }: TopicPartition): Owned | undefined {
    return this.#topics.get(topic)?.get(partition);
  }

  #put({ topic, partition }: TopicPartition, owned: Owned): void {
    const all = this.#topics.get(topic) ?? new Map<number, Owned>();
    this.#topics.set(topic, all.set(partition, owned));
  }
}
