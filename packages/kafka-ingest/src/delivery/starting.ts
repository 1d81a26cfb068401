import { parseRecord, type Incarnation, type Plan, type PositionRecord } from './position-record.js';

/** What a source knows of a partition that it has been given. */
export interface StartFacts {
  readonly partition: number;
  /**
   * The offset to read next, as the group has committed it. Undefined when nothing is committed.
   */
  readonly committedOffset: number | undefined;
  /** The text committed along with the offset. Undefined when there is none. */
  readonly committedMetadata: string | undefined;
  /**
   * The texts that the group has committed along with the offsets of the topic's other partitions;
   * an empty text for an offset without one. No element for a partition without a committed offset.
   */
  readonly siblingMetadata: readonly string[];
  /**
   * The topic's own id, which changes when the topic is deleted and created again. Undefined when
   * the broker has none.
   */
  readonly topicId: string | undefined;
  /** How many partitions the topic has. */
  readonly partitionCount: number;
  /** The first offset that the broker still keeps. */
  readonly logStart: number;
  /** The offset that the next message will get: the high-water mark. */
  readonly logEnd: number;
  /** Whether the topic was created while this source was waiting for it. */
  readonly createdLater: boolean;
}

/** Why reading starts where it does. */
export type StartReason =
  /** At the committed offset. */
  | { readonly kind: 'committed' }
  /** At the committed offset: the range up to `last` may have been inserted, and is built again. */
  | { readonly kind: 'plan'; readonly last: number }
  /** Nothing is committed, and the reset policy is `earliest`. */
  | { readonly kind: 'earliest' }
  /** Nothing is committed, and the reset policy is `latest`: `skipped` offsets are not read. */
  | { readonly kind: 'latest'; readonly skipped: number }
  /** The group knows the topic, and the partition was added later: nothing of it is skipped. */
  | { readonly kind: 'new-partition' }
  /** The topic was created while we waited for it: nothing of it is skipped. */
  | { readonly kind: 'new-topic' }
  /** Retention has passed the committed offset: `missing` offsets are gone. */
  | { readonly kind: 'retention'; readonly committed: number; readonly missing: number }
  /** The committed offset belongs to another topic of the same name. */
  | { readonly kind: 'other-topic'; readonly committed: number; readonly before: string; readonly now: string }
  /** The partition ends before the committed offset: it has lost its end, or was created again. */
  | { readonly kind: 'lost-end'; readonly committed: number };

/** Where reading starts. */
export interface Start {
  readonly offset: number;
  readonly reason: StartReason;
  readonly incarnation: Incarnation;
  /**
   * What the broker holds, with the plan that has to be built again. Undefined when it holds
   * nothing, or the offset of something else.
   */
  readonly stored: { readonly offset: number; readonly plan: Plan | undefined } | undefined;
}

/**
 * Decides where reading starts. The rule behind it: what the group has not committed is read,
 * unless `latest` says that a group that is new to a topic does not want what is already there.
 *
 * @param reset what to do when the group has committed nothing
 * @param newEpoch a name that no epoch has had before
 */
export function decideStart(facts: StartFacts, reset: 'earliest' | 'latest', newEpoch: () => string): Start {
  const { committedOffset: committed, topicId, logStart, logEnd, partitionCount: partitions } = facts;
  const fresh = (): Incarnation => ({ topicId, epoch: newEpoch(), floor: undefined, partitions });
  if (committed === undefined) return { ...withoutCommit(facts, reset), incarnation: fresh(), stored: undefined };

  const record = parseRecord(facts.committedMetadata);
  const isSameTopic = record?.topicId !== undefined && record.topicId === topicId;
  if (record?.topicId !== undefined && topicId !== undefined && !isSameTopic) {
    const reason = { kind: 'other-topic', committed, before: record.topicId, now: topicId } as const;
    return { offset: logStart, reason, incarnation: fresh(), stored: undefined };
  }
  if (committed > logEnd) {
    // In the same topic, what lies below its end was done. Otherwise all of it may be new.
    const offset = isSameTopic ? logEnd : logStart;
    return { offset, reason: { kind: 'lost-end', committed }, incarnation: fresh(), stored: undefined };
  }
  // What follows the end that is left must not be taken for the messages that the plan was made of.
  if (record?.plan?.first === committed && record.plan.last >= logEnd) {
    const offset = Math.max(committed, logStart);
    return { offset, reason: { kind: 'lost-end', committed }, incarnation: fresh(), stored: undefined };
  }
  // A plan that does not begin at the offset was left there by something else than a commit of
  // ours.
  const plan = record?.plan?.first === committed && record.plan.last >= logStart ? record.plan : undefined;
  return {
    offset: Math.max(committed, logStart),
    reason: reasonOf(committed, logStart, plan),
    // Without notes, the partitions that the group has offsets for are those that it knew.
    incarnation: record ? incarnationOf(record, topicId) : { ...fresh(), partitions: facts.siblingMetadata.length + 1 },
    stored: { offset: committed, plan },
  };
}

function reasonOf(committed: number, logStart: number, plan: Plan | undefined): StartReason {
  if (committed < logStart) return { kind: 'retention', committed, missing: logStart - committed };
  return plan ? { kind: 'plan', last: plan.last } : { kind: 'committed' };
}

const incarnationOf = ({ epoch, floor, partitions, ...record }: PositionRecord, topicId?: string): Incarnation => ({
  topicId: topicId ?? record.topicId,
  epoch,
  floor,
  partitions,
});

function withoutCommit(facts: StartFacts, reset: 'earliest' | 'latest'): Pick<Start, 'offset' | 'reason'> {
  const { logStart, logEnd, createdLater } = facts;
  if (createdLater) return { offset: logStart, reason: { kind: 'new-topic' } };
  if (isAdded(facts)) return { offset: logStart, reason: { kind: 'new-partition' } };
  if (reset === 'earliest') return { offset: logStart, reason: { kind: 'earliest' } };
  return { offset: logEnd, reason: { kind: 'latest', skipped: logEnd - logStart } };
}

/**
 * Whether the partition did not exist when the group began with the topic. Members note how many
 * partitions there were; where no note is left, a group that has commits knows the topic.
 */
function isAdded({ partition, siblingMetadata, topicId }: StartFacts): boolean {
  const records = siblingMetadata.map(parseRecord);
  const ofThisTopic = records.filter((one) => one?.topicId === undefined || topicId === undefined || one.topicId === topicId); // prettier-ignore
  if (ofThisTopic.length === 0) return false;
  const counts = ofThisTopic.flatMap((one) => (one ? [one.partitions] : []));
  return counts.length === 0 || partition >= Math.min(...counts);
}
