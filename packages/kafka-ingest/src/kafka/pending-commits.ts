import type { TopicPartition } from '../ports.js';
import { commitError } from './errors.js';
import type { ClientError } from './client/client-error.js';

interface Waiting {
  readonly offset: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly giveUp: NodeJS.Timeout;
}

/** A broker that went away is noticed by the client only after a minute; committing the same again does no harm. */
const ANSWER_LIMIT_MS = 10_000;

/**
 * Commits that the broker has not answered yet. The client's `commitCb` calls back when a commit is queued, and its
 * `commitSync` blocks the thread; only `offset_commit_cb` tells what the broker said, so answers are matched to requests here.
 * A request is for one partition: for several the client hides errors that not all of them had.
 */
export class PendingCommits {
  readonly #waiting = new Map<string, Waiting[]>();

  add({ topic, partition }: TopicPartition, offset: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const key = `${topic}[${partition}]`;
      const late = (): void => {
        this.#settle(key, offset, (one) => one.reject(commitError(key, { message: 'The broker did not answer.' })));
      };
      const waiting: Waiting = { offset, resolve, reject, giveUp: setTimeout(late, ANSWER_LIMIT_MS).unref() };
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), waiting]);
    });
  }

  answered(error: ClientError | undefined, offsets: readonly (TopicPartition & { readonly offset?: number })[]): void {
    for (const { topic, partition, offset } of offsets) {
      const key = `${topic}[${partition}]`;
      this.#settle(key, offset, (one) => (error ? one.reject(commitError(key, error)) : one.resolve()));
    }
  }

  rejectAll(): void {
    for (const [key, all] of this.#waiting) {
      for (const { offset } of [...all]) {
        this.#settle(key, offset, (one) => one.reject(commitError(key, { message: 'The connection was closed.' })));
      }
    }
  }

  #settle(key: string, offset: number | undefined, how: (one: Waiting) => void): void {
    const all = this.#waiting.get(key) ?? [];
    const left = all.filter((one) => one.offset !== offset);
    if (left.length > 0) this.#waiting.set(key, left);
    else this.#waiting.delete(key);
    for (const one of all) {
      if (one.offset !== offset) continue;
      clearTimeout(one.giveUp);
      how(one);
    }
  }
}
