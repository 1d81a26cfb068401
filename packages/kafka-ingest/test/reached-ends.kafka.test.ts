import { expect, inject, it } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { joinGroup, until } from './support/source-member.js';
import { beginTransaction } from './support/transactions.js';

const servers = (): string => inject('kafkaBootstrapServers');
const values = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`);

it('an aborted tail is reported as read to its end, behind the last message before it', async () => {
  const topic = uniqueName('ends');
  await createTopic(servers(), topic);
  await produce(
    servers(),
    topic,
    values(10).map((value) => ({ value })),
  );
  const transaction = await beginTransaction(servers(), topic);
  await transaction.send(topic, values(5));
  await transaction.abort();
  const member = joinGroup(topic);
  // Ten messages, five aborted ones and the marker of the abortion.
  await until(() => expect(member.ends.at(-1)).toEqual({ topic, partition: 0, offset: 16, after: 10 }));
  expect(member.offsets()).toHaveLength(10);
  expect(member.source.highWatermark({ topic, partition: 0 })).toBe(16);
});

it('an open transaction is an end, which moves on once the transaction is committed', async () => {
  const topic = uniqueName('ends');
  await createTopic(servers(), topic);
  await produce(
    servers(),
    topic,
    values(3).map((value) => ({ value })),
  );
  const transaction = await beginTransaction(servers(), topic);
  await transaction.send(topic, values(4));
  const member = joinGroup(topic);
  await until(() => expect(member.ends.at(-1)).toMatchObject({ offset: 3, after: 3 }));
  await until(() => expect(member.source.highWatermark({ topic, partition: 0 })).toBe(7));
  await transaction.commit();
  await until(() => expect(member.ends.at(-1)).toMatchObject({ offset: 8, after: 7 }));
});

it('the end of a compacted partition lies beyond the gaps, and no end is reported before a message', async () => {
  const topic = uniqueName('ends');
  const config = { 'cleanup.policy': 'compact', 'segment.ms': '100', 'min.cleanable.dirty.ratio': '0.01' };
  await createTopic(servers(), topic, { config });
  const write = (count: number) => produce(servers(), topic, values(count).map((value) => ({ value, key: 'same' }))); // prettier-ignore
  await write(1_000);
  // The next message begins another segment, so that this one can be compacted.
  await until(async () => {
    await write(1);
    const member = joinGroup(topic, { group: uniqueName('reader') });
    await until(() => expect(member.ends).not.toEqual([]));
    await member.close();
    expect(member.messages.length).toBeLessThan(500);
    expect(member.ends.at(-1)?.offset).toBe((member.offsets().at(-1) ?? 0) + 1);
    expect(member.ends.at(-1)?.after).toBe(member.messages.length);
  });
});
