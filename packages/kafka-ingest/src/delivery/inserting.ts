import { recover, yieldTo } from './adapting.js';
import { backOffMs } from './back-off.js';
import { seal } from './batching.js';
import { weigh } from './flow-control.js';
import { isPlanned } from './planning.js';
import { retryLimits } from './policy.js';
import type { InsertFailed } from './protocol.js';
import { firstUninserted, isRebuilding, type MachineState, type PartitionState, type SealedBatch } from './state.js';

/** Fact: both blocks of a batch are acknowledged. */
export function inserted(m: MachineState, id: number, now: number): void {
  const found = answered(m, id);
  if (!found) return;
  const { p, batch } = found;
  batch.state = 'inserted';
  batch.retryAt = 0;
  p.insertFailing = false;
  p.idleSince = now;
  recover(p);
  weigh(m, p, -batch.bytes);
}

/** Fact: an attempt to insert failed, or its outcome is unknown. */
export function insertFailed(m: MachineState, { batch: id, action, pressure, random, now }: InsertFailed): void {
  const found = answered(m, id);
  if (!found) return;
  const { p, batch } = found;
  const attempt = batch.attempts;
  const afterMs = backOffMs(attempt, random, retryLimits(m.policy, action));
  batch.state = 'sealed';
  batch.retryAt = now + afterMs;
  p.insertFailing = true;
  yieldTo(p, pressure);
  m.commands.push({ type: 'retrying', partition: p.key, what: 'insert', action, attempt, afterMs });
}

/** Fact: nothing of a batch was written, and it has to go in pieces. Its plan says so first. */
export function piecesNeeded(m: MachineState, id: number): void {
  const found = answered(m, id);
  if (!found) return;
  found.batch.state = 'sealed';
  found.batch.inPieces = true;
}

/** Frees the place of an insert. @returns the batch, unless it was dropped meanwhile */
function answered(
  m: MachineState,
  id: number,
): { readonly p: PartitionState; readonly batch: SealedBatch } | undefined {
  const found = m.batches.get(id);
  if (found?.batch.state === 'inserting') {
    found.batch.hasPlace = false;
    m.placesTaken--;
    return found;
  }
  if (m.orphans.delete(id)) m.placesTaken--;
  return undefined;
}

/** Gives up the place of a batch that is not being inserted yet. */
export function giveUpPlace(m: MachineState, p: PartitionState): void {
  const batch = firstUninserted(p);
  if (batch?.state !== 'sealed' || !batch.hasPlace) return;
  batch.hasPlace = false;
  m.placesTaken--;
}

/** Rule: a partition waits for a place as long as it has something that may be inserted now. */
export function waitForPlace(m: MachineState, p: PartitionState, now: number): void {
  const batch = firstUninserted(p);
  const wants = batch ? mayTakePlace(p, batch, now) : isDue(p, now);
  if (wants) m.waiting.add(p);
  else m.waiting.delete(p);
}

const mayTakePlace = (p: PartitionState, batch: SealedBatch, now: number): boolean =>
  batch.state === 'sealed' && !batch.hasPlace && batch.retryAt <= now && p.commitRetryAt <= now;

/** Whether the open batch should be sent as soon as there is a place for it. */
function isDue(p: PartitionState, now: number): boolean {
  if (!p.open || isRebuilding(p) || p.commitRetryAt > now) return false;
  return now - p.open.openedAt >= p.limits.maxAgeMs || p.paused !== undefined;
}

/**
 * Rule: free places go to those that wait, first come first served; partitions to be given back go
 * first. A batch that is merely old enough is sealed now.
 */
export function givePlaces(m: MachineState, now: number): void {
  const { maxConcurrentInserts } = m.policy;
  if (m.placesTaken >= maxConcurrentInserts || m.waiting.size === 0) return;
  const queue = [...m.waiting].sort((a, b) => Number(b.phase === 'revoking') - Number(a.phase === 'revoking'));
  for (const p of queue) {
    if (m.placesTaken >= maxConcurrentInserts) return;
    m.waiting.delete(p);
    if (!firstUninserted(p)) seal(m, p);
    const batch = firstUninserted(p);
    if (!batch || !mayTakePlace(p, batch, now)) continue;
    batch.hasPlace = true;
    m.placesTaken++;
    m.placed.add(p);
  }
}

/** Rule: a batch with a place is inserted once its plan is stored. */
export function insertPlanned(m: MachineState, p: PartitionState): void {
  const batch = firstUninserted(p);
  if (batch?.state !== 'sealed' || !batch.hasPlace || !isPlanned(p, batch)) return;
  batch.state = 'inserting';
  batch.attempts++;
  m.commands.push({ type: 'insert', partition: p.key, batch: batch.id, attempt: batch.attempts, inPieces: batch.inPieces }); // prettier-ignore
}
