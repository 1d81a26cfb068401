import type { SourceStatus } from '../ports.js';
import type { TopicDescription } from './client/describe-topics.js';
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

/** The topics of a group that cannot be read at present. */
export interface UnreadableTopics {
  readonly missing: readonly string[];
  /** Topics that we are not authorized to see. */
  readonly forbidden: readonly string[];
}

async function unreadableTopics(topics: TopicDirectory): Promise<UnreadableTopics> {
  // What is wrong with the connection is reported elsewhere; here it only means "unknown".
  const all = await topics.all().catch(() => []);
  const those = (state: TopicDescription['state']): readonly string[] =>
    all.filter((one) => one.state === state).map((one) => one.topic);
  return { missing: those('missing'), forbidden: those('forbidden') };
}

/** Reports topics that do not exist or are hidden from us, until all of them can be read. */
export async function watchTopics({ topics, problems, isCurrent, sleep, onStatus }: TopicWatchOptions): Promise<void> {
  let before = '';
  while (isCurrent()) {
    const unreadable = await unreadableTopics(topics);
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
