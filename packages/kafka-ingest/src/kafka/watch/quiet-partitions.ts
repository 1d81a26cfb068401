import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { TopicPartition } from '../../ports.js';
import { withAdmin } from '../client/ask-admin.js';
import { logBounds } from '../client/log-bounds.js';
import { partitionKey } from '../../partition-key.js';
import type { PartitionProgress } from '../reading-progress.js';

/** A partition of which nothing arrives, although the broker has more of it. */
export interface Behind extends TopicPartition {
  readonly position: number;
  /** How many offsets there are from the position on. */
  readonly waiting: number;
}

/** Why nothing arrives from partitions that have more to read. */
export interface QuietPartitions {
  /** The position is one that the broker does not have: too old, or beyond the end. */
  readonly outOfRange: readonly TopicPartition[];
  /** A transaction is open: what comes after its beginning cannot be read before it ends. */
  readonly heldBack: readonly Behind[];
  /** No reason is known. */
  readonly stuck: readonly Behind[];
}

/**
 * Asks over a new connection what the broker has, and compares. Partitions that were read to their
 * end are in none of the lists. Rejects when no broker answers.
 */
export async function explainQuiet(
  client: KafkaClientConfig,
  partitions: readonly PartitionProgress[],
): Promise<QuietPartitions> {
  const bounds = await withAdmin(client, (ask) => logBounds(ask, partitions));
  const outOfRange: TopicPartition[] = [];
  const heldBack: Behind[] = [];
  const stuck: Behind[] = [];
  for (const { topic, partition, position } of partitions) {
    const log = bounds.get(partitionKey({ topic, partition }));
    if (!log || position === log.logEnd) continue;
    const behind = { topic, partition, position, waiting: log.logEnd - position };
    if (position < log.logStart || position > log.logEnd) outOfRange.push({ topic, partition });
    else if (position >= log.stableEnd) heldBack.push(behind);
    else stuck.push(behind);
  }
  return { outOfRange, heldBack, stuck };
}
