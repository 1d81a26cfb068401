import { IngestError } from '@proj/diagnostics';
import { GroupClient, type GroupMember } from './group-client.js';
import type { GroupOfDatasource } from './group-of-datasource.js';
import { askTime, offsetsOf, type GroupOffsets, type OffsetsOptions } from './read-offsets.js';

/** Where to move a group: to an end of each partition, to a time, or to an offset. */
export type MoveTarget =
  | 'earliest'
  | 'latest'
  /** The first message from this time on, in ms since 1970; the end when there is none. */
  | { readonly timeMs: number }
  | { readonly offset: number };

/** The move of one partition. */
export interface PartitionMove {
  readonly partition: number;
  /** What is committed now. */
  readonly committed: number | undefined;
  /** Where reading would go on without the move. */
  readonly from: number;
  readonly to: number;
}

/** A move as it is planned; `moveOffsets` carries it out. */
export interface PlannedMove {
  readonly before: GroupOffsets;
  readonly partitions: readonly PartitionMove[];
}

/**
 * Plans a move of a group's offsets. Changes nothing.
 *
 * @param group whose offsets to move
 * @param target where to
 * @param options limits of the questions to Kafka
 * @param options.partition moves only this partition. Default: all of them
 * @throws IngestError `offsets/no-partition`, `offsets/which-partition` for one offset in several
 *   partitions, `offsets/out-of-range`, or what went wrong with Kafka
 */
export async function planMove(
  group: GroupOfDatasource,
  target: MoveTarget,
  { partition: only, ...options }: OffsetsOptions & { readonly partition?: number } = {},
): Promise<PlannedMove> {
  return GroupClient.use(group, askTime(options), async (client) => {
    const before = await offsetsOf(group, client);
    const chosen = before.partitions.filter((one) => only === undefined || one.partition === only);
    if (chosen.length === 0) throw noPartition(before, only);
    const isOffset = typeof target === 'object' && 'offset' in target;
    if (isOffset && chosen.length > 1) throw whichPartition(before, target.offset);
    const found = isOffset ? undefined : await client.offsets(before.partitions.length, target);
    const partitions = chosen.map(({ partition, committed, start, logStart, logEnd }): PartitionMove => {
      const to = isOffset ? target.offset : (found?.[partition] ?? logEnd);
      if (isOffset && (to < logStart || to > logEnd)) throw outOfRange(before, partition, to, logStart, logEnd);
      return { partition, committed, from: start.offset, to };
    });
    return { before, partitions };
  });
}

/**
 * Moves the offsets of a group that nobody reads as. They are committed without a record, so that
 * the next member begins a new epoch: ClickHouse does not take the rows that are then read again
 * for those that it has already.
 *
 * @throws IngestError `offsets/group-active` while the group has members; `offsets/changed` when
 *   other offsets are committed than those that were planned with; or what went wrong with Kafka
 */
export async function moveOffsets(
  group: GroupOfDatasource,
  move: PlannedMove,
  options: OffsetsOptions = {},
): Promise<void> {
  await GroupClient.use(group, askTime(options), async (client) => {
    await client.checkMayUse();
    const members = await client.members();
    if (members.length > 0) throw groupActive(group, members);
    const count = move.before.partitions.length;
    const now = await client.committed(count);
    const moved = move.partitions.find((one) => now[one.partition]?.offset !== one.committed);
    if (moved) throw changed(group, moved, now[moved.partition]?.offset);
    const offsets = move.partitions.map(({ partition, to }) => ({ partition, offset: to }));
    // The broker decides: a member may have joined since.
    if (!(await client.commit(offsets))) throw groupActive(group, await client.members());
    // The answer to the commit of several partitions does not say which of them was refused.
    const after = await client.committed(count);
    const refused = offsets.find((one) => after[one.partition]?.offset !== one.offset);
    if (refused) throw changed(group, { ...refused, committed: refused.offset }, after[refused.partition]?.offset);
  });
}

const failure = (code: string, text: string, hint: string): IngestError =>
  new IngestError(`offsets/${code}`, text, { retryable: false, hint });

const noPartition = ({ topic, partitions }: GroupOffsets, asked: number | undefined): IngestError =>
  failure(
    'no-partition',
    `Topic ${topic} has no partition ${asked ?? 0}.`,
    partitions.length === 1 ? 'It has only partition 0.' : `It has the partitions 0 to ${partitions.length - 1}.`,
  );

const whichPartition = ({ topic, partitions }: GroupOffsets, offset: number): IngestError =>
  failure(
    'which-partition',
    `Topic ${topic} has ${partitions.length} partitions, and ${offset} is another place in each of them.`,
    'Name one partition, or move all of them to earliest, latest or a time.',
  );

const outOfRange = (
  { topic }: GroupOffsets,
  partition: number,
  to: number,
  logStart: number,
  logEnd: number,
): IngestError =>
  failure(
    'out-of-range',
    `Partition ${partition} of ${topic} does not reach to offset ${to}: it holds ${logStart} to ${logEnd}.`,
    'The end itself is allowed: reading then begins with the next message.',
  );

function groupActive({ groupId }: GroupOfDatasource, members: readonly GroupMember[]): IngestError {
  const who = members.map(memberText).join('; ');
  const list = who === '' ? 'it has just been joined' : who;
  return failure(
    'group-active',
    `Group ${groupId} is in use, so its offsets cannot be moved: ${list}.`,
    'Stop every runner of this group first. One that was killed counts until its session times out.',
  );
}

/** One member: where it runs, and what it reads. */
function memberText({ clientId, host, instance, partitions }: GroupMember): string {
  const name = instance === undefined ? clientId : `${instance} (${clientId})`;
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  const reads = [...topics].map(([topic, own]) => `${topic}[${own.sort((a, b) => a - b).join(', ')}]`).join(', ');
  return `${name} at ${host.replace(/^\//, '')}${reads === '' ? '' : ` reads ${reads}`}`;
}

const changed = (
  { topic }: GroupOfDatasource,
  { partition, committed }: { readonly partition: number; readonly committed: number | undefined },
  now: number | undefined,
): IngestError =>
  failure(
    'changed',
    `The offset of ${topic}[${partition}] should be ${committed ?? 'uncommitted'}, but it is ${now ?? 'uncommitted'}: something else moves this group.`,
    'Look at the offsets again, then repeat the move.',
  );
