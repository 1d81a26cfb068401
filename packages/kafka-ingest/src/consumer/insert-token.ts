/** The range of a batch: its data source, partition, first and last offset. */
export interface BatchRange {
  readonly datasource: string;
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

export type BlockKind = 'landing' | 'quarantine';

/**
 * The token by which ClickHouse recognises a repeated insert. The same range of the same
 * incarnation of a topic gives the same token; a topic that was deleted and created again has
 * another incarnation.
 */
export const insertToken = (
  { datasource, topic, partition, first, last }: BatchRange,
  incarnation: string,
  kind: BlockKind,
): string => `${datasource}:${incarnation}:${topic}:${partition}:${first}-${last}:${kind}`;

/** Names one attempt of one insert. ClickHouse refuses two concurrent queries with the same id. */
export const insertQueryId = (
  { datasource, topic, partition, first, last }: BatchRange,
  kind: BlockKind,
  attempt: number,
): string => `${datasource}:${topic}:${partition}:${first}-${last}:${kind === 'landing' ? attempt : `q${attempt}`}`;
