import type { EventHub } from '../events.js';
import type { Clock } from '../ports.js';
import type { Partition } from './partition.js';

/** After this time without progress, a partition with lag is reported. */
export const STALLED_MS = 30_000;
/** And again as long as that lasts. */
const AGAIN_MS = 60_000;

/** What is known of a partition besides itself. */
export interface PartitionProgress {
  readonly partition: Partition;
  /** The offset up to which it is done. */
  readonly done: number;
  /** Undefined when its end is unknown. */
  readonly lag: number | undefined;
}

interface Watched {
  done: number;
  movedAt: number;
  reportedAt: number | undefined;
}

/**
 * No silence: reports a partition that has messages waiting, or may have, and gets nowhere. One
 * event per data source and cause.
 */
export class StallWatch {
  readonly #who: { readonly connection: string; readonly groupId: string };
  readonly #events: EventHub;
  readonly #clock: Clock;
  readonly #watched = new WeakMap<Partition, Watched>();

  constructor(who: { readonly connection: string; readonly groupId: string }, events: EventHub, clock: Clock) {
    this.#who = who;
    this.#events = events;
    this.#clock = clock;
  }

  /** To be called about once a second with all partitions of a consumer. */
  check(all: readonly PartitionProgress[]): void {
    const now = this.#clock.now();
    const due = all.filter((one) => this.#isDue(one, now));
    const groups = new Map<string, PartitionProgress[]>();
    for (const one of due) {
      const { datasource } = one.partition.where;
      const key = JSON.stringify([datasource, one.partition.waitingFor(now).what]);
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    for (const group of groups.values()) this.#report(group, now);
  }

  #isDue({ partition, done, lag }: PartitionProgress, now: number): boolean {
    const before = this.#watched.get(partition);
    if (before?.done !== done || lag === 0) {
      this.#watched.set(partition, { done, movedAt: now, reportedAt: undefined });
      return false;
    }
    const since = before.reportedAt;
    return now - before.movedAt >= STALLED_MS && (since === undefined || now - since >= AGAIN_MS);
  }

  #report(group: readonly PartitionProgress[], now: number): void {
    const [first] = group;
    if (!first) return;
    const { datasource, topic } = first.partition.where;
    const watched = group.map((one) => this.#watched.get(one.partition)).filter((one) => one !== undefined);
    for (const one of watched) one.reportedAt = now;
    const lags = group.map((one) => one.lag).filter((one) => one !== undefined);
    const { what, next } = first.partition.waitingFor(now);
    this.#events.emit('stalled', {
      ...this.#who,
      datasource,
      topic,
      partitions: group.map((one) => one.partition.partition).sort((a, b) => a - b),
      lag: lags.length === group.length ? lags.reduce((sum, one) => sum + one, 0) : undefined,
      waitingFor: what,
      sinceMs: Math.round(now - Math.min(...watched.map((one) => one.movedAt))),
      next,
    });
  }
}
