import type { PauseReason } from './protocol.js';
import type { MachineState, PartitionState } from './state.js';

/** Counts bytes of a partition in, or out when negative. */
export function weigh(m: MachineState, p: PartitionState, bytes: number): void {
  p.bytes += bytes;
  m.bytes += bytes;
}

const share = (m: MachineState): number => m.policy.maxUnacknowledgedBytes / Math.max(1, m.partitions.size);
const softBytes = (m: MachineState): number => m.policy.maxUnacknowledgedBytes / 2;

function failing(p: PartitionState): PauseReason | undefined {
  if (p.insertFailing) return 'insert-failing';
  return p.appendAttempts > 0 ? 'decode-failing' : undefined;
}

/**
 * Pausing a partition in the middle of a range that is built again would stop it for good: nothing
 * of the range can be sent before all of it is read.
 */
const isMidRebuild = (p: PartitionState): boolean => p.rebuildTo !== undefined && p.readTo <= p.rebuildTo;

function reasonToPause(m: MachineState, p: PartitionState): PauseReason | undefined {
  if (m.stopDeadline !== undefined) return 'draining';
  if (p.phase !== 'owned') return undefined;
  if (isMidRebuild(p)) return failing(p);
  return failing(p) ?? (p.bytes > share(m) && m.bytes > softBytes(m) ? 'backlog' : undefined);
}

/** Rule: pauses a partition that fails, holds too much, or is stopped. */
export function pauseWhereNeeded(m: MachineState, p: PartitionState): void {
  const reason = reasonToPause(m, p);
  if (!reason || p.paused === 'draining' || reason === p.paused) return;
  if (p.paused !== undefined && reason === 'backlog') return;
  m.commands.push({ type: 'pause', partition: p.key, reason });
  p.paused = reason;
  if (reason === 'draining') m.mayResume.delete(p);
  else m.mayResume.add(p);
}

/**
 * Rule: resumes what no longer needs its pause. The mark is lower than for pausing, because
 * resuming makes the client fetch again what it had fetched ahead.
 */
export function resumeWherePossible(m: MachineState): void {
  for (const p of m.mayResume) {
    const holdsTooMuch = p.bytes > share(m) / 2 && m.bytes > softBytes(m) / 2;
    if (failing(p) || (holdsTooMuch && !isMidRebuild(p))) continue;
    p.paused = undefined;
    m.mayResume.delete(p);
    if (p.phase === 'owned') m.commands.push({ type: 'resume', partition: p.key });
  }
}
