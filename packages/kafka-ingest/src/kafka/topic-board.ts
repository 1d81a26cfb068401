import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { Clock } from '../ports.js';
import { withAdmin } from './client/ask-admin.js';
import { describeTopics, type TopicDescription } from './client/describe-topics.js';

const boards = new WeakMap<KafkaClientConfig, TopicBoard>();

/** One question for all groups of a connection, however many of them look. */
export function topicBoardOf(client: KafkaClientConfig): TopicBoard {
  const board = boards.get(client) ?? new TopicBoard(client);
  boards.set(client, board);
  return board;
}

/** What the brokers of a connection say about the topics that are read over it. */
export class TopicBoard {
  readonly #client: KafkaClientConfig;
  readonly #topics = new Set<string>();
  #last: { readonly at: number; readonly topics: ReadonlySet<string>; readonly answer: Promise<Answer> } | undefined;

  constructor(client: KafkaClientConfig) {
    this.#client = client;
  }

  /**
   * Asks over a new connection, unless this was done within the last `maxAgeMs`. Rejects when no
   * broker answers.
   */
  async look(topics: readonly string[], clock: Clock, maxAgeMs: number): Promise<readonly TopicDescription[]> {
    for (const topic of topics) this.#topics.add(topic);
    const isKnown = this.#last && topics.every((one) => this.#last?.topics.has(one));
    if (!this.#last || !isKnown || clock.now() - this.#last.at >= maxAgeMs) {
      const all = new Set(this.#topics);
      const answer = withAdmin(this.#client, (ask) => describeTopics(ask, [...all]));
      this.#last = {
        at: clock.now(),
        topics: all,
        answer: answer.then((found) => new Map(found.map((one) => [one.topic, one]))),
      };
    }
    const answer = await this.#last.answer;
    return topics.flatMap((topic) => answer.get(topic) ?? []);
  }
}

type Answer = ReadonlyMap<string, TopicDescription>;
