import type { SourceStatus } from '../ports.js';
import type { ReportedProblems } from './problems/reported-problems.js';
import type { TopicDirectory } from './topic-directory.js';

const CHECK_MS = 10_000;

export interface TopicWatchOptions {
  readonly topics: TopicDirectory;
  readonly problems: ReportedProblems;
  /** Whether the consumer is still the one that the watch was started for. */
  readonly isCurrent: () => boolean;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onStatus: (status: SourceStatus) => void;
}

/** Reports topics that do not exist or are hidden from us, until all of them can be read. */
export async function watchTopics({ topics, problems, isCurrent, sleep, onStatus }: TopicWatchOptions): Promise<void> {
  let before = '';
  while (isCurrent()) {
    const unreadable = await topics.unreadable();
    const allReadable = unreadable.missing.length + unreadable.forbidden.length === 0;
    const now = JSON.stringify(unreadable);
    const isNews = before !== now && (before !== '' || !allReadable);
    before = now;
    if (isNews && isCurrent()) {
      const found = problems.ofTopics(unreadable);
      if (found.length === 0) onStatus({ state: 'connected' });
      for (const problem of found) onStatus({ state: 'connected', problem, retryInMs: CHECK_MS });
    }
    if (allReadable) return;
    await sleep(CHECK_MS);
  }
}
