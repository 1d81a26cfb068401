import { IngestError } from '@proj/diagnostics';
import type { BackOffLimits } from './back-off.js';

/** Limits and pauses of the delivery. All have defaults. */
export interface DeliveryPolicy {
  /**
   * A batch is full at this many messages, including quarantined ones. At most 1,000,000.
   * @default 50_000
   */
  readonly maxRows: number;
  /** A batch is full when its blocks reach this many bytes. @default 16 MiB */
  readonly maxBytes: number;
  /** A batch is sent when its first message is this old and an insert may start. @default 1_000 */
  readonly maxAgeMs: number;
  /**
   * How many inserts of a consumer may be under way at the same time, over all its partitions.
   * @default 4
   */
  readonly maxConcurrentInserts: number;
  /**
   * How much all partitions of a consumer may hold that ClickHouse has not acknowledged. Each
   * partition has an equal share. While the total is below half the limit, a partition may exceed
   * its share, so that a few busy partitions can use what idle ones leave. The most ever held is
   * one and a half times the limit plus two polls. @default 32 MiB
   */
  readonly maxUnacknowledgedBytes: number;
  /**
   * The first and the longest pause before an insert, a commit or a decoding is tried again;
   * doubling, with full jitter. @default 250 and 30_000
   */
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** The same where only a person can fix the cause. @default 5_000 and 60_000 */
  readonly holdFirstMs: number;
  readonly holdMaxMs: number;
  /**
   * How long a revoked partition may take to finish its work before the work is dropped.
   * @default 15_000
   */
  readonly revokeDeadlineMs: number;
}

/** The defaults. */
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

/**
 * Completes a policy with the defaults.
 *
 * @throws IngestError `ingest/bad-policy` for limits that are not positive or contradict each other
 */
export function resolvePolicy(given: Partial<DeliveryPolicy> = {}): DeliveryPolicy {
  const policy = { ...defaultPolicy, ...given };
  for (const [name, value] of Object.entries(policy)) {
    if (!(value > 0)) throw badPolicy(`${name} is ${String(value)}: it must be greater than 0.`);
  }
  if (policy.maxRows > 1_000_000) throw badPolicy('maxRows is above 1,000,000, the most that one insert should carry.');
  if (policy.maxBytes > 200 * 1024 * 1024)
    throw badPolicy('maxBytes is above 200 MiB, the most that one insert should carry.');
  if (policy.maxBytes > policy.maxUnacknowledgedBytes) {
    throw badPolicy(
      `maxBytes is ${policy.maxBytes}, and maxUnacknowledgedBytes ${policy.maxUnacknowledgedBytes}: a batch could never become full. Give the process more memory (memoryBytes), or make batches smaller.`,
    );
  }
  if (policy.retryFirstMs > policy.retryMaxMs) throw badPolicy('retryFirstMs is greater than retryMaxMs.');
  if (policy.holdFirstMs > policy.holdMaxMs) throw badPolicy('holdFirstMs is greater than holdMaxMs.');
  return policy;
}

const badPolicy = (text: string): IngestError => new IngestError('ingest/bad-policy', text, { retryable: false });

/**
 * The pauses between attempts. With `retry` the limits are 0.25 0.5 1 2 4 8 16 30 30 … seconds by
 * default, with full jitter. With `hold` an attempt never follows at once.
 */
export const retryLimits = (policy: DeliveryPolicy, action: 'retry' | 'hold'): BackOffLimits =>
  action === 'hold'
    ? { firstMs: policy.holdFirstMs, mostMs: policy.holdMaxMs, jitter: 0.25 }
    : { firstMs: policy.retryFirstMs, mostMs: policy.retryMaxMs };
