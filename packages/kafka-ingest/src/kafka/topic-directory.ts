import { topicsOf, type ConsumerGroup } from '../consumer-group.js';
import type { Clock } from '../ports.js';
import type { Ask } from './client/ask-admin.js';
import { describeTopics, type TopicDescription } from './client/describe-topics.js';
import { topicBoardOf } from './topic-board.js';

/** What is known about the topics that a group reads. */
export class TopicDirectory {
  readonly #group: ConsumerGroup;
  readonly #clock: Clock;
  readonly #ids = new Map<string, string>();
  readonly #createdLater = new Set<string>();

  constructor(group: ConsumerGroup, clock: Clock) {
    this.#group = group;
    this.#clock = clock;
  }

  /** All topics of the group, as of `maxAgeMs` ago at most. Rejects when no broker answers. */
  async all(maxAgeMs: number): Promise<readonly TopicDescription[]> {
    const board = topicBoardOf(this.#group.client);
    return this.#noted(await board.look(topicsOf(this.#group), this.#clock, maxAgeMs));
  }

  /** These topics, now. */
  async describe(ask: Ask, topics: readonly string[]): Promise<readonly TopicDescription[]> {
    return this.#noted(await describeTopics(ask, topics));
  }

  /** Whether the topic was created after we had started: none of it is older than us. */
  wasCreatedLater(topic: string): boolean {
    return this.#createdLater.has(topic);
  }

  #noted(found: readonly TopicDescription[]): readonly TopicDescription[] {
    for (const one of found) {
      if (one.state === 'missing') this.#createdLater.add(one.topic);
      if (one.state !== 'exists' || one.id === undefined) continue;
      const before = this.#ids.get(one.topic) ?? one.id;
      if (before !== one.id) this.#createdLater.add(one.topic);
      this.#ids.set(one.topic, one.id);
    }
    return found;
  }
}
