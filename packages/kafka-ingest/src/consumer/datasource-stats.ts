import type { DeliverySnapshot } from '../delivery/machine.js';
import type { MessageSource } from '../ports.js';
import type { DatasourceStats } from '../stats.js';
import type { DatasourceWork, Partition } from './partition.js';

/** Counters, and what is known of the partitions at this moment. */
export function statsOf(
  datasources: readonly DatasourceWork[],
  partitions: readonly Partition[],
  snapshot: DeliverySnapshot,
  source: MessageSource,
): DatasourceStats[] {
  return datasources.map(({ pipeline, counters }) => {
    const own = partitions.filter((one) => one.topic === pipeline.topic);
    const lags = own.map((one) => {
      const end = source.highWatermark(one);
      const done = snapshot.partitions.get(one.key)?.committedOffset ?? one.position;
      if (end === 0) return 0;
      return end === undefined || done === undefined ? undefined : Math.max(0, end - done);
    });
    const known = lags.filter((one) => one !== undefined);
    return {
      datasource: pipeline.datasource,
      ...counters,
      partitions: own.length,
      pausedPartitions: own.filter((one) => snapshot.partitions.get(one.key)?.paused !== undefined).length,
      // A sum that leaves one of them out would say that all is well when that is not known.
      lag: own.length > 0 && known.length === own.length ? known.reduce((sum, one) => sum + one, 0) : undefined,
    };
  });
}
