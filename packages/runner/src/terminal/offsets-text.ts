import { printable, printableJson } from '@proj/diagnostics';
import type { GroupMember, GroupOffsets, PartitionMove, PartitionOffsets, PlannedMove } from '@proj/kafka-ingest';
import { aligned } from './aligned.js';
import { amount } from './amount.js';
import { count } from './count.js';
import { whyText } from './start-text.js';

/** Where a group is, as a table with one line per partition. */
export function offsetsText(offsets: GroupOffsets, shown: readonly PartitionOffsets[] = offsets.partitions): string {
  const { datasource, topic, groupId, members } = offsets;
  const rows = shown.map((one) => [
    String(one.partition),
    one.committed === undefined ? '–' : String(one.committed),
    String(one.logEnd),
    one.lag === undefined ? '–' : String(one.lag),
    one.record?.plan ? `${one.record.plan.first}–${one.record.plan.last}` : '',
    one.record?.epoch ?? '',
    startCell(one, topic),
  ]);
  const titles = ['partition', 'committed', 'end', 'lag', 'planned', 'epoch', 'the next reader starts at'];
  const lines = [
    `${datasource} reads ${topic} as group ${groupId}. ${membersText(members)}`,
    ...(offsets.topicId === undefined ? [] : [`Topic id ${offsets.topicId}`]),
    '',
    ...aligned([titles, ...rows], new Set([4, 5, 6])),
    '',
    lagText(shown),
    ...shown.flatMap((one) => notes(one)),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** What a move would do, one line per partition. */
export function moveText({ before, partitions }: PlannedMove): string {
  const rows = partitions.map((one) => [
    String(one.partition),
    one.committed === undefined ? '–' : String(one.committed),
    String(one.to),
    effect(one),
  ]);
  const again = sum(partitions, (one) => one.from - one.to);
  const skipped = sum(partitions, (one) => one.to - one.from);
  const lines = [
    ...aligned([['partition', 'committed', 'moved to', ''], ...rows], new Set([3])),
    '',
    ...(again > 0
      ? [
          `${amount(again, 'message')} read again. What becomes of ${again === 1 ? 'it' : 'them'} is added to the rows that ${before.datasource} already has.`,
        ]
      : []),
    ...(skipped > 0 ? [`${amount(skipped, 'message')} skipped, and never become rows.`] : []),
    ...(again + skipped === 0 ? ['Reading would go on where it is.'] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** The offsets, and the move if there is one, for programs. */
export function offsetsJson(
  offsets: GroupOffsets,
  shown: readonly PartitionOffsets[],
  move?: { readonly partitions: readonly PartitionMove[]; readonly applied: boolean },
): string {
  const { datasource, topic, topicId = null, groupId, members } = offsets;
  const partitions = shown.map(({ committed = null, record = null, foreignMetadata = null, lag = null, ...one }) => ({
    ...one,
    committed,
    lag,
    record,
    foreignMetadata,
  }));
  const moves = move && {
    applied: move.applied,
    partitions: move.partitions.map(({ partition, committed = null, from, to }) => ({
      partition,
      committed,
      from,
      to,
    })),
  };
  const all = { datasource, topic, topicId, groupId, members, partitions, ...(moves ? { move: moves } : {}) };
  return `${printableJson(JSON.stringify(all, null, 2))}\n`;
}

function startCell({ partition, start: { offset, reason } }: PartitionOffsets, topic: string): string {
  const why = whyText([{ partition, offset, reason }], topic);
  return reason.kind === 'committed' ? `${offset}` : `${offset}: ${why}`;
}

function membersText(members: readonly GroupMember[]): string {
  if (members.length === 0) return 'Nothing reads as this group now.';
  const names = members.map(({ instance, clientId, host }) => `${instance ?? clientId} at ${host.replace(/^\//, '')}`);
  return `${count(members.length, 'member')}: ${names.join(', ')}.`;
}

function lagText(shown: readonly PartitionOffsets[]): string {
  const lag = sum(shown, (one) => one.lag ?? 0);
  const unknown = shown.filter((one) => one.lag === undefined).length;
  const others = unknown === 0 ? '' : ` Nothing is committed in ${count(unknown, 'partition')}.`;
  return `Lag: ${lag.toLocaleString('en-US')}.${others}`;
}

function notes({ partition, foreignMetadata, stableEnd, logEnd }: PartitionOffsets): readonly string[] {
  return [
    ...(stableEnd < logEnd ? [`Partition ${partition}: an open transaction holds reading back at ${stableEnd}.`] : []),
    ...(foreignMetadata === undefined
      ? []
      : [`Partition ${partition}: another program has committed, with the text "${cut(foreignMetadata)}".`]),
  ];
}

function effect({ from, to }: PartitionMove): string {
  if (from === to) return 'as it is';
  return to < from ? `${amount(from - to, 'message')} read again` : `${amount(to - from, 'message')} skipped`;
}

/** The sum of what is above zero. */
const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + Math.max(0, of(one)), 0);

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
