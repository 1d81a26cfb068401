import { backOffMs } from './back-off.js';
import { weigh } from './flow-control.js';
import { retryLimits } from './policy.js';
import type { Appended, AppendFailed, ReadTo, Received } from './protocol.js';
import { isClosing, isRebuilding, type MachineState, type PartitionState, type SealedBatch } from './state.js';

/** Fact: messages were read. What a closing partition receives is for its next owner. */
export function received(m: MachineState, { partition, first, last, count, bytes }: Received): void {
  const p = m.partitions.get(partition);
  if (!p || isClosing(m, p)) return void m.commands.push({ type: 'drop', partition, what: 'received' });
  const rewound = first < p.readTo;
  p.received.push({ first, last, messages: count, bytes, rewound });
  p.readTo = last + 1;
  weigh(m, p, bytes);
}

/** Fact: the end of the partition was reached, perhaps behind a gap. */
export function readTo(m: MachineState, { partition, offset }: ReadTo): void {
  const p = m.partitions.get(partition);
  if (p && !isClosing(m, p)) p.readTo = Math.max(p.readTo, offset);
}

/**
 * Fact: the messages of an `append` are in the open batch. Ignored when they were dropped
 * meanwhile.
 */
export function appended(
  m: MachineState,
  { partition, messages, last, receivedBytes, openBytes, now }: Appended,
): void {
  // prettier-ignore
  const p = m.partitions.get(partition);
  const run = p?.received[0];
  if (!p || !run || p.appending === 0) return;
  p.appending = 0;
  p.appendAttempts = 0;
  p.appendRetryAt = 0;
  run.messages -= messages;
  run.bytes -= receivedBytes;
  if (run.messages <= 0) p.received.shift();
  p.open ??= { last, messages: 0, bytes: 0, openedAt: now };
  weigh(m, p, openBytes - p.open.bytes - receivedBytes);
  p.open.last = last;
  p.open.messages += messages;
  p.open.bytes = openBytes;
}

/** Fact: the messages of an `append` could not be decoded. */
export function appendFailed(m: MachineState, { partition, random, now }: AppendFailed): void {
  const p = m.partitions.get(partition);
  if (!p || p.appending === 0) return;
  p.appending = 0;
  const attempt = ++p.appendAttempts;
  const afterMs = backOffMs(attempt, random, retryLimits(m.policy, 'retry'));
  p.appendRetryAt = now + afterMs;
  m.commands.push({ type: 'retrying', partition, what: 'append', action: 'retry', attempt, afterMs });
}

/** Rule: a full batch is sealed. A range that is built again has the limits that it had. */
export function sealWhenFull(m: MachineState, p: PartitionState): void {
  if (!p.open || isRebuilding(p)) return;
  if (p.open.messages >= p.limits.maxRows || p.open.bytes >= p.limits.maxBytes) seal(m, p);
}

/**
 * Rule: what was received goes into the open batch, one `append` at a time, as far as it has room.
 */
export function appendNext(m: MachineState, p: PartitionState, now: number): void {
  const run = p.received[0];
  if (!run || p.appending > 0 || p.appendRetryAt > now) return;
  if (run.rewound) {
    goBack(m, p, run.first);
    run.rewound = false;
  }
  // With a range to be built again it waits until that is sealed: see `sealRebuilt`.
  if (p.rebuildTo !== undefined && run.first > p.rebuildTo) return;
  p.appending = Math.max(1, Math.min(run.messages, roomIn(p, run.bytes / run.messages)));
  m.appends.push({ type: 'append', partition: p.key, messages: p.appending });
}

/** The next messages are others than those that had their offsets before: another life begins. */
function goBack(m: MachineState, p: PartitionState, first: number): void {
  if (isRebuilding(p)) {
    dropOpen(m, p);
    p.rebuildTo = undefined;
  } else seal(m, p);
  p.life++;
  p.next = first;
  m.commands.push({ type: 'rewound', partition: p.key, first, life: p.life });
}

/** How many more messages of this size the open batch takes. */
function roomIn(p: PartitionState, averageBytes: number): number {
  if (isRebuilding(p)) return Infinity;
  const { open, limits } = p;
  const rows = limits.maxRows - (open?.messages ?? 0);
  const bytes = averageBytes > 0 ? Math.floor((limits.maxBytes - (open?.bytes ?? 0)) / averageBytes) : Infinity;
  return Math.min(rows, bytes);
}

/**
 * Closes the open batch, if there is one. It reaches from the batch before it to its last message.
 */
export function seal(m: MachineState, p: PartitionState, rebuiltTo?: number): void {
  if (!p.open) return;
  const { bytes } = p.open;
  const [first, last, life] = [p.next, rebuiltTo ?? p.open.last, p.life];
  const id = ++m.lastBatch;
  const inPieces = rebuiltTo !== undefined && p.stored?.plan?.inPieces === true;
  const batch: SealedBatch = { id, first, last, bytes, life, inPieces, state: 'sealed', hasPlace: false, attempts: 0, retryAt: 0 }; // prettier-ignore
  p.open = undefined;
  p.next = last + 1;
  p.batches.push(batch);
  m.batches.set(id, { p, batch });
  m.commands.push({ type: 'seal', partition: p.key, batch: id, first, last, life, rebuilt: rebuiltTo !== undefined });
}

/** Forgets what was received and not appended. An `append` under way is answered to no effect. */
export function dropReceived(m: MachineState, p: PartitionState): void {
  p.appending = 0;
  if (p.received.length === 0) return;
  for (const run of p.received) weigh(m, p, -run.bytes);
  p.received.length = 0;
  m.commands.push({ type: 'drop', partition: p.key, what: 'received' });
}

/** Forgets the open batch. */
export function dropOpen(m: MachineState, p: PartitionState): void {
  if (!p.open) return;
  weigh(m, p, -p.open.bytes);
  p.open = undefined;
  m.commands.push({ type: 'drop', partition: p.key, what: 'open' });
}
