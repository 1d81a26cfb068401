import { backOffMs } from './back-off.js';
import { giveUpPlace } from './inserting.js';
import { forget, release } from './ownership.js';
import { isSame, wantedPosition } from './planning.js';
import { retryLimits } from './policy.js';
import type { Committed, CommitFailed } from './protocol.js';
import type { MachineState, PartitionState } from './state.js';

/** Rule: the broker is told what it should hold, one commit at a time. */
export function commitNext(m: MachineState, p: PartitionState, now: number): void {
  if (p.committing || p.commitRetryAt > now || p.isAbandoned) return;
  const position = wantedPosition(m, p, now);
  if (!position || isSame(p.stored, position)) return;
  const commit = ++m.lastCommit;
  p.committing = { id: commit, position };
  m.commands.push({ type: 'commit', partition: p.key, commit, ...position });
}

/** Fact: the broker has stored a position. What lies before it is done. */
export function committed(m: MachineState, { partition, commit }: Committed): void {
  const p = m.partitions.get(partition);
  if (p?.committing?.id !== commit) return;
  const { position } = p.committing;
  p.committing = undefined;
  p.commitAttempts = 0;
  p.stored = position;
  while (p.batches[0]?.state === 'inserted') {
    const { id, life, last } = p.batches[0];
    if (life === position.life && last >= position.offset) return;
    p.batches.shift();
    m.batches.delete(id);
  }
}

/** Fact: a commit was refused. When the partition is no longer ours, so is its work. */
export function commitFailed(m: MachineState, { partition, commit, fenced, random, now }: CommitFailed): void {
  const p = m.partitions.get(partition);
  if (p?.committing?.id !== commit) return;
  p.committing = undefined;
  if (fenced) return p.phase === 'revoking' ? release(m, p) : forget(m, p);
  const attempt = ++p.commitAttempts;
  const afterMs = backOffMs(attempt, random, retryLimits(m.policy, 'retry'));
  p.commitRetryAt = now + afterMs;
  giveUpPlace(m, p);
  m.commands.push({ type: 'retrying', partition, what: 'commit', action: 'retry', attempt, afterMs });
}
