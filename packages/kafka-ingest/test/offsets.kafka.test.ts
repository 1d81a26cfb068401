import { expect, inject, it } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { printRecord } from '../src/delivery/position-record.js';
import { moveOffsets, planMove, readOffsets } from '../src/index.js';
import { commitAs, joinGroup } from './support/group-member.js';
import { clientOf, pipelineOf } from './support/pipelines.js';

const broker = inject('kafkaBootstrapServers');

// Not older: retention would remove such messages during the test.
const FIRST_MS = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;

/** A topic with ten messages in each partition, a second apart, and a data source that reads it. */
async function ordersOf(partitions: number, autoOffsetReset: 'earliest' | 'latest' = 'earliest') {
  const topic = uniqueName('orders');
  await createTopic(broker, topic, { partitions });
  const messages = Array.from({ length: 10 * partitions }, (_, i) => ({
    value: '{}',
    partition: i % partitions,
    timestamp: FIRST_MS + Math.floor(i / partitions) * 1_000,
  }));
  await produce(broker, topic, messages);
  const groupId = uniqueName('group');
  const group = pipelineOf({ datasource: 'orders', topic, groupId, client: clientOf(broker), autoOffsetReset });
  const commit = (partition: number, offset: number, metadata?: string) =>
    commitAs({ broker, groupId }, [{ topic, partition, offset, ...(metadata === undefined ? {} : { metadata }) }]);
  const committed = async () =>
    (await readOffsets(group)).partitions.map((one) => [one.committed, one.record?.epoch, one.foreignMetadata]);
  return { topic, groupId, group, commit, committed };
}

it('the offsets of a group show what is committed, what is kept beside it, and where reading would start', async () => {
  const { group, commit, topic } = await ordersOf(3);
  const { topicId } = await readOffsets(group);
  const plan = { first: 4, last: 7, at: 1_700_000_000_000, inPieces: false };
  await commit(0, 4, printRecord({ topicId, epoch: 'e1', floor: 0, partitions: 3, plan }));
  await commit(1, 10, 'set by another tool');
  expect(await readOffsets(group)).toMatchObject({
    datasource: 'orders',
    topic,
    topicId: expect.stringMatching(/^[\w+/]{22}$/),
    members: [],
    partitions: [
      { partition: 0, committed: 4, lag: 6, record: { epoch: 'e1', plan }, start: { offset: 4, reason: { kind: 'plan', last: 7 } } }, // prettier-ignore
      { partition: 1, committed: 10, lag: 0, record: undefined, foreignMetadata: 'set by another tool', start: { offset: 10, reason: { kind: 'committed' } } }, // prettier-ignore
      { partition: 2, committed: undefined, lag: undefined, logStart: 0, logEnd: 10, stableEnd: 10, start: { offset: 0, reason: { kind: 'earliest' } } }, // prettier-ignore
    ],
  });
});

it('a move to the beginning, the end, a time or an offset says how many messages lie between', async () => {
  const { group, commit } = await ordersOf(2, 'latest');
  await commit(0, 6);
  const movesTo = async (...how: Parameters<typeof planMove> extends [unknown, ...infer Rest] ? Rest : never) =>
    (await planMove(group, ...how)).partitions.map(({ partition, from, to }) => [partition, from, to]);
  expect(await movesTo('earliest')).toEqual([[0, 6, 0], [1, 0, 0]]); // prettier-ignore
  expect(await movesTo('latest')).toEqual([[0, 6, 10], [1, 0, 10]]); // prettier-ignore
  // Between the fourth message and the fifth.
  expect(await movesTo({ timeMs: FIRST_MS + 3_500 })).toEqual([[0, 6, 4], [1, 0, 4]]); // prettier-ignore
  expect(await movesTo({ timeMs: 4_000_000_000_000 })).toEqual([[0, 6, 10], [1, 0, 10]]); // prettier-ignore
  expect(await movesTo({ offset: 10 }, { partition: 0 })).toEqual([[0, 6, 10]]);
});

it('a place that the topic does not have is refused with the places that it has', async () => {
  const { group, topic } = await ordersOf(2);
  await expect(planMove(group, 'earliest', { partition: 2 })).rejects.toMatchObject({
    code: 'offsets/no-partition',
    message: `Topic ${topic} has no partition 2.`,
    hint: 'It has the partitions 0 to 1.',
  });
  await expect(planMove(group, { offset: 3 })).rejects.toMatchObject({ code: 'offsets/which-partition' });
  await expect(planMove(group, { offset: 11 }, { partition: 1 })).rejects.toMatchObject({
    code: 'offsets/out-of-range',
    message: `Partition 1 of ${topic} does not reach to offset 11: it holds 0 to 10.`,
  });
});

it('moved offsets are committed without a record, so that the next reader begins a new epoch', async () => {
  const { group, commit, committed } = await ordersOf(2);
  await commit(0, 10, printRecord({ topicId: undefined, epoch: 'e1', floor: 0, partitions: 2 }));
  await commit(1, 10, printRecord({ topicId: undefined, epoch: 'e1', floor: 0, partitions: 2 }));
  await moveOffsets(group, await planMove(group, { timeMs: FIRST_MS + 5_000 }));
  expect(await committed()).toEqual([[5, undefined, undefined], [5, undefined, undefined]]); // prettier-ignore
  await moveOffsets(group, await planMove(group, 'earliest', { partition: 1 }));
  expect(await committed()).toEqual([[5, undefined, undefined], [0, undefined, undefined]]); // prettier-ignore
});

it('offsets of a group with members are not moved, and the members are named', async () => {
  const { group, topic, groupId, commit, committed } = await ordersOf(1);
  await commit(0, 6);
  const move = await planMove(group, 'earliest');
  const member = await joinGroup(
    { broker, groupId, topic },
    { 'client.id': 'other-app', 'group.instance.id': 'pod-7' },
  );
  await expect(moveOffsets(group, move)).rejects.toMatchObject({
    code: 'offsets/group-active',
    message: `Group ${groupId} is in use, so its offsets cannot be moved: pod-7 (other-app) at 127.0.0.1 reads ${topic}[0].`,
  });
  expect((await readOffsets(group)).members).toMatchObject([
    { instance: 'pod-7', partitions: [{ topic, partition: 0 }] },
  ]);
  expect(await committed()).toEqual([[6, undefined, undefined]]);
  await member.leave();
});

it('a plan does not overwrite what was committed after it was made', async () => {
  const { group, commit, committed } = await ordersOf(1);
  await commit(0, 3);
  const move = await planMove(group, 'earliest');
  await commit(0, 8);
  await expect(moveOffsets(group, move)).rejects.toMatchObject({
    code: 'offsets/changed',
    message: expect.stringContaining('should be 3, but it is 8'),
  });
  expect(await committed()).toEqual([[8, undefined, undefined]]);
});

it('a topic that does not exist is reported in words', async () => {
  const topic = uniqueName('nowhere');
  const group = pipelineOf({ topic, groupId: topic, client: clientOf(broker) });
  await expect(readOffsets(group)).rejects.toMatchObject({ message: expect.stringContaining(topic) });
});
