/**
 * What is kept at the broker beside the committed offset of a partition, as the metadata of the
 * commit: which topic and which replay the offset belongs to, and the range that may have been
 * inserted already.
 */
export interface PositionRecord extends Incarnation {
  /** The range that was written down before it was inserted. Absent when nothing is planned. */
  readonly plan?: Plan;
}

/** A life of a partition: the same offsets in another incarnation are other messages. */
export interface Incarnation {
  /** The topic's own id. Undefined when the broker has none. */
  readonly topicId: string | undefined;
  /**
   * Begins anew whenever reading starts without a record: a new group, a deleted one, offsets that
   * another tool has set. Its inserts are never taken for those of an earlier epoch.
   */
  readonly epoch: string;
  /**
   * Where the offsets began, when the epoch did, of which the tables held nothing. Rows below may
   * stem from an earlier epoch, so that reading them back proves nothing; rows from it on are of
   * this one. Undefined before the first plan of the epoch: nothing was inserted in it yet.
   */
  readonly floor: number | undefined;
  /** How many partitions the topic had when the epoch began: later ones are read from the start. */
  readonly partitions: number;
}

/** A planned range: offsets, both included, and when it was planned, in ms since 1970. */
export interface Plan {
  readonly first: number;
  readonly last: number;
  readonly at: number;
  /**
   * Some of its rows may be stored under other tokens than that of the whole range: because
   * ClickHouse has refused to take it whole, or because a part was there already.
   */
  readonly inPieces: boolean;
}

/** Grows with every change that an earlier version would misread. */
const VERSION = 1;

/**
 * The metadata of a commit: at most about 200 characters, far below the 4,096 bytes that a broker
 * allows by default. A person who asks the broker for it can read it.
 *
 * @example
 * printRecord({ topicId: 'pTjwoE2TQzyv', epoch: 'mb2k1x-3f', floor: 0, partitions: 4, plan: { first: 10, last: 19, at: 1_700_000_000_000, inPieces: false } });
 * // => '{"v":1,"topic":"pTjwoE2TQzyv","epoch":"mb2k1x-3f","floor":0,"partitions":4,"plan":[10,19],"at":1700000000000}'
 */
export function printRecord({ topicId, epoch, floor, partitions, plan }: PositionRecord): string {
  return JSON.stringify({
    v: VERSION,
    ...(topicId === undefined ? {} : { topic: topicId }),
    epoch,
    ...(floor === undefined ? {} : { floor }),
    partitions,
    ...(plan ? { plan: [plan.first, plan.last], at: plan.at, ...(plan.inPieces ? { pieces: true } : {}) } : {}),
  });
}

/**
 * Reads what `printRecord` has written. Undefined for foreign texts and unknown versions: the
 * offset counts then, and a new epoch begins.
 */
export function parseRecord(text: string | undefined): PositionRecord | undefined {
  if (!text?.startsWith('{')) return undefined;
  let read: Readonly<Record<string, unknown>>;
  try {
    read = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  const { v, topic, epoch, floor, partitions } = read;
  if (v !== VERSION || !isName(epoch) || !isOffset(partitions)) return undefined;
  if (floor !== undefined && !isOffset(floor)) return undefined;
  if (topic !== undefined && !isName(topic)) return undefined;
  const plan = parsePlan(read);
  return plan === 'broken' ? undefined : { topicId: topic, epoch, floor, partitions, ...(plan ? { plan } : {}) };
}

function parsePlan({ plan, at, pieces = false }: Readonly<Record<string, unknown>>): Plan | 'broken' | undefined {
  if (plan === undefined) return undefined;
  const [first, last]: unknown[] = Array.isArray(plan) ? (plan as unknown[]) : [];
  if (!isOffset(first) || !isOffset(last) || !isOffset(at) || last < first || typeof pieces !== 'boolean')
    return 'broken';
  return { first, last, at, inPieces: pieces };
}

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** It becomes part of tokens, so it must not hold what separates their parts. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w+/=-]{1,64}$/.test(value);
