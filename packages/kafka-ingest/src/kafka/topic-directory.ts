import { topicsOf, type ConsumerGroup } from '../consumer-group.js';
import { withAdmin, type Ask } from './client/ask-admin.js';
import { describeTopics, type TopicDescription } from './client/describe-topics.js';

/** What is known about the topics that a group reads. */
export class TopicDirectory {
  readonly #group: ConsumerGroup;
  readonly #createdLater = new Set<string>();

  constructor(group: ConsumerGroup) {
    this.#group = group;
  }

  /** All topics of the group. Rejects when no broker answers. */
  all(): Promise<readonly TopicDescription[]> {
    return withAdmin(this.#group.client, (ask) => this.describe(ask, topicsOf(this.#group)));
  }

  async describe(ask: Ask, topics: readonly string[]): Promise<readonly TopicDescription[]> {
    const found = await describeTopics(ask, topics);
    for (const { topic, state } of found) if (state === 'missing') this.#createdLater.add(topic);
    return found;
  }

  /** Whether the topic did not exist at some time since we started: none of it is older than us. */
  wasCreatedLater(topic: string): boolean {
    return this.#createdLater.has(topic);
  }
}
