import { expect, inject, it } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, deleteTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { addPartitions, forgetBefore } from './support/change-topic.js';
import { joinGroup, until } from './support/source-member.js';

const servers = (): string => inject('kafkaBootstrapServers');
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const numbered = (from: number, to: number, partition = 0) =>
  range(from, to).map((n) => ({ value: `${n}`, partition }));

it('a member learns what was committed, also in the other partitions, which topic it is, and what the broker holds', async () => {
  const topic = uniqueName('facts');
  await createTopic(servers(), topic, { partitions: 3 });
  await produce(servers(), topic, [...numbered(0, 10, 0), ...numbered(0, 20, 1)]);
  await forgetBefore(servers(), topic, 1, 5);
  const first = joinGroup(topic);
  await until(() => expect(first.facts).toHaveLength(3));
  const [before] = first.facts;
  expect(before?.topicId).toMatch(/^[\w+/-]{22}$/);
  expect(first.facts).toContainEqual({
    ...{ topic, partition: 1, committedOffset: undefined, committedMetadata: undefined, siblingMetadata: [] },
    ...{ topicId: before?.topicId, partitionCount: 3, logStart: 5, logEnd: 20, createdLater: false },
  });
  await first.source.commit([
    { topic, partition: 0, offset: 3, metadata: '{"v":1}' },
    { topic, partition: 1, offset: 20, metadata: '' },
  ]);
  await first.close();

  const second = joinGroup(topic);
  await until(() => expect(second.facts).toHaveLength(3));
  const of = (partition: number) => second.facts.find((one) => one.partition === partition);
  expect(of(0)).toMatchObject({ committedOffset: 3, committedMetadata: '{"v":1}', siblingMetadata: [''], logEnd: 10 });
  expect(of(1)).toMatchObject({ committedOffset: 20, committedMetadata: undefined, siblingMetadata: ['{"v":1}'] });
  expect(of(2)).toMatchObject({ committedOffset: undefined, siblingMetadata: ['{"v":1}', ''], logStart: 0, logEnd: 0 });
  expect(of(2)?.topicId).toBe(before?.topicId);
});

it('reading starts exactly where the listener says', async () => {
  const topic = uniqueName('facts');
  await createTopic(servers(), topic, { partitions: 2 });
  await produce(servers(), topic, [...numbered(0, 10, 0), ...numbered(0, 10, 1)]);
  const member = joinGroup(topic, { startOf: ({ partition }) => (partition === 0 ? 7 : 0) });
  await until(() => expect(member.messages).toHaveLength(13));
  expect(member.offsets(0)).toEqual([7, 8, 9]);
  expect(member.offsets(1)).toEqual(range(0, 10));
});

it('a topic that does not exist holds up no other topic, and is read when it is created', async () => {
  const [topic, later] = [uniqueName('facts'), uniqueName('later')];
  await createTopic(servers(), topic);
  await produce(servers(), topic, numbered(0, 5));
  const member = joinGroup(topic, { topics: [topic, later] });
  await until(() => expect(member.offsets()).toEqual(range(0, 5)));
  await createTopic(servers(), later);
  await until(() => expect(member.facts).toHaveLength(2));
  expect(member.facts[1]).toMatchObject({ topic: later, createdLater: true });
});

it('partitions that were added are assigned with the number of partitions that there are now', async () => {
  const topic = uniqueName('facts');
  await createTopic(servers(), topic);
  const member = joinGroup(topic);
  await until(() => expect(member.facts).toHaveLength(1));
  await member.source.commit([{ topic, partition: 0, offset: 0, metadata: 'from one partition' }]);
  await addPartitions(servers(), topic, 3);
  await until(() => expect(member.facts).toHaveLength(3));
  expect(member.facts.slice(1).sort((a, b) => a.partition - b.partition)).toMatchObject(
    [1, 2].map((partition) => ({ partition, partitionCount: 3, siblingMetadata: ['from one partition'] })),
  );
});

it('a topic that is deleted gives back its partitions, and comes back with another id', async () => {
  const topic = uniqueName('facts');
  await createTopic(servers(), topic);
  const member = joinGroup(topic);
  await until(() => expect(member.facts).toHaveLength(1));
  await deleteTopic(servers(), topic);
  await until(() => expect(member.revocations.flatMap((one) => one.partitions)).toEqual([{ topic, partition: 0 }]));
  await createTopic(servers(), topic);
  await until(() => expect(member.facts).toHaveLength(2));
  const [before, now] = member.facts;
  expect(now?.topicId).not.toBe(before?.topicId);
});

it('messages are read again without touching the group, as far as they still exist', async () => {
  const topic = uniqueName('facts');
  await createTopic(servers(), topic);
  await produce(servers(), topic, numbered(0, 9_000));
  await forgetBefore(servers(), topic, 0, 100);
  const member = joinGroup(topic, { startOf: ({ logEnd }) => logEnd });
  await until(() => expect(member.facts).toHaveLength(1));
  const wanted = [8_999, 5, 100, 101, 7_000, 7_001, 99, 12_000];
  const batch = await member.source.readAgain({ topic, partition: 0 }, wanted);
  expect([...batch.offset.slice(0, batch.count)]).toEqual([100, 101, 7_000, 7_001, 8_999]);
  expect(Buffer.from(batch.bytes.subarray(batch.valueStart[3], batch.valueEnd[3])).toString()).toBe('7001');
  expect(member.assignments).toHaveLength(1);
  expect(member.revocations).toEqual([]);
});
