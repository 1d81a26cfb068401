import type { MessageSource } from '../ports.js';
import type { DatasourceStats } from '../stats.js';
import type { DeliverySnapshot } from '../delivery/machine.js';
import type { DatasourceWork, PartitionWork } from './partition.js';

/** Counters, and what is known of the partitions at this moment. */
export function statsOf(
  datasources: readonly DatasourceWork[],
  partitions: readonly PartitionWork[],
  snapshot: DeliverySnapshot,
  source: MessageSource,
): DatasourceStats[] {
  return datasources.map(({ pipeline, counters }) => {
    const own = partitions.filter((one) => one.topic === pipeline.topic);
    const lags = own.map((work) => {
      const end = source.highWatermark(work);
      const done = snapshot.partitions.get(work.key)?.committedOffset ?? work.position;
      if (end === 0) return 0;
      return end === undefined || done === undefined ? undefined : Math.max(0, end - done);
    });
    const known = lags.filter((one) => one !== undefined);
    return {
      datasource: pipeline.datasource,
      ...counters,
      partitions: own.length,
      pausedPartitions: own.filter((work) => snapshot.partitions.get(work.key)?.paused !== undefined).length,
      // A sum without one of them would say that all is well when nothing is known.
      lag: own.length > 0 && known.length === own.length ? known.reduce((sum, one) => sum + one, 0) : undefined,
    };
  });
}
