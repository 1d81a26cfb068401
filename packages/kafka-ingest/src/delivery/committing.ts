import { backOffMs } from './back-off.js';
import { forget, release } from './ownership.js';
import { retryLimits } from './policy.js';
import type { CommitFailed } from './protocol.js';
import type { MachineState, PartitionState } from './state.js';

/** Rule: the first batch of a partition is committed once it is inserted. */
export function commitNext(m: MachineState, p: PartitionState, now: number): void {
  const [batch] = p.batches;
  if (batch?.state !== 'inserted' || batch.retryAt > now) return;
  batch.state = 'committing';
  m.commands.push({ type: 'commit', partition: p.key, batch: batch.id, offset: batch.last + 1 });
}

/** Fact: the broker has stored the offset. */
export function committed(m: MachineState, id: number): void {
  const found = m.batches.get(id);
  if (found?.batch.state !== 'committing') return;
  const { p, batch } = found;
  m.batches.delete(id);
  p.batches.shift();
  p.committed = batch.last + 1;
}

/** Fact: a commit was refused. When the partition is no longer ours, so is its work. */
export function commitFailed(m: MachineState, { batch: id, fenced, random, now }: CommitFailed): void {
  const found = m.batches.get(id);
  if (found?.batch.state !== 'committing') return;
  const { p, batch } = found;
  if (fenced) return p.phase === 'revoking' ? release(m, p) : forget(m, p);
  batch.state = 'inserted';
  const attempt = ++batch.commitAttempts;
  const afterMs = backOffMs(attempt, random, retryLimits(m.policy, 'retry'));
  batch.retryAt = now + afterMs;
  m.commands.push({ type: 'retrying', partition: p.key, what: 'commit', action: 'retry', attempt, afterMs });
}
