import type { SourceStatus } from '../../ports.js';
import type { TopicDescription } from '../client/describe-topics.js';
import type { ReportedProblems } from '../problems/reported-problems.js';
import type { UnreadableTopics } from '../unreadable-topics.js';

/** Reports topics that do not exist or are hidden from us, and when all of them can be read. */
export class TopicWatch {
  readonly #problems: ReportedProblems;
  readonly #onStatus: (status: SourceStatus) => void;
  #before = JSON.stringify({ missing: [], forbidden: [] });

  constructor(problems: ReportedProblems, onStatus: (status: SourceStatus) => void) {
    this.#problems = problems;
    this.#onStatus = onStatus;
  }

  /** @param retryInMs when it looks again */
  look(topics: readonly TopicDescription[], retryInMs: number): void {
    const those = (state: TopicDescription['state']): readonly string[] =>
      topics.filter((one) => one.state === state).map((one) => one.topic);
    const unreadable: UnreadableTopics = { missing: those('missing'), forbidden: those('forbidden') };
    const now = JSON.stringify(unreadable);
    if (now === this.#before) return;
    this.#before = now;
    const found = this.#problems.ofTopics(unreadable);
    if (found.length === 0) this.#onStatus({ state: 'connected' });
    for (const problem of found) this.#onStatus({ state: 'connected', problem, retryInMs });
  }
}
