import { describe, expect, it } from 'vitest';
import type { GroupOffsets, PartitionOffsets } from '@proj/kafka-ingest';
import { moveText, offsetsJson, offsetsText } from '../src/terminal/offsets-text.js';

const untouched: PartitionOffsets = {
  partition: 0,
  committed: undefined,
  record: undefined,
  foreignMetadata: undefined,
  logStart: 0,
  logEnd: 5_810,
  stableEnd: 5_810,
  lag: undefined,
  start: { offset: 5_810, reason: { kind: 'latest', skipped: 5_810 } },
};
const planned: PartitionOffsets = {
  ...untouched,
  partition: 1,
  committed: 1_200,
  lag: 4_610,
  record: {
    topicId: 'pTjw',
    epoch: 'mb2k1x-3f',
    floor: 0,
    partitions: 2,
    plan: { first: 1_200, last: 1_299, at: 1, inPieces: false },
  },
  start: { offset: 1_200, reason: { kind: 'plan', last: 1_299 } },
};
const offsets: GroupOffsets = {
  datasource: 'orders',
  topic: 'orders.v1',
  topicId: 'pTjw',
  groupId: 'shop',
  partitions: [untouched, planned],
  members: [],
};

describe('offsets as a table', () => {
  it('shows each partition with its record, and where the next reader would start', () => {
    expect(offsetsText(offsets)).toBe(
      `orders reads orders.v1 as group shop. Nothing reads as this group now.
Topic id pTjw

partition  committed   end   lag  planned    epoch      the next reader starts at
        0          –  5810     –                        5810: nothing committed, and the policy is latest; 5,810 messages are skipped
        1       1200  5810  4610  1200–1299  mb2k1x-3f  1200: committed; the batch up to 1299 was planned, and is sent again exactly as it was

Lag: 4,610. Nothing is committed in 1 partition.
`,
    );
  });

  it('names members, open transactions and the texts of other programs, escaped', () => {
    const text = offsetsText({
      ...offsets,
      members: [{ clientId: 'kafka-ingest', host: '/10.0.0.5', instance: 'pod-7', partitions: [] }],
      partitions: [{ ...planned, record: undefined, foreignMetadata: 'hi\u001B[2J', stableEnd: 1_500 }],
    });
    expect(text).toContain('1 member: pod-7 at 10.0.0.5.');
    expect(text).toContain('Partition 1: an open transaction holds reading back at 1500.');
    expect(text).toContain(String.raw`Partition 1: another program has committed, with the text "hi\x1B[2J".`);
  });

  it('is complete in JSON, with null for what is unknown', () => {
    const move = { applied: false, partitions: [{ partition: 0, committed: undefined, from: 5_810, to: 0 }] };
    expect(JSON.parse(offsetsJson(offsets, offsets.partitions, move))).toMatchObject({
      datasource: 'orders',
      topicId: 'pTjw',
      partitions: [
        { partition: 0, committed: null, lag: null, record: null },
        { committed: 1_200, record: { epoch: 'mb2k1x-3f', plan: { first: 1_200, last: 1_299 } } },
      ],
      move: { applied: false, partitions: [{ partition: 0, committed: null, from: 5_810, to: 0 }] },
    });
  });
});

it('a move is shown with what is read again and what is skipped', () => {
  const text = moveText({
    before: offsets,
    partitions: [
      { partition: 0, committed: undefined, from: 5_810, to: 5_809 },
      { partition: 1, committed: 1_200, from: 1_200, to: 2_000 },
      { partition: 2, committed: 7, from: 7, to: 7 },
    ],
  });
  expect(text).toBe(
    `partition  committed  moved to
        0          –      5809  1 message is read again
        1       1200      2000  800 messages are skipped
        2          7         7  as it is

1 message is read again. What becomes of it is added to the rows that orders already has.
800 messages are skipped, and never become rows.
`,
  );
});
