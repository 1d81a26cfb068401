import type { AssignedPartition } from '../../src/ports.js';

/** What the world knows of a topic, besides the facts that a member was given. */
export interface TopicHistory {
  /** How many partitions the topic had when the group stored its first offset; undefined: never. */
  readonly partitionsAtFirstCommit: number | undefined;
  /** Of the topic whose offset is stored, or undefined when the commit had no record. */
  readonly topicIdOfCommit: string | undefined;
}

/**
 * The latest offset at which reading may start, written from what is promised and not from the
 * engine's code: what the group has not committed is read, unless a group that is new to the topic
 * starts with `latest`.
 */
export function latestStart(facts: AssignedPartition, reset: 'earliest' | 'latest', history: TopicHistory): number {
  const { committedOffset, partition, topicId, logStart, logEnd, createdLater } = facts;
  if (committedOffset !== undefined) {
    const isOther = history.topicIdOfCommit !== undefined && history.topicIdOfCommit !== topicId;
    if (isOther) return logStart;
    // Past the end: of another topic, for all that is known, unless the record says otherwise.
    if (committedOffset > logEnd) return history.topicIdOfCommit === undefined ? logStart : logEnd;
    return Math.max(committedOffset, logStart);
  }
  if (reset === 'earliest' || createdLater) return logStart;
  const { partitionsAtFirstCommit } = history;
  return partitionsAtFirstCommit !== undefined && partition >= partitionsAtFirstCommit ? logStart : logEnd;
}
