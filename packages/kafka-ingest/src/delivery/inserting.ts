import { backOffMs } from './back-off.js';
import { seal } from './batching.js';
import { weigh } from './flow-control.js';
import { retryLimits } from './policy.js';
import type { InsertFailed } from './protocol.js';
import { hasUninserted, type MachineState, type PartitionState, type SealedBatch } from './state.js';

/** Fact: both blocks of a batch are acknowledged. */
export function inserted(m: MachineState, id: number): void {
  const found = answered(m, id);
  if (!found) return;
  const { p, batch } = found;
  batch.state = 'inserted';
  batch.retryAt = 0;
  p.insertFailing = false;
  weigh(m, p, -batch.bytes);
}

/** Fact: an attempt to insert failed, or its outcome is unknown. */
export function insertFailed(m: MachineState, { batch: id, action, random, now }: InsertFailed): void {
  const found = answered(m, id);
  if (!found) return;
  const { p, batch } = found;
  const attempt = batch.insertAttempts;
  const afterMs = backOffMs(attempt, random, retryLimits(m.policy, action));
  batch.state = 'sealed';
  batch.retryAt = now + afterMs;
  p.insertFailing = true;
  m.commands.push({ type: 'retrying', partition: p.key, what: 'insert', action, attempt, afterMs });
}

/** Frees the place of an insert. @returns the batch, unless it was dropped meanwhile */
function answered(
  m: MachineState,
  id: number,
): { readonly p: PartitionState; readonly batch: SealedBatch } | undefined {
  const found = m.batches.get(id);
  if (found?.batch.state === 'inserting') {
    m.inserting--;
    return found;
  }
  if (m.orphans.delete(id)) m.inserting--;
  return undefined;
}

/** Rule: a partition waits for a place as long as it has something that may be inserted now. */
export function waitForInsert(m: MachineState, p: PartitionState, now: number): void {
  const batch = nextToInsert(p);
  const wants = batch ? batch.retryAt <= now : isDue(m, p, now);
  if (wants) m.waiting.add(p);
  else m.waiting.delete(p);
}

/** The batch to insert next: one insert at a time, and at most one ahead of the commits. */
function nextToInsert(p: PartitionState): SealedBatch | undefined {
  const index = p.batches.findIndex((batch) => batch.state === 'sealed' || batch.state === 'inserting');
  const batch = p.batches[index];
  return batch?.state === 'sealed' && index <= 1 ? batch : undefined;
}

/** Whether the open batch should be sent as soon as an insert may start for it. */
function isDue({ policy }: MachineState, p: PartitionState, now: number): boolean {
  if (!p.open || hasUninserted(p) || p.batches.length > 1) return false;
  return now - p.open.openedAt >= policy.maxAgeMs || p.paused !== undefined;
}

/**
 * Rule: free places go to those that wait, first come first served; partitions to be given back go
 * first.
 */
export function startInserts(m: MachineState, now: number): void {
  const { maxConcurrentInserts } = m.policy;
  if (m.inserting >= maxConcurrentInserts || m.waiting.size === 0) return;
  const queue = [...m.waiting].sort((a, b) => Number(b.phase === 'revoking') - Number(a.phase === 'revoking'));
  for (const p of queue) {
    if (m.inserting >= maxConcurrentInserts) return;
    m.waiting.delete(p);
    if (!nextToInsert(p)) seal(m, p);
    const batch = nextToInsert(p);
    if (!batch || batch.retryAt > now) continue;
    batch.state = 'inserting';
    batch.insertAttempts++;
    m.inserting++;
    m.commands.push({ type: 'insert', partition: p.key, batch: batch.id, attempt: batch.insertAttempts });
  }
}
