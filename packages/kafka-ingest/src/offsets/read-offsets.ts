import { parseRecord, type PositionRecord } from '../delivery/position-record.js';
import { decideStart, type StartReason } from '../delivery/starting.js';
import type { Clock } from '../ports.js';
import { systemClock } from '../system-clock.js';
import { GroupClient, type AskTime, type GroupMember } from './group-client.js';
import type { GroupOfDatasource } from './group-of-datasource.js';

/** Limits of a question about offsets. */
export interface OffsetsOptions {
  /** For each question to Kafka. In ms. @default 10_000 */
  readonly timeoutMs?: number;
  /** @default the system clock */
  readonly clock?: Clock;
}

/** Where a group is in a partition, and where it would go on. */
export interface PartitionOffsets {
  readonly partition: number;
  /** The offset to read next, as committed. Undefined when nothing is committed. */
  readonly committed: number | undefined;
  /** What is kept beside the committed offset. Undefined when there is nothing of ours. */
  readonly record: PositionRecord | undefined;
  /** The text beside the committed offset when it is not of ours: another tool has committed. */
  readonly foreignMetadata: string | undefined;
  /** The first offset that the broker still keeps. */
  readonly logStart: number;
  /** The offset that the next message will get. */
  readonly logEnd: number;
  /** Where an open transaction begins that holds the reading back. `logEnd` without one. */
  readonly stableEnd: number;
  /**
   * Offsets from the committed one to the end, as far as the broker still keeps them. Undefined
   * when nothing is committed.
   */
  readonly lag: number | undefined;
  /** Where a member that were given this partition now would start, and why. */
  readonly start: { readonly offset: number; readonly reason: StartReason };
}

/** Where the group of a data source is in its topic. */
export interface GroupOffsets {
  readonly datasource: string;
  readonly topic: string;
  /** Changes when the topic is deleted and created again. Undefined when the broker has none. */
  readonly topicId: string | undefined;
  readonly groupId: string;
  /** In the order of their numbers. */
  readonly partitions: readonly PartitionOffsets[];
  /** Who reads as this group now. They may read other topics too. */
  readonly members: readonly GroupMember[];
}

/**
 * Reads where the group of a data source is. Joins no group, changes nothing.
 *
 * @throws IngestError what went wrong with Kafka, in words and without secrets
 */
export const readOffsets = (group: GroupOfDatasource, options: OffsetsOptions = {}): Promise<GroupOffsets> =>
  GroupClient.use(group, askTime(options), (client) => offsetsOf(group, client));

/** The same over a connection that is open already. */
export async function offsetsOf(group: GroupOfDatasource, client: GroupClient): Promise<GroupOffsets> {
  const { datasource, topic, groupId, autoOffsetReset } = group;
  const { id: topicId, partitions: partitionCount } = await client.topic();
  await client.checkMayUse();
  const members = await client.members();
  // The commits first: an end that was read before a commit could lie below it.
  const committed = await client.committed(partitionCount);
  const starts = await client.offsets(partitionCount, 'earliest');
  const ends = await client.offsets(partitionCount, 'latest');
  const stableEnds = await client.offsets(partitionCount, 'latest', true);
  const partitions = committed.map(({ partition, offset, metadata }) => {
    const [logStart = 0, logEnd = 0] = [starts[partition], ends[partition]];
    const others = committed.filter((one) => one.partition !== partition && one.offset !== undefined);
    const siblingMetadata = others.map((one) => one.metadata ?? '');
    const facts = { partition, committedOffset: offset, committedMetadata: metadata, siblingMetadata, topicId };
    const start = decideStart(
      { ...facts, partitionCount, logStart, logEnd, createdLater: false },
      autoOffsetReset,
      () => 'next',
    );
    const record = parseRecord(metadata);
    return {
      partition,
      committed: offset,
      record,
      foreignMetadata: record ? undefined : metadata,
      logStart,
      logEnd,
      stableEnd: Math.min(stableEnds[partition] ?? logEnd, logEnd),
      lag: offset === undefined ? undefined : Math.max(0, logEnd - Math.max(offset, logStart)),
      start: { offset: start.offset, reason: start.reason },
    };
  });
  return { datasource, topic, topicId, groupId, partitions, members };
}

export const askTime = ({ timeoutMs = 10_000, clock = systemClock }: OffsetsOptions): AskTime => ({ timeoutMs, clock });
