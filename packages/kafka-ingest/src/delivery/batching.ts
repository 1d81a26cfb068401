import { backOffMs } from './back-off.js';
import { weigh } from './flow-control.js';
import { retryLimits } from './policy.js';
import type { Appended, AppendFailed, Received } from './protocol.js';
import { isClosing, type MachineState, type PartitionState, type SealedBatch } from './state.js';

/** Fact: messages were read. What a closing partition receives is for its next owner. */
export function received(m: MachineState, { partition, first, last, count, bytes }: Received): void {
  const p = m.partitions.get(partition);
  if (!p || isClosing(m, p)) return void m.commands.push({ type: 'drop', partition, what: 'received' });
  const rewound = p.lastReceived !== undefined && first <= p.lastReceived;
  p.received.push({ first, messages: count, bytes, rewound });
  p.lastReceived = last;
  weigh(m, p, bytes);
}

/**
 * Fact: the messages of an `append` are in the open batch. Ignored when they were dropped
 * meanwhile.
 */
export function appended(
  m: MachineState,
  { partition, messages, first, last, receivedBytes, openBytes, now }: Appended,
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
  p.open ??= { first, last, messages: 0, bytes: 0, openedAt: now };
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

/** Rule: a full batch is sealed. */
export function sealWhenFull(m: MachineState, p: PartitionState): void {
  if (!p.open) return;
  if (p.open.messages >= m.policy.maxRows || p.open.bytes >= m.policy.maxBytes) seal(m, p);
}

/**
 * Rule: what was received goes into the open batch, one `append` at a time, as far as it has room.
 */
export function appendNext(m: MachineState, p: PartitionState, now: number): void {
  const run = p.received[0];
  if (!run || p.appending > 0 || p.appendRetryAt > now) return;
  if (run.rewound) {
    seal(m, p);
    m.commands.push({ type: 'rewound', partition: p.key, first: run.first });
    run.rewound = false;
  }
  p.appending = Math.max(1, Math.min(run.messages, roomIn(m, p, run.bytes / run.messages)));
  m.appends.push({ type: 'append', partition: p.key, messages: p.appending });
}

/** How many more messages of this size the open batch takes. */
function roomIn({ policy }: MachineState, { open }: PartitionState, averageBytes: number): number {
  const rows = policy.maxRows - (open?.messages ?? 0);
  const bytes = averageBytes > 0 ? Math.floor((policy.maxBytes - (open?.bytes ?? 0)) / averageBytes) : Infinity;
  return Math.min(rows, bytes);
}

/** Closes the open batch, if there is one. */
export function seal(m: MachineState, p: PartitionState): void {
  if (!p.open) return;
  const { first, last, bytes } = p.open;
  const id = ++m.lastBatch;
  const batch: SealedBatch = { id, first, last, bytes, state: 'sealed', insertAttempts: 0, commitAttempts: 0, retryAt: 0 }; // prettier-ignore
  p.open = undefined;
  p.batches.push(batch);
  m.batches.set(id, { p, batch });
  m.commands.push({ type: 'seal', partition: p.key, batch: id, first, last });
}

/** Forgets what was received and not appended. An `append` under way is answered to no effect. */
export function dropReceived(m: MachineState, p: PartitionState): void {
  p.appending = 0;
  if (p.received.length === 0) return;
  for (const run of p.received) weigh(m, p, -run.bytes);
  p.received.length = 0;
  m.commands.push({ type: 'drop', partition: p.key, what: 'received' });
}
