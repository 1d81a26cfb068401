import type { StartReason } from '@proj/kafka-ingest';
import { amount } from './amount.js';

/** Where reading of one partition starts. */
export interface StartOfPartition {
  readonly partition: number;
  readonly offset: number;
  readonly reason: StartReason;
}

/** Why reading starts where it does, for partitions that start for the same kind of reason. */
export function whyText(starts: readonly [StartOfPartition, ...StartOfPartition[]], topic: string): string {
  const [{ reason }] = starts;
  const total = (of: (reason: StartReason) => number): number => starts.reduce((sum, one) => sum + of(one.reason), 0);
  const one = starts.length === 1;
  switch (reason.kind) {
    case 'committed':
      return 'committed';
    case 'plan':
      return one
        ? `committed; the batch up to ${reason.last} was planned, and is sent again exactly as it was`
        : 'committed; the batches that were planned are sent again exactly as they were';
    case 'earliest':
      return 'nothing committed, and the policy is earliest';
    case 'latest':
      return `nothing committed, and the policy is latest${total(skipped) === 0 ? '' : `; ${amount(total(skipped), 'message')} skipped`}`;
    case 'new-partition':
      return 'added to the topic later, so nothing of it is skipped';
    case 'new-topic':
      return 'the topic was created later, so nothing of it is skipped';
    case 'retention': {
      const gone = amount(total(missing), 'message');
      return one
        ? `retention has passed the committed offset ${reason.committed}; ${gone} lost before they were read`
        : `retention has passed the committed offsets; ${gone} lost before they were read`;
    }
    case 'other-topic':
      return `${topic} was deleted and created again, id ${reason.before} → ${reason.now}; reading it from its beginning`;
    case 'lost-end':
      return one
        ? `it ends before the committed offset ${reason.committed}: it lost its end, or was created again`
        : 'they end before the committed offsets: they lost their ends, or were created again';
    default:
      return reason satisfies never;
  }
}

/** Whether something was lost or may have been, so that a person should read it. */
export function isAlarming(reason: StartReason): boolean {
  if (reason.kind === 'latest') return reason.skipped > 0;
  return reason.kind === 'retention' || reason.kind === 'other-topic' || reason.kind === 'lost-end';
}

const skipped = (reason: StartReason): number => (reason.kind === 'latest' ? reason.skipped : 0);
const missing = (reason: StartReason): number => (reason.kind === 'retention' ? reason.missing : 0);
