import type { DeliveryCommand, DeliveryEvent, PartitionKey, PauseReason } from './protocol.js';
import {
  hasUninserted,
  hasWork,
  newPartition,
  nextToInsert,
  type PartitionState,
  type SealedBatch,
} from './state.js';
import { pauseMs, type DeliveryPolicy } from './policy.js';

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
 * The delivery logic of one consumer as a pure state machine: events in, commands out. It holds numbers
 * only (no rows, no promises), does no I/O and has no clock or randomness of its own: every event carries
 * `now`, and chance comes in with the event that needs it. `driver.ts` is the thin shell that talks to Kafka
 * and ClickHouse.
 *
 * ## A partition
 * - **owned** from `assigned` on. Messages that are `received` wait in a queue; one `append` at a time moves them into the
 *   open batch.
 * - **revoking** from `revoked` until `released`. Messages not yet appended are dropped (the next owner reads them), the
 *   open batch is sealed, and what is sealed goes on to its commit. When the deadline passes first, it is dropped.
 * - Lost partitions are dropped at once. An answer for a batch that was dropped is ignored, so it never commits.
 *
 * ## A batch
 * - **open**: grows by `appended`. It is sealed when it is full (rows or bytes), when offsets went back (a batch is one ascending
 *   range), on revocation and on stop. One that is merely old enough is sealed no earlier than an insert may start for it: while
 *   ClickHouse is busy batches grow instead of becoming many.
 * - **sealed**: its range is final. Batches of a partition are inserted in order, one at a time, and at most one ahead of
 *   the commits. Partitions that wait for one of the `maxConcurrentInserts` places get it in the order in which they began to wait;
 *   those that must be given back go first.
 * - **inserting**: `insert` means the landing block and the quarantine block. `inserted` means that both are acknowledged. After a failure
 *   it is sealed again, with the time of the next attempt: `retry` soon, `hold` slowly. It is never given up.
 * - **inserted**: ClickHouse has it, its memory is free. The first of the partition is committed as `last + 1`.
 * - **committing**: after `committed` it is gone. A failed commit is tried again, unless the partition is no longer ours.
 *
 * ## Back-pressure
 * See `DeliveryPolicy.maxUnacknowledgedBytes` for the rule. A partition is paused also while its inserts or its decoding fail, so that it
 * cannot fill memory that others need. A paused partition whose only data is an open batch has it sent at once, else it would wait for
 * its own age.
 *
 * ## Stop
 * Nothing new is taken; all partitions go on like revoked ones until the deadline. `drained` comes exactly once.
 */
export function createDelivery(policy: DeliveryPolicy): {
  step(event: DeliveryEvent): readonly DeliveryCommand[];
  inspect(): DeliverySnapshot;
} {
  const softBytes = policy.maxUnacknowledgedBytes / 2;
  const partitions = new Map<PartitionKey, PartitionState>();
  const live = new Map<number, { readonly p: PartitionState; readonly batch: SealedBatch }>();
  /** Dropped while their insert was under way: they take a place until it answers. */
  const orphans = new Set<number>();
  /** Partitions that want to insert, in the order in which they began to. */
  const waiting = new Set<PartitionState>();
  const mayResume = new Set<PartitionState>();
  let inserting = 0;
  let totalBytes = 0;
  let lastBatch = 0;
  let stopDeadline: number | undefined;
  let drained = false;
  let out: DeliveryCommand[] = [];
  let appends: DeliveryCommand[] = [];

  function step(event: DeliveryEvent): readonly DeliveryCommand[] {
    out = [];
    appends = [];
    handle(event);
    startInserts(event.now);
    resumeWhatMay(event.now);
    if (stopDeadline !== undefined && !drained && ![...partitions.values()].some(hasWork)) {
      drained = true;
      out.push({ type: 'drained' });
    }
    // Last: a batch that is sealed in this step must not get what is appended by it.
    return appends.length === 0 ? out : [...out, ...appends];
  }

  function handle(event: DeliveryEvent): void {
    const { now } = event;
    switch (event.type) {
      case 'assigned':
        return assigned(event.partition, event.committedOffset);
      case 'revoked':
        return revoked(event.partition, event.lost, now);
      case 'received':
        return received(event);
      case 'appended':
        return appended(event);
      case 'append-failed':
        return appendFailed(event.partition, event.random, now);
      case 'inserted':
        return insertAnswered(event.batch, (p, batch) => inserted(p, batch, now));
      case 'insert-failed':
        return insertAnswered(event.batch, (p, batch) => insertFailed(p, batch, event.action, event.random, now));
      case 'committed':
        return committed(event.batch, now);
      case 'commit-failed':
        return commitFailed(event.batch, event.fenced, event.random, now);
      case 'tick':
        return tick(now);
      case 'stop':
        return stop(event.deadline, now);
      default:
        return event satisfies never;
    }
  }

  // Ownership

  function assigned(key: PartitionKey, committedOffset: number | undefined): void {
    const before = partitions.get(key);
    if (before) forget(before);
    const p = newPartition(key, committedOffset);
    partitions.set(key, p);
    if (stopDeadline !== undefined) pause(p, 'draining');
  }

  function revoked(key: PartitionKey, lost: boolean, now: number): void {
    const p = partitions.get(key);
    if (!p) return void out.push({ type: 'released', partition: key });
    if (lost) return release(p);
    p.phase = 'revoking';
    p.releaseAt = now + policy.revokeDeadlineMs;
    finishUp(p, now);
  }

  /** No more messages; what is in the open batch goes its way. */
  function finishUp(p: PartitionState, now: number): void {
    dropReceived(p);
    seal(p);
    offer(p, now);
    if (p.phase === 'revoking') releaseWhenDone(p);
  }

  function releaseWhenDone(p: PartitionState): void {
    if (p.phase !== 'revoking') return;
    const tooLate = p.batches.some((batch) => batch.retryAt >= p.releaseAt);
    if (tooLate || !hasWork(p)) release(p);
  }

  function release(p: PartitionState): void {
    forget(p);
    out.push({ type: 'released', partition: p.key });
  }

  function forget(p: PartitionState): void {
    abandon(p);
    mayResume.delete(p);
    partitions.delete(p.key);
  }

  /** Drops all work. */
  function abandon(p: PartitionState): void {
    dropReceived(p);
    if (p.open) {
      weigh(p, -p.open.bytes);
      p.open = undefined;
      out.push({ type: 'drop', partition: p.key, what: 'open' });
    }
    for (const batch of p.batches) {
      if (batch.state === 'inserting') orphans.add(batch.id);
      if (batch.state === 'inserting' || batch.state === 'sealed') weigh(p, -batch.bytes);
      live.delete(batch.id);
      out.push({ type: 'drop', partition: p.key, what: { batch: batch.id } });
    }
    p.batches.length = 0;
    waiting.delete(p);
  }

  function dropReceived(p: PartitionState): void {
    p.appending = 0;
    if (p.received.length === 0) return;
    for (const run of p.received) weigh(p, -run.bytes);
    p.received.length = 0;
    out.push({ type: 'drop', partition: p.key, what: 'received' });
  }

  // From messages to batches

  function received(event: Extract<DeliveryEvent, { type: 'received' }>): void {
    const p = partitions.get(event.partition);
    if (p?.phase !== 'owned' || stopDeadline !== undefined) {
      return void out.push({ type: 'drop', partition: event.partition, what: 'received' });
    }
    const rewound = p.lastReceived !== undefined && event.first <= p.lastReceived;
    p.received.push({ first: event.first, messages: event.count, bytes: event.bytes, rewound });
    p.lastReceived = event.last;
    weigh(p, event.bytes);
    appendNext(p, event.now);
    pauseIfNeeded(p, event.now);
  }

  function appendNext(p: PartitionState, now: number): void {
    const run = p.received[0];
    if (!run || p.appending > 0 || p.appendRetryAt > now) return;
    if (run.rewound) {
      seal(p);
      offer(p, now);
      out.push({ type: 'rewound', partition: p.key, first: run.first });
      run.rewound = false;
    }
    const averageBytes = run.bytes / run.messages;
    const roomForRows = policy.maxRows - (p.open?.messages ?? 0);
    const roomForBytes =
      averageBytes > 0 ? Math.floor((policy.maxBytes - (p.open?.bytes ?? 0)) / averageBytes) : Infinity;
    p.appending = Math.max(1, Math.min(run.messages, roomForRows, roomForBytes));
    appends.push({ type: 'append', partition: p.key, messages: p.appending });
  }

  function appended(event: Extract<DeliveryEvent, { type: 'appended' }>): void {
    const { messages, first, last, receivedBytes, openBytes, now } = event;
    const p = partitions.get(event.partition);
    const run = p?.received[0];
    if (!p || !run || p.appending === 0) return;
    p.appending = 0;
    p.appendAttempts = 0;
    p.appendRetryAt = 0;
    run.messages -= messages;
    run.bytes -= receivedBytes;
    if (run.messages <= 0) p.received.shift();
    p.open ??= { first, last, messages: 0, bytes: 0, openedAt: now };
    weigh(p, openBytes - p.open.bytes - receivedBytes);
    p.open.last = last;
    p.open.messages += messages;
    p.open.bytes = openBytes;
    if (p.open.messages >= policy.maxRows || openBytes >= policy.maxBytes) seal(p);
    offer(p, now);
    appendNext(p, now);
    pauseIfNeeded(p, now);
  }

  function appendFailed(key: PartitionKey, random: number, now: number): void {
    const p = partitions.get(key);
    if (!p || p.appending === 0) return;
    p.appending = 0;
    p.appendAttempts++;
    const afterMs = pauseMs(policy, 'retry', p.appendAttempts, random);
    p.appendRetryAt = now + afterMs;
    out.push({ type: 'retrying', partition: key, what: 'append', attempt: p.appendAttempts, afterMs });
    pauseIfNeeded(p, now);
  }

  function seal(p: PartitionState): void {
    if (!p.open) return;
    const { first, last, bytes } = p.open;
    const batch: SealedBatch = {
      id: ++lastBatch,
      first,
      last,
      bytes,
      state: 'sealed',
      insertAttempts: 0,
      commitAttempts: 0,
      retryAt: 0,
    };
    p.open = undefined;
    p.batches.push(batch);
    live.set(batch.id, { p, batch });
    out.push({ type: 'seal', partition: p.key, batch: batch.id, first, last });
  }

  // Inserts

  /** Puts a partition among those that wait for an insert, or takes it out. */
  function offer(p: PartitionState, now: number): void {
    const batch = nextToInsert(p);
    const wants = batch ? batch.retryAt <= now : isDue(p, now);
    if (wants) waiting.add(p);
    else waiting.delete(p);
  }

  /** Whether the open batch should be sent as soon as an insert may start for it. */
  function isDue(p: PartitionState, now: number): boolean {
    if (!p.open || hasUninserted(p) || p.batches.length > 1) return false;
    return now - p.open.openedAt >= policy.maxAgeMs || p.paused !== undefined;
  }

  function startInserts(now: number): void {
    if (inserting >= policy.maxConcurrentInserts || waiting.size === 0) return;
    const queue = [...waiting].sort((a, b) => Number(b.phase === 'revoking') - Number(a.phase === 'revoking'));
    for (const p of queue) {
      if (inserting >= policy.maxConcurrentInserts) return;
      waiting.delete(p);
      if (!nextToInsert(p)) seal(p);
      const batch = nextToInsert(p);
      if (!batch || batch.retryAt > now) continue;
      batch.state = 'inserting';
      batch.insertAttempts++;
      inserting++;
      out.push({ type: 'insert', partition: p.key, batch: batch.id, attempt: batch.insertAttempts });
    }
  }

  function insertAnswered(id: number, then: (p: PartitionState, batch: SealedBatch) => void): void {
    const found = live.get(id);
    if (found?.batch.state === 'inserting') {
      inserting--;
      then(found.p, found.batch);
    } else if (orphans.delete(id)) {
      inserting--;
    }
  }

  function inserted(p: PartitionState, batch: SealedBatch, now: number): void {
    batch.state = 'inserted';
    batch.retryAt = 0;
    p.insertFailing = false;
    weigh(p, -batch.bytes);
    commitNext(p, now);
    offer(p, now);
  }

  function insertFailed(
    p: PartitionState,
    batch: SealedBatch,
    action: 'retry' | 'hold',
    random: number,
    now: number,
  ): void {
    const afterMs = pauseMs(policy, action, batch.insertAttempts, random);
    batch.state = 'sealed';
    batch.retryAt = now + afterMs;
    p.insertFailing = true;
    out.push({ type: 'retrying', partition: p.key, what: 'insert', attempt: batch.insertAttempts, afterMs });
    pauseIfNeeded(p, now);
    offer(p, now);
    releaseWhenDone(p);
  }

  // Commits

  function commitNext(p: PartitionState, now: number): void {
    const batch = p.batches[0];
    if (batch?.state !== 'inserted' || batch.retryAt > now) return;
    batch.state = 'committing';
    out.push({ type: 'commit', partition: p.key, batch: batch.id, offset: batch.last + 1 });
  }

  function committed(id: number, now: number): void {
    const found = live.get(id);
    if (found?.batch.state !== 'committing') return;
    const { p, batch } = found;
    live.delete(id);
    p.batches.shift();
    p.committed = batch.last + 1;
    commitNext(p, now);
    offer(p, now);
    releaseWhenDone(p);
  }

  function commitFailed(id: number, fenced: boolean, random: number, now: number): void {
    const found = live.get(id);
    if (found?.batch.state !== 'committing') return;
    const { p, batch } = found;
    if (fenced) return p.phase === 'revoking' ? release(p) : forget(p);
    batch.state = 'inserted';
    batch.commitAttempts++;
    const afterMs = pauseMs(policy, 'retry', batch.commitAttempts, random);
    batch.retryAt = now + afterMs;
    out.push({ type: 'retrying', partition: p.key, what: 'commit', attempt: batch.commitAttempts, afterMs });
    releaseWhenDone(p);
  }

  // Time

  function tick(now: number): void {
    for (const p of [...partitions.values()]) {
      if (p.releaseAt <= now) {
        release(p);
        continue;
      }
      if (stopDeadline !== undefined && stopDeadline <= now) {
        abandon(p);
        continue;
      }
      appendNext(p, now);
      commitNext(p, now);
      offer(p, now);
    }
  }

  function stop(deadline: number, now: number): void {
    if (stopDeadline !== undefined) {
      // A second stop can only make it shorter.
      stopDeadline = Math.min(stopDeadline, deadline);
      return;
    }
    stopDeadline = deadline;
    for (const p of [...partitions.values()]) {
      finishUp(p, now);
      if (partitions.has(p.key)) pause(p, 'draining');
    }
  }

  // Back-pressure

  function weigh(p: PartitionState, bytes: number): void {
    p.bytes += bytes;
    totalBytes += bytes;
  }

  const share = (): number => policy.maxUnacknowledgedBytes / Math.max(1, partitions.size);

  function failing(p: PartitionState): PauseReason | undefined {
    if (p.insertFailing) return 'insert-failing';
    return p.appendAttempts > 0 ? 'decode-failing' : undefined;
  }

  function pauseIfNeeded(p: PartitionState, now: number): void {
    if (p.paused === 'draining' || p.phase !== 'owned') return;
    const reason = failing(p) ?? (p.bytes > share() && totalBytes > softBytes ? 'backlog' : undefined);
    if (!reason || reason === p.paused || (p.paused !== undefined && reason === 'backlog')) return;
    pause(p, reason);
    offer(p, now);
  }

  function pause(p: PartitionState, reason: PauseReason): void {
    out.push({ type: 'pause', partition: p.key, reason });
    p.paused = reason;
    if (reason === 'draining') mayResume.delete(p);
    else mayResume.add(p);
  }

  /** Resuming has a lower mark than pausing, because it makes the client fetch again what it had fetched ahead. */
  function resumeWhatMay(now: number): void {
    for (const p of mayResume) {
      if (failing(p) || (p.bytes > share() / 2 && totalBytes > softBytes / 2)) {
        offer(p, now);
        continue;
      }
      p.paused = undefined;
      mayResume.delete(p);
      if (p.phase === 'owned') out.push({ type: 'resume', partition: p.key });
    }
  }

  function inspect(): DeliverySnapshot {
    return {
      unacknowledgedBytes: totalBytes,
      insertsUnderWay: inserting,
      partitions: new Map(
        [...partitions.values()].map((p) => [
          p.key,
          {
            committedOffset: p.committed,
            unacknowledgedBytes: p.bytes,
            sealedBatches: p.batches.length,
            paused: p.paused,
          },
        ]),
      ),
    };
  }

  return { step, inspect };
}
