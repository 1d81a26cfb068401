import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { Pipeline } from '../pipeline.js';
import { describeTopics } from './client/describe-topics.js';

/** Topics that cannot be read now. */
export interface NotReadable {
  readonly missing: readonly string[];
  /** The broker does not let us see them. */
  readonly forbidden: readonly string[];
}

/** What is known about the topics that a source reads. */
export class TopicDirectory {
  readonly #pipelines: readonly Pipeline[];
  readonly #client: KafkaClientConfig;
  /** One question for all partitions of a topic. */
  readonly #ids = new Map<string, Promise<string | undefined>>();
  readonly #cameLater = new Set<string>();

  constructor(pipelines: readonly Pipeline[]) {
    const [first] = pipelines;
    if (!first) throw new Error('a source needs at least one pipeline');
    this.#pipelines = pipelines;
    this.#client = first.client;
  }

  /** The topic's own id; undefined where the broker gives none or does not answer. */
  id(topic: string): Promise<string | undefined> {
    const known = this.#ids.get(topic);
    if (known) return known;
    const asked = describeTopics(this.#client, [topic]).then(([found]) => {
      // Not knowing is nothing to remember.
      if (found?.id === undefined) this.#ids.delete(topic);
      return found?.id;
    });
    this.#ids.set(topic, asked);
    return asked;
  }

  /** The topic may have been deleted and made again: its id is asked for anew. */
  forget(topic: string): void {
    this.#ids.delete(topic);
  }

  /** Those of our topics that the broker says do not exist, and those that it does not let us see. */
  async notReadable(): Promise<NotReadable> {
    const topics = this.#pipelines.map((one) => one.topic);
    const described = await describeTopics(this.#client, topics);
    const missing = described.filter((one) => one.missing).map((one) => one.topic);
    const forbidden = described.filter((one) => one.forbidden).map((one) => one.topic);
    for (const topic of missing) this.#cameLater.add(topic);
    return { missing, forbidden };
  }

  /** Topics of which only what comes from now on is wanted. One that was not there when we began has nothing older. */
  startingAtTheEnd(): ReadonlySet<string> {
    const latest = this.#pipelines.filter((one) => one.autoOffsetReset === 'latest');
    return new Set(latest.map((one) => one.topic).filter((topic) => !this.#cameLater.has(topic)));
  }
}
