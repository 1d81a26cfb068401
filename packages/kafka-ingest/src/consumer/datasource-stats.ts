import type { DeliverySnapshot } from '../delivery/machine.js';
import type { EventHub } from '../events.js';
import type { Pipeline } from '../pipeline.js';
import type { MessageSource } from '../ports.js';
import { newCounters, reasonText, type Counters, type DatasourceStats } from '../stats.js';
import type { Partition } from './partition.js';
import type { PartitionProgress } from './stall-watch.js';

/** Counts what the events of a consumer say, per data source. */
export class DatasourceCounters {
  readonly #all: ReadonlyMap<string, Counters>;

  constructor(events: EventHub, pipelines: readonly Pipeline[]) {
    this.#all = new Map(pipelines.map(({ datasource }) => [datasource, newCounters()]));
    events.on('read', ({ datasource, messages, bytes }) =>
      this.#count(datasource, (counters) => {
        counters.messagesRead += messages;
        counters.bytesRead += bytes;
      }),
    );
    events.on('batch-landed', ({ datasource, rows, quarantined }) =>
      this.#count(datasource, (counters) => {
        counters.rowsLanded += rows;
        counters.rowsQuarantined += quarantined;
        counters.batchesLanded++;
      }),
    );
    events.on('quarantined', ({ datasource, last }) =>
      this.#count(datasource, (counters) => {
        const latest = last.at(-1);
        if (latest) counters.lastQuarantineReason = reasonText(latest);
      }),
    );
    events.on('error', ({ kind, datasource }) => {
      if (kind === 'insert') this.#count(datasource, (counters) => counters.insertFailures++);
    });
  }

  *[Symbol.iterator](): Iterator<readonly [datasource: string, counters: Counters]> {
    yield* this.#all;
  }

  /** The events of other consumers are about other data sources. */
  #count(datasource: string | undefined, count: (counters: Counters) => void): void {
    const counters = datasource === undefined ? undefined : this.#all.get(datasource);
    if (counters) count(counters);
  }
}

/** How far partitions are done, and how much waits in them. */
export function progressOf(
  partitions: readonly Partition[],
  snapshot: DeliverySnapshot,
  source: MessageSource,
): PartitionProgress[] {
  return partitions.map((partition) => {
    const done = snapshot.partitions.get(partition.key)?.committedOffset ?? partition.position;
    const end = source.highWatermark(partition);
    return { partition, done, lag: end === undefined ? undefined : Math.max(0, end - done) };
  });
}

/** Counters, and what is known of the partitions at this moment. */
export function statsOf(
  counted: DatasourceCounters,
  partitions: readonly Partition[],
  snapshot: DeliverySnapshot,
  source: MessageSource,
): DatasourceStats[] {
  return [...counted].map(([datasource, counters]) => {
    const own = partitions.filter((one) => one.where.datasource === datasource);
    const lags = progressOf(own, snapshot, source).map((one) => one.lag);
    const known = lags.filter((one) => one !== undefined);
    return {
      datasource,
      ...counters,
      partitions: own.length,
      pausedPartitions: own.filter((one) => snapshot.partitions.get(one.key)?.paused !== undefined).length,
      // A sum that leaves one of them out would say that all is well when that is not known.
      lag: own.length > 0 && known.length === own.length ? known.reduce((sum, one) => sum + one, 0) : undefined,
    };
  });
}
