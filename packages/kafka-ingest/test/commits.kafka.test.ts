import { expect, inject, it } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, uniqueName } from '../../../tools/servers/topics.js';
import { joinGroup, until } from './support/source-member.js';

async function join(topic: string) {
  const member = joinGroup(topic);
  await until(() => expect(member.facts).toHaveLength(1));
  const [facts] = member.facts;
  return { ...member, committed: { offset: facts?.committedOffset, metadata: facts?.committedMetadata } };
}

it('each of two commits of the same offset gets its own answer, and the next member gets the metadata', async () => {
  const topic = uniqueName('commits');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const first = await join(topic);
  const where = { topic, partition: 0 };
  expect(first.committed).toEqual({ offset: undefined, metadata: undefined });

  // A broker takes 4,096 bytes of metadata by default.
  const tooLong = { ...where, offset: 5, metadata: 'x'.repeat(5_000) };
  const fine = { ...where, offset: 5, metadata: 'v1:größer' };
  const outcomes = async (...commits: readonly (typeof fine)[]) =>
    (await Promise.allSettled(commits.map((one) => first.source.commit([one])))).map((one) => one.status);
  expect(await outcomes(tooLong, fine)).toEqual(['rejected', 'fulfilled']);
  expect(await outcomes(fine, tooLong, fine)).toEqual(['fulfilled', 'rejected', 'fulfilled']);

  await first.close();
  const second = await join(topic);
  expect(second.committed).toEqual({ offset: 5, metadata: 'v1:größer' });
  await second.source.commit([{ ...where, offset: 6, metadata: '' }]);
  await second.close();
  const third = await join(topic);
  expect(third.committed).toEqual({ offset: 6, metadata: undefined });
});

it('the last of several commits of one offset is the one that the broker keeps', async () => {
  const topic = uniqueName('commits');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const first = await join(topic);
  const plans = Array.from({ length: 20 }, (_, i) => ({ topic, partition: 0, offset: 5, metadata: `plan ${i}` }));
  await Promise.all(plans.map((one) => first.source.commit([one])));
  await first.close();
  const second = await join(topic);
  expect(second.committed).toEqual({ offset: 5, metadata: 'plan 19' });
});

it('a commit for a partition that went to another member is refused for good', async () => {
  const topic = uniqueName('commits');
  await createTopic(inject('kafkaBootstrapServers'), topic, { partitions: 2 });
  const first = joinGroup(topic);
  await until(() => expect(first.facts).toHaveLength(2));
  const second = joinGroup(topic);
  await until(() => expect(second.facts).toHaveLength(1));
  const [gone] = second.facts;
  const commit = { topic, partition: gone?.partition ?? -1, offset: 1, metadata: '' };
  await expect(first.source.commit([commit])).rejects.toMatchObject({ code: 'kafka/not-assigned', retryable: false });
  await second.source.commit([commit]);
});
