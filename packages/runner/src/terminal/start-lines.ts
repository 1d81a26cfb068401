import type { Ingest, PartitionAssigned, StartReason } from '@proj/kafka-ingest';
import { partitionList } from './partition-list.js';
import { isAlarming, whyText, type StartOfPartition } from './start-text.js';

/** A line of the log. */
export interface StartLine {
  readonly isAlarming: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** With more, one line each would hide what matters. */
const ONE_BY_ONE = 3;

/**
 * Where reading starts and why: a line for each data source and reason, or for each partition when
 * there are few.
 */
export function startLines(assigned: readonly PartitionAssigned[]): readonly StartLine[] {
  const groups = new Map<string, PartitionAssigned[]>();
  for (const one of assigned) {
    const key = JSON.stringify([one.datasource, one.topic, kindOf(one.start)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length > ONE_BY_ONE ? [lineOf(group)] : group.map((one) => lineOf([one])),
  );
}

/**
 * Passes on the lines of what is assigned from now on; a group assigns many partitions at once.
 *
 * @returns how to stop
 */
export function followStarts(ingest: Pick<Ingest, 'on'>, onLine: (line: StartLine) => void): () => void {
  let assigned: PartitionAssigned[] = [];
  const flush = (): void => {
    const lines = startLines(assigned);
    assigned = [];
    for (const line of lines) onLine(line);
  };
  return ingest.on('assigned', (one) => {
    if (assigned.push(one) === 1) setImmediate(flush);
  });
}

function lineOf(group: readonly PartitionAssigned[]): StartLine {
  const sorted = [...group].sort((a, b) => a.partition - b.partition);
  const starts = sorted.map(({ partition, offset, start: reason }) => ({ partition, offset, reason }));
  const [first] = sorted as [PartitionAssigned];
  const { datasource, topic, start, offset } = first;
  const partitions = sorted.map((one) => one.partition);
  const where = sorted.length === 1 ? `starts at ${offset}` : PLACES[start.kind];
  const why = whyText(starts as [StartOfPartition, ...StartOfPartition[]], topic);
  return {
    isAlarming: isAlarming(start),
    fields: { datasource, topic, reason: start.kind, partitions: starts },
    text: `${datasource}: ${partitionList(partitions)} ${where} (${why}).`,
  };
}

/** What has the same text shares a line. To skip nothing is another matter than to skip. */
function kindOf(reason: StartReason): string {
  if (reason.kind === 'other-topic') return `${reason.kind} ${reason.before} ${reason.now}`;
  return `${reason.kind} ${isAlarming(reason)}`;
}

const PLACES: Readonly<Record<StartReason['kind'], string>> = {
  committed: 'start where they were',
  plan: 'start where they were',
  earliest: 'start at their beginnings',
  latest: 'start at their ends',
  'new-partition': 'start at their beginnings',
  'new-topic': 'start at their beginnings',
  retention: 'start at the first offsets that are kept',
  'other-topic': 'start at their beginnings',
  'lost-end': 'start at other offsets than the committed ones',
};
