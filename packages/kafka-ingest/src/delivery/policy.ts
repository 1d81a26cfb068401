import { IngestError } from '@proj/diagnostics';

/** Limits and pauses of the delivery. All have defaults; see `resolvePolicy`. */
export interface DeliveryPolicy {
  /** A batch is full with this many messages, quarantined ones included. At most 1,000,000. @default 50_000 */
  readonly maxRows: number;
  /** A batch is full when its blocks take this many bytes. @default 16 MiB */
  readonly maxBytes: number;
  /** A batch is sent when its first message waited this long and an insert may start. @default 1_000 */
  readonly maxAgeMs: number;
  /** Inserts under way at the same time, over all partitions of a consumer. @default 4 */
  readonly maxConcurrentInserts: number;
  /**
   * What all partitions of a consumer may hold that ClickHouse has not acknowledged. Each partition has an equal
   * share of it. While all together hold less than half, one may exceed its share, so that a few busy
   * partitions can use what idle ones do not. The most that is ever held is one and a half times this, and
   * what two polls bring. @default 32 MiB
   */
  readonly maxUnacknowledgedBytes: number;
  /** First and longest pause before an insert, a commit or a decoding is tried again; doubling, with full jitter. @default 250 and 30_000 */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** The same where nothing of ours can mend it. @default 5_000 and 60_000 */
  readonly holdFirstMs: number;
  readonly holdMaxMs: number;
  /** How long a revoked partition may take to finish what is under way, before it is dropped. @default 15_000 */
  readonly revokeDeadlineMs: number;
}

/** What applies where nothing else is said. */
export const defaultPolicy: DeliveryPolicy = {
  maxRows: 50_000,
  maxBytes: 16 * 1024 * 1024,
  maxAgeMs: 1_000,
  maxConcurrentInserts: 4,
  maxUnacknowledgedBytes: 32 * 1024 * 1024,
  retryFirstMs: 250,
  retryMaxMs: 30_000,
  holdFirstMs: 5_000,
  holdMaxMs: 60_000,
  revokeDeadlineMs: 15_000,
};

/** @throws IngestError `ingest/bad-policy` for limits that are not positive or contradict each other. */
export function resolvePolicy(given: Partial<DeliveryPolicy> = {}): DeliveryPolicy {
  const policy = { ...defaultPolicy, ...given };
  for (const [name, value] of Object.entries(policy)) {
    if (!(value > 0)) throw badPolicy(`${name} is ${String(value)}: it must be greater than 0.`);
  }
  if (policy.maxRows > 1_000_000) throw badPolicy('maxRows is above 1,000,000, the most that one insert should carry.');
  if (policy.maxBytes > 200 * 1024 * 1024)
    throw badPolicy('maxBytes is above 200 MiB, the most that one insert should carry.');
  if (policy.maxBytes > policy.maxUnacknowledgedBytes) {
    throw badPolicy('maxBytes is greater than maxUnacknowledgedBytes: a batch could never become full.');
  }
  if (policy.retryFirstMs > policy.retryMaxMs) throw badPolicy('retryFirstMs is greater than retryMaxMs.');
  if (policy.holdFirstMs > policy.holdMaxMs) throw badPolicy('holdFirstMs is greater than holdMaxMs.');
  return policy;
}

const badPolicy = (text: string): IngestError => new IngestError('ingest/bad-policy', text, { retryable: false });

/**
 * Pause before the next attempt. `retry` doubles from 250 ms to 30 s: 0.25 0.5 1 2 4 8 16 30 30 … with full jitter,
 * so that a hundred partitions that failed together do not come back together. `hold` never comes back at once.
 */
export function pauseMs(policy: DeliveryPolicy, kind: 'retry' | 'hold', attempt: number, random: number): number {
  const [first, max] =
    kind === 'hold' ? [policy.holdFirstMs, policy.holdMaxMs] : [policy.retryFirstMs, policy.retryMaxMs];
  const longest = Math.min(max, first * 2 ** Math.min(attempt - 1, 30));
  return kind === 'hold' ? longest * (0.75 + random / 4) : random * longest;
}
