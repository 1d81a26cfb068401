import { topicsOf, type ConsumerGroup } from '../consumer-group.js';
import { describeTopics } from './client/describe-topics.js';

/** The topics of a group that cannot be read at present. */
export interface UnreadableTopics {
  readonly missing: readonly string[];
  /** Topics that we are not authorized to see. */
  readonly forbidden: readonly string[];
}

/** What is known about the topics that a group reads. */
export class TopicDirectory {
  readonly #group: ConsumerGroup;
  /** One question for all partitions of a topic. */
  readonly #ids = new Map<string, Promise<string | undefined>>();
  readonly #createdLater = new Set<string>();

  constructor(group: ConsumerGroup) {
    this.#group = group;
  }

  /** The topic's own id; undefined when the broker has none or does not answer. */
  id(topic: string): Promise<string | undefined> {
    const known = this.#ids.get(topic);
    if (known) return known;
    const asked = describeTopics(this.#group.client, [topic]).then(([found]) => {
      // An unknown id is not worth remembering.
      if (found?.id === undefined) this.#ids.delete(topic);
      return found?.id;
    });
    this.#ids.set(topic, asked);
    return asked;
  }

  /** Asks for the id again next time: the topic may have been deleted and created again. */
  forget(topic: string): void {
    this.#ids.delete(topic);
  }

  /**
   * The topics of the group that do not exist according to the broker, and those that it hides from
   * us.
   */
  async unreadable(): Promise<UnreadableTopics> {
    const described = await describeTopics(this.#group.client, topicsOf(this.#group));
    const missing = described.filter((one) => one.missing).map((one) => one.topic);
    const forbidden = described.filter((one) => one.forbidden).map((one) => one.topic);
    for (const topic of missing) this.#createdLater.add(topic);
    return { missing, forbidden };
  }

  /**
   * The topics of which only new messages are wanted. A topic created after we started has no older
   * ones.
   */
  startingAtTheEnd(): ReadonlySet<string> {
    const latest = this.#group.pipelines.filter((one) => one.autoOffsetReset === 'latest');
    return new Set(latest.map((one) => one.topic).filter((topic) => !this.#createdLater.has(topic)));
  }
}
