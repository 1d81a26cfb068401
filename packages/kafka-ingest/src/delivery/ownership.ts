import { dropOpen, dropReceived, seal } from './batching.js';
import { weigh } from './flow-control.js';
import { giveUpPlace } from './inserting.js';
import type { Assigned, Revoked, Stop } from './protocol.js';
import { hasWork, isClosing, isRebuilding, newPartition, type MachineState, type PartitionState } from './state.js';

/** Fact: a partition is ours. What is left of an earlier assignment is not. */
export function assigned(m: MachineState, event: Assigned): void {
  const before = m.partitions.get(event.partition);
  if (before) forget(m, before);
  m.partitions.set(event.partition, newPartition(event, event.limits ?? m.policy));
}

/** Fact: a partition must be given back, or already belongs to another member. */
export function revoked(m: MachineState, { partition, lost, now }: Revoked): void {
  const p = m.partitions.get(partition);
  if (!p) return void m.commands.push({ type: 'released', partition });
  if (lost) return release(m, p);
  p.phase = 'revoking';
  p.releaseAt = now + m.policy.revokeDeadlineMs;
}

/**
 * Fact: all partitions finish what they have. A second stop can only bring the deadline forward.
 */
export function stop(m: MachineState, { deadline }: Stop): void {
  m.stopDeadline = Math.min(m.stopDeadline ?? Infinity, deadline);
}

/**
 * Rule: a closing partition appends nothing more, and its open batch goes the way of the others. An
 * unfinished range of a plan is left to the next owner.
 */
export function finishUp(m: MachineState, p: PartitionState): void {
  if (!isClosing(m, p)) return;
  dropReceived(m, p);
  if (isRebuilding(p)) dropOpen(m, p);
  else seal(m, p);
}

/** Rule: a revoked partition is released when its work is done, or cannot be done in time. */
export function releaseWhenDone(m: MachineState, p: PartitionState, now: number): void {
  if (p.phase !== 'revoking') return;
  const tooLate =
    now >= p.releaseAt || p.commitRetryAt >= p.releaseAt || p.batches.some((batch) => batch.retryAt >= p.releaseAt);
  if (tooLate || !hasWork(p)) release(m, p);
}

/** Rule: work that is not finished by the deadline of a stop is dropped. */
export function dropAfterDeadline(m: MachineState, p: PartitionState, now: number): void {
  if (m.stopDeadline !== undefined && m.stopDeadline <= now) abandon(m, p);
}

/** Rule: a stop is over, once, when no partition has work left, or at its deadline. */
export function drainWhenDone(m: MachineState, now: number): void {
  if (m.stopDeadline === undefined || m.drained) return;
  if (now < m.stopDeadline && [...m.partitions.values()].some(hasWork)) return;
  m.drained = true;
  m.commands.push({ type: 'drained' });
}

/** Drops all work of a partition and gives it back. */
export function release(m: MachineState, p: PartitionState): void {
  forget(m, p);
  m.commands.push({ type: 'released', partition: p.key });
}

/** Drops all work of a partition that is not ours any more. */
export function forget(m: MachineState, p: PartitionState): void {
  abandon(m, p);
  m.mayResume.delete(p);
  m.partitions.delete(p.key);
}

function abandon(m: MachineState, p: PartitionState): void {
  if (p.isAbandoned) return;
  dropReceived(m, p);
  dropOpen(m, p);
  giveUpPlace(m, p);
  for (const batch of p.batches) {
    if (batch.state === 'inserting') m.orphans.add(batch.id);
    if (batch.state === 'inserting' || batch.state === 'sealed') weigh(m, p, -batch.bytes);
    m.batches.delete(batch.id);
    m.commands.push({ type: 'drop', partition: p.key, what: { batch: batch.id } });
  }
  p.batches.length = 0;
  p.isAbandoned = true;
  m.waiting.delete(p);
  m.placed.delete(p);
}
