import { appended, appendFailed, appendNext, readTo, received, sealWhenFull } from './batching.js';
import { commitFailed, committed, commitNext } from './committing.js';
import { pauseWhereNeeded, resumeWherePossible } from './flow-control.js';
import { givePlaces, inserted, insertFailed, insertPlanned, piecesNeeded, waitForPlace } from './inserting.js';
import { assigned, drainWhenDone, dropAfterDeadline, finishUp, releaseWhenDone, revoked, stop } from './ownership.js';
import { sealRebuilt, skipGap } from './planning.js';
import type { DeliveryPolicy } from './policy.js';
import type { DeliveryCommand, DeliveryEvent, PartitionKey, PauseReason } from './protocol.js';
import { newMachineState, type MachineState, type PartitionState } from './state.js';

/** What the machine holds, for statistics and tests. */
export interface DeliverySnapshot {
  readonly unacknowledgedBytes: number;
  readonly insertsUnderWay: number;
  readonly partitions: ReadonlyMap<
    PartitionKey,
    {
      readonly committedOffset: number | undefined;
      readonly unacknowledgedBytes: number;
      readonly sealedBatches: number;
      readonly paused: PauseReason | undefined;
    }
  >;
}

/**
 * Rules about one partition. They run in this order after every event, on the partitions that it
 * touched.
 */
const rules: readonly ((m: MachineState, p: PartitionState, now: number) => void)[] = [
  dropAfterDeadline,
  finishUp,
  sealRebuilt,
  releaseWhenDone,
  sealWhenFull,
  appendNext,
  skipGap,
  insertPlanned,
  commitNext,
  pauseWhereNeeded,
  waitForPlace,
];

/** Rules about all partitions together. They run last. */
const commonRules: readonly ((m: MachineState, now: number) => void)[] = [
  givePlaces,
  planAndInsert,
  resumeWherePossible,
  drainWhenDone,
];

/**
 * The delivery logic of one consumer as a pure state machine: events in, commands out. It holds
 * numbers only (no rows, no promises), does no I/O and has no clock or randomness of its own: every
 * event carries `now`, and a random number where a pause follows from it. `consumer/` is the shell
 * that talks to Kafka and ClickHouse.
 *
 * A step records a fact, then applies the rules. No handler of an event decides what follows from
 * it: what can be appended, inserted, committed, paused, resumed or released follows from the state
 * alone. A `tick` records nothing and applies the rules to all partitions.
 *
 * ## A partition
 * - **owned** from `assigned` on. Received messages wait in a queue; one `append` at a time moves
 *   them into the open batch.
 * - Assigned with a plan, it is **rebuilding** until exactly the planned range is sealed, whatever
 *   the limits are. A range that is not complete when the partition is closed is left to the next
 *   owner, plan and all.
 * - **revoking** from `revoked` until `released`. Messages not yet appended are dropped (the next
 *   owner reads them), the open batch is sealed, and sealed batches go on to their commit. What is
 *   left at the deadline is dropped.
 * - Lost partitions are dropped at once. An answer for a dropped batch is ignored, so it never
 *   commits.
 *
 * ## A batch
 * - **open**: grows by `appended`. It is sealed when it is full (rows or bytes), when offsets went
 *   back (a batch is one ascending range), on revocation and on stop. A batch that is merely old
 *   enough is sealed no earlier than an insert may start for it: while ClickHouse is busy, batches
 *   grow instead of becoming many.
 * - **sealed**: its range is final, and contiguous with that of the batch before it. Batches of a
 *   partition are inserted in order, one at a time, each once the broker has stored its plan: the
 *   commit of its first offset, with the range. Partitions that wait for one of the
 *   `maxConcurrentInserts` places get it in the order in which they began to wait; those to be
 *   given back go first.
 * - **inserting**: `insert` means the landing block and the quarantine block; `inserted`, that both
 *   are acknowledged. After a failure the batch is sealed again, with the time of the next attempt:
 *   `retry` soon, `hold` slowly. It is never given up.
 * - **inserted**: ClickHouse has it, its memory is free. It is gone once a commit beyond it is
 *   stored. A failed commit is tried again, unless the partition is no longer ours.
 *
 * ## A commit
 * What the broker should hold follows from the state: everything before the first batch that is not
 * inserted is done, and that batch is planned. While messages flow, a commit without a plan waits
 * for the next one, but no longer than a batch may be old. One commit of a partition at a time.
 *
 * ## Back-pressure
 * `DeliveryPolicy.maxUnacknowledgedBytes` has the rule. A partition is also paused while its
 * inserts or its decoding fail, so that it cannot fill memory that others need. A paused partition
 * that has only an open batch sends it at once; otherwise it would wait for the batch's age.
 *
 * ## Stop
 * Takes nothing new; all partitions go on like revoked ones until the deadline. `drained` comes
 * exactly once.
 */
export function createDelivery(policy: DeliveryPolicy): {
  step(event: DeliveryEvent): readonly DeliveryCommand[];
  inspect(): DeliverySnapshot;
} {
  const m = newMachineState(policy);
  return {
    step(event) {
      m.commands = [];
      m.appends = [];
      const touched = touchedBy(m, event);
      record(m, event);
      for (const key of touched) applyRules(m, key, event.now);
      for (const rule of commonRules) rule(m, event.now);
      // Last: a batch that this step seals must not receive what this step appends.
      return m.appends.length === 0 ? m.commands : [...m.commands, ...m.appends];
    },
    inspect: () => inspect(m),
  };
}

/** Taken before the event is recorded, which may end the batch that it names. */
function touchedBy(m: MachineState, event: DeliveryEvent): readonly PartitionKey[] {
  if ('partition' in event) return [event.partition];
  if (!('batch' in event)) return [...m.partitions.keys()];
  const found = m.batches.get(event.batch);
  return found ? [found.p.key] : [];
}

function record(m: MachineState, event: DeliveryEvent): void {
  switch (event.type) {
    case 'assigned':
      return assigned(m, event);
    case 'revoked':
      return revoked(m, event);
    case 'received':
      return received(m, event);
    case 'appended':
      return appended(m, event);
    case 'append-failed':
      return appendFailed(m, event);
    case 'read-to':
      return readTo(m, event);
    case 'inserted':
      return inserted(m, event.batch, event.now);
    case 'insert-failed':
      return insertFailed(m, event);
    case 'pieces-needed':
      return piecesNeeded(m, event.batch);
    case 'committed':
      return committed(m, event);
    case 'commit-failed':
      return commitFailed(m, event);
    case 'stop':
      return stop(m, event);
    case 'tick':
      return;
    default:
      return event satisfies never;
  }
}

/** A rule may end a partition: then the rest of the rules have nothing to say about it. */
function applyRules(m: MachineState, key: PartitionKey, now: number): void {
  for (const rule of rules) {
    const p = m.partitions.get(key);
    if (!p) return;
    rule(m, p, now);
  }
}

/** What has got a place goes on in the same step. */
function planAndInsert(m: MachineState, now: number): void {
  for (const p of m.placed) {
    insertPlanned(m, p);
    commitNext(m, p, now);
  }
  m.placed.clear();
}

const inspect = (m: MachineState): DeliverySnapshot => ({
  unacknowledgedBytes: m.bytes,
  insertsUnderWay: m.placesTaken,
  partitions: new Map(
    [...m.partitions.values()].map((p) => [
      p.key,
      {
        committedOffset: p.stored?.offset,
        unacknowledgedBytes: p.bytes,
        sealedBatches: p.batches.length,
        paused: p.paused,
      },
    ]),
  ),
});
