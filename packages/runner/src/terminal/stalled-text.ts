import type { Stalled } from '@proj/kafka-ingest';
import { partitionList } from './partition-list.js';

/** Which partitions wait, for what, since when, and what comes next. */
export function stalledText({ datasource, topic, partitions, lag, waitingFor, sinceMs, next }: Stalled): string {
  const where =
    partitions.length === 0
      ? `${topic}, of which no partition is assigned`
      : `${partitionList(partitions)} of ${topic}`;
  const behind = lag === undefined ? 'lag unknown' : `lag ${lag.toLocaleString('en-US')}`;
  const since = Math.round(sinceMs / 1_000);
  return `${datasource}: nothing has landed for ${since} s from ${where} (${behind}). It is waiting for ${waitingFor}. Next: ${next}.`;
}
