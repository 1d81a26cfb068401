import { expect, it } from 'vitest';
import type { PartitionAssigned, StartReason } from '@proj/kafka-ingest';
import { startLines } from '../src/terminal/start-lines.js';

const at = (partition: number, offset: number, start: StartReason): PartitionAssigned => ({
  datasource: 'events',
  topic: 'orders',
  partition,
  offset,
  start,
});
const texts = (assigned: readonly PartitionAssigned[]): readonly string[] =>
  startLines(assigned).map((one) => `${one.isAlarming ? 'warn' : 'info'} ${one.text}`);

it('each partition says where it starts and why, and what was lost or skipped is a warning', () => {
  expect(
    texts([
      at(0, 1_200, { kind: 'committed' }),
      at(1, 5_310, { kind: 'latest', skipped: 500 }),
      at(2, 0, { kind: 'latest', skipped: 0 }),
      at(3, 100, { kind: 'retention', committed: 10, missing: 90 }),
      at(4, 0, { kind: 'other-topic', committed: 7, before: 'a', now: 'b' }),
      at(5, 0, { kind: 'new-partition' }),
      at(6, 1_200, { kind: 'plan', last: 1_299 }),
      at(7, 3, { kind: 'lost-end', committed: 9 }),
    ]),
  ).toEqual([
    'info events: partition 0 starts at 1200 (committed).',
    'warn events: partition 1 starts at 5310 (nothing committed, and the policy is latest; 500 messages are skipped).',
    'info events: partition 2 starts at 0 (nothing committed, and the policy is latest).',
    'warn events: partition 3 starts at 100 (retention has passed the committed offset 10; 90 messages are lost before they were read).',
    'warn events: partition 4 starts at 0 (orders was deleted and created again, id a → b; reading it from its beginning).',
    'info events: partition 5 starts at 0 (added to the topic later, so nothing of it is skipped).',
    'info events: partition 6 starts at 1200 (committed; the batch up to 1299 was planned, and is sent again exactly as it was).',
    'warn events: partition 7 starts at 3 (it ends before the committed offset 9: it lost its end, or was created again).',
  ]);
});

it('many partitions that start for the same reason share one line with their sum', () => {
  const many = (first: number, count: number, start: StartReason) =>
    Array.from({ length: count }, (_, i) => at(first + i, 10 * i, start));
  expect(
    texts([
      ...many(0, 100, { kind: 'committed' }),
      at(200, 1, { kind: 'committed' }),
      ...many(100, 4, { kind: 'latest', skipped: 1_500 }),
      ...many(104, 5, { kind: 'retention', committed: 1, missing: 2 }),
    ]),
  ).toEqual([
    'info events: partitions 0–99, 200 start where they were (committed).',
    'warn events: partitions 100–103 start at their ends (nothing committed, and the policy is latest; 6,000 messages are skipped).',
    'warn events: partitions 104–108 start at the first offsets that are kept (retention has passed the committed offsets; 10 messages are lost before they were read).',
  ]);
});
