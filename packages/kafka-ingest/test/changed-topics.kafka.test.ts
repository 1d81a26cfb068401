import { expect, inject, it } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, deleteTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { forgetBefore } from './support/change-topic.js';
import { joinGroup, until } from './support/source-member.js';

const servers = (): string => inject('kafkaBootstrapServers');
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const named = (name: string, count: number) => range(0, count).map((n) => ({ value: `${name}${n}`, partition: 0 }));

it('a topic that is deleted and created again while it is read is read from its beginning, each message once', async () => {
  const topic = uniqueName('changed');
  await createTopic(servers(), topic);
  await produce(servers(), topic, named('old', 50));
  // The position in the old topic is one that the new topic has, too.
  const member = joinGroup(topic, {
    startOf: ({ topicId, logStart, committedOffset }) =>
      topicId === member.facts[0]?.topicId ? (committedOffset ?? logStart) : logStart,
  });
  await until(() => expect(member.messages).toHaveLength(50));
  await member.source.commit([{ topic, partition: 0, offset: 50, metadata: 'old' }]);
  await deleteTopic(servers(), topic);
  await createTopic(servers(), topic);
  await produce(servers(), topic, named('new', 150));
  await until(() => expect(member.offsets()).toHaveLength(200));
  expect(member.messages.map((one) => one.value)).toEqual([...named('old', 50), ...named('new', 150)].map((one) => one.value)); // prettier-ignore
  expect(member.offsets()).toEqual([...range(0, 50), ...range(0, 150)]);
  // Work on the old topic could be finished before the new one was assigned.
  expect(member.revocations).toEqual([{ partitions: [{ topic, partition: 0 }], lost: false }]);
  expect(member.facts).toHaveLength(2);
  expect(member.facts[1]?.topicId).not.toBe(member.facts[0]?.topicId);
  // The broker forgets what was committed for a topic that is deleted. That the new one is younger
  // than this member keeps the policy `latest` from skipping what it holds.
  expect(member.facts[1]).toMatchObject({ committedOffset: undefined, createdLater: true });
});

it('a position that retention has passed is given up, and reading goes on at the start of the log', async () => {
  const topic = uniqueName('changed');
  await createTopic(servers(), topic, { partitions: 2 });
  const member = joinGroup(topic, {
    startOf: ({ committedOffset, logStart }) => Math.max(committedOffset ?? 0, logStart),
  });
  await until(() => expect(member.facts).toHaveLength(2));
  member.source.pause([{ topic, partition: 0 }]);
  await produce(servers(), topic, named('message', 100));
  await forgetBefore(servers(), topic, 0, 60);
  member.source.resume([{ topic, partition: 0 }]);
  await until(() => expect(member.offsets(0).at(-1)).toBe(99));
  expect(member.offsets(0).slice(-40)).toEqual(range(60, 100));
  // The other partition was left alone.
  expect(member.revocations.flatMap((one) => one.partitions)).toEqual([{ topic, partition: 0 }]);
});

it('an end that is held back by an open transaction is reported, and so is that it is read', async () => {
  const { beginTransaction } = await import('./support/transactions.js');
  const topic = uniqueName('changed');
  await createTopic(servers(), topic);
  await produce(servers(), topic, named('message', 3));
  const transaction = await beginTransaction(servers(), topic);
  await transaction.send(topic, ['a', 'b', 'c', 'd']);
  const member = joinGroup(topic);
  await until(() => expect(member.statuses.at(-1)?.problem).toMatchObject({
    code: 'kafka/open-transaction',
    message: `Connection kafka: an open transaction holds back the end of ${topic}[0] (4 offsets from 3 on).`,
  })); // prettier-ignore
  await transaction.commit();
  await until(() => expect(member.messages).toHaveLength(7));
  await until(() => expect(member.statuses.at(-1)).toEqual({ state: 'connected' }));
}, 120_000);
