import { seal } from './batching.js';
import type { Position } from './protocol.js';
import {
  firstUninserted,
  isClosing,
  isRebuilding,
  type MachineState,
  type PartitionState,
  type SealedBatch,
} from './state.js';

/**
 * Rule: a range that is built again is sealed when everything up to its end has been received and
 * appended, exactly as it was planned. Its last messages may be gone: compaction leaves gaps.
 */
export function sealRebuilt(m: MachineState, p: PartitionState): void {
  const to = p.rebuildTo;
  // What a closing partition has dropped counts as read, but is not in the batch.
  if (to === undefined || p.readTo <= to || p.appending > 0 || isClosing(m, p)) return;
  const [next] = p.received;
  if (next && (next.first <= to || next.rewound)) return;
  p.rebuildTo = undefined;
  if (p.open) seal(m, p, to);
  // Nothing of the range exists any more.
  else p.next = to + 1;
}

/**
 * Rule: an idle partition moves on to where reading has come, across what does not exist. So its
 * lag becomes 0 behind an aborted transaction.
 */
export function skipGap(m: MachineState, p: PartitionState): void {
  if (isClosing(m, p)) return;
  const isIdle = !p.open && p.received.length === 0 && p.appending === 0 && !isRebuilding(p) && !firstUninserted(p);
  if (isIdle && p.readTo > p.next) p.next = p.readTo;
}

/**
 * What the broker should hold: everything before the first batch that is not inserted is done, and
 * that batch is planned. Undefined while there is no hurry to say so.
 */
export function wantedPosition(m: MachineState, p: PartitionState, now: number): Position | undefined {
  const batch = firstUninserted(p);
  if (batch)
    return {
      offset: batch.first,
      plan: { first: batch.first, last: batch.last, inPieces: batch.inPieces },
      life: batch.life,
    };
  // Until the range of its plan is sealed again, the plan must stay.
  if (isRebuilding(p)) return undefined;
  const { next: offset, life } = p;
  // The commit waits for the next plan, which it can carry: one commit a batch while messages flow.
  const flows = p.open !== undefined || p.received.length > 0 || p.appending > 0;
  const mayWait = flows && !isClosing(m, p) && p.stored !== undefined && now - p.idleSince < p.limits.maxAgeMs;
  return mayWait ? undefined : { offset, plan: undefined, life };
}

/** Whether the broker holds the plan of this range, so that it may be inserted. */
export const isPlanned = ({ stored }: PartitionState, { first, last, life, inPieces }: SealedBatch): boolean =>
  isSame(stored, { offset: first, plan: { first, last, inPieces }, life });

export const isSame = (one: Position | undefined, other: Position): boolean =>
  one?.offset === other.offset &&
  one.life === other.life &&
  one.plan?.first === other.plan?.first &&
  one.plan?.last === other.plan?.last &&
  one.plan?.inPieces === other.plan?.inPieces;
