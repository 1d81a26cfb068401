import kafka from '@confluentinc/kafka-javascript';
import type { TopicPartition } from '../../ports.js';
import type { Ask } from './ask-admin.js';
import type { ClientError } from './client-error.js';
import { partitionKey } from '../../partition-key.js';

/** The first offset that a partition still keeps, and the one that its next message will get. */
export interface LogBounds {
  readonly logStart: number;
  readonly logEnd: number;
  /** Where the first open transaction begins; otherwise the same as `logEnd`. */
  readonly stableEnd: number;
}

interface ListedOffset extends TopicPartition {
  readonly offset: number;
  readonly error?: ClientError;
}

const TIMEOUT_MS = 5_000;

/**
 * Asks for the bounds of many partitions at once: three requests to each broker that leads some.
 *
 * @returns by `<topic>[<partition>]`; no entry for a partition whose leader did not answer
 */
export async function logBounds(
  ask: Ask,
  partitions: readonly TopicPartition[],
): Promise<ReadonlyMap<string, LogBounds>> {
  if (partitions.length === 0) return new Map();
  const { EARLIEST, LATEST } = kafka.OffsetSpec;
  const { READ_COMMITTED, READ_UNCOMMITTED } = kafka.IsolationLevel;
  const [starts, ends, stableEnds] = await Promise.all([
    offsets(ask, partitions, EARLIEST, READ_UNCOMMITTED),
    offsets(ask, partitions, LATEST, READ_UNCOMMITTED),
    offsets(ask, partitions, LATEST, READ_COMMITTED),
  ]);
  const bounds = new Map<string, LogBounds>();
  for (const [key, logStart] of starts) {
    const logEnd = ends.get(key);
    const stableEnd = stableEnds.get(key);
    if (logEnd !== undefined && stableEnd !== undefined) bounds.set(key, { logStart, logEnd, stableEnd });
  }
  return bounds;
}

async function offsets(
  ask: Ask,
  partitions: readonly TopicPartition[],
  offset: InstanceType<typeof kafka.OffsetSpec>,
  isolationLevel: kafka.IsolationLevel,
): Promise<ReadonlyMap<string, number>> {
  const wanted = partitions.map(({ topic, partition }) => ({ topic, partition, offset }));
  const listed = await ask<readonly ListedOffset[]>((admin, answer) =>
    admin.listOffsets(wanted, { timeout: TIMEOUT_MS, isolationLevel }, answer),
  );
  return new Map(listed.filter((one) => !one.error && one.offset >= 0).map((one) => [partitionKey(one), one.offset]));
}
