import type { Incarnation } from '../delivery/position-record.js';

/** The range of a batch: its data source, group, partition, first and last offset. */
export interface BatchRange {
  readonly datasource: string;
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

export type BlockKind = 'landing' | 'quarantine';

/**
 * The token by which ClickHouse recognises a repeated insert. The same range of the same
 * incarnation gives the same token, whichever process makes it. A topic that was deleted and
 * created again, a wanted replay and another group get other tokens: their rows are not
 * repetitions.
 */
export const insertToken = (
  { datasource, groupId, topic, partition, first, last }: BatchRange,
  { topicId = '-', epoch }: Incarnation,
  kind: BlockKind,
): string => `${datasource}:${groupId}:${topicId}.${epoch}:${topic}:${partition}:${first}-${last}:${kind}`;

/** What the query ids of all inserts of a partition begin with. */
export const queryIdPrefix = ({ datasource, groupId, topic, partition }: Omit<BatchRange, 'first' | 'last'>): string =>
  `${datasource}:${groupId}:${topic}:${partition}:`;

/**
 * Names one attempt of one insert. ClickHouse refuses two concurrent queries with the same id.
 *
 * @param run differs between the owners of a partition: the attempts of each count from 1
 */
export const insertQueryId = (range: BatchRange, kind: BlockKind, run: string, attempt: string): string =>
  `${queryIdPrefix(range)}${range.first}-${range.last}:${kind === 'landing' ? '' : 'q'}${run}.${attempt}`;
