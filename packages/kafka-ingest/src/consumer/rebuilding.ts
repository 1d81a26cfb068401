import type { Incarnation, Plan } from '../delivery/position-record.js';
import type { Pipeline } from '../pipeline.js';
import type { RowSink, TopicPartition } from '../ports.js';
import { queryIdPrefix } from './insert-token.js';

/** A plan to be followed, and what it is about. */
export interface RebuildOptions {
  readonly pipeline: Pipeline;
  readonly where: TopicPartition;
  readonly plan: Plan;
  readonly incarnation: Incarnation;
  readonly sink: RowSink;
  /** Now, in ms since 1970. */
  readonly unixMs: number;
  /** For how long ClickHouse surely remembers a token. In ms. */
  readonly tokenLifeMs: number;
}

/** The messages of a plan whose rows are in the tables already. */
export interface Stored {
  /** Undefined when that need not be known: ClickHouse still recognises the token. */
  readonly offsets: ReadonlySet<number> | undefined;
}

/** ClickHouse remembers this many parts of a table that we create. */
const WINDOW = 10_000;
/** Replicated tables forget tokens after an hour, however few there are. */
const MOST_MS = 50 * 60_000;

/**
 * For how long ClickHouse surely remembers a token: until all partitions of a topic together can
 * have written a quarter of the window. A block that touches several table partitions counts
 * several times, hence the margin.
 */
export const tokenLifeMs = (partitionCount: number, maxAgeMs: number): number =>
  Math.min(MOST_MS, (WINDOW / 4 / Math.max(1, partitionCount)) * maxAgeMs);

/**
 * What has to be known before a planned range is built again. Its insert may still be running, for
 * an owner that does not exist any more: it is ended first. And its rows may be stored without its
 * token being recognised: ClickHouse forgets tokens after many other inserts or a long time, and
 * pieces have tokens of their own. Then the tables are asked which rows they have.
 *
 * @throws when ClickHouse does not answer
 */
export async function prepareRebuild(options: RebuildOptions): Promise<Stored> {
  const { plan, unixMs, tokenLifeMs } = options;
  await endEarlier(options);
  const isRemembered = unixMs - plan.at < tokenLifeMs;
  return { offsets: isRemembered && !plan.inPieces ? undefined : await readBack(options) };
}

/**
 * Ends the inserts of a partition that were given up and may still be running. One that lands after
 * the tables were read would double what is inserted then.
 */
export async function endEarlier({
  pipeline,
  where,
  sink,
}: Pick<RebuildOptions, 'pipeline' | 'where' | 'sink'>): Promise<void> {
  const { datasource, groupId } = pipeline;
  const { topic, partition } = where;
  await sink.endInserts?.(queryIdPrefix({ datasource, groupId, topic, partition }));
}

/**
 * Which offsets of a range the tables hold. Undefined when that proves nothing: below the floor of
 * the epoch, rows of an earlier epoch may lie. There, a row more is better than a row less.
 */
export async function readBack({
  pipeline,
  where: { topic, partition },
  plan: { first, last },
  incarnation: { floor },
  sink,
}: Pick<RebuildOptions, 'pipeline' | 'where' | 'incarnation' | 'sink'> & {
  readonly plan: Pick<Plan, 'first' | 'last'>;
}): Promise<ReadonlySet<number> | undefined> {
  if (floor === undefined || first < floor) return undefined;
  return sink.storedOffsets?.({ tables: [pipeline.landing, pipeline.quarantine], topic, partition, first, last });
}
