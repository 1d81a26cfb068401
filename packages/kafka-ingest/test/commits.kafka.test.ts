import { expect, inject, it, onTestFinished } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, uniqueName } from '../../../tools/servers/topics.js';
import type { AssignedPartition } from '../src/index.js';
import { consumerGroups } from '../src/consumer-group.js';
import { KafkaSource } from '../src/kafka/source.js';
import { systemClock } from '../src/system-clock.js';
import { clientOf, pipelineOf } from './support/pipelines.js';

const silent = (): void => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * A member of the group named like the topic, polling until it is closed.
 *
 * @returns it with its first assignment
 */
async function join(topic: string) {
  const client = clientOf(inject('kafkaBootstrapServers'));
  const [group] = consumerGroups([pipelineOf({ topic, groupId: topic, client })]);
  if (!group) throw new Error('no group');
  const source = new KafkaSource({ group, logger, clock: systemClock });
  const assigned = new Promise<readonly AssignedPartition[]>((resolve) =>
    source.open({ onAssigned: resolve, onRevoked: async () => undefined, onStatus: silent }),
  );
  let closed = false;
  const polling = (async () => {
    while (!closed) await source.poll(10);
  })();
  const close = async (): Promise<void> => {
    closed = true;
    await polling;
    await source.close();
  };
  onTestFinished(close);
  return { source, close, assigned: await assigned };
}

it('each of two commits of the same offset gets its own answer, and the next member gets the metadata', async () => {
  const topic = uniqueName('commits');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const first = await join(topic);
  const where = { topic, partition: 0 };
  expect(first.assigned).toEqual([{ ...where, committedOffset: undefined, committedMetadata: undefined }]);

  // A broker takes 4,096 bytes of metadata by default.
  const tooLong = { ...where, offset: 5, metadata: 'x'.repeat(5_000) };
  const fine = { ...where, offset: 5, metadata: 'v1:größer' };
  const outcomes = async (...commits: readonly (typeof fine)[]) =>
    (await Promise.allSettled(commits.map((one) => first.source.commit([one])))).map((one) => one.status);
  expect(await outcomes(tooLong, fine)).toEqual(['rejected', 'fulfilled']);
  expect(await outcomes(fine, tooLong, fine)).toEqual(['fulfilled', 'rejected', 'fulfilled']);

  await first.close();
  const second = await join(topic);
  expect(second.assigned).toEqual([{ ...where, committedOffset: 5, committedMetadata: 'v1:größer' }]);
  await second.source.commit([{ ...where, offset: 6 }]);
  await second.close();
  const third = await join(topic);
  expect(third.assigned).toEqual([{ ...where, committedOffset: 6, committedMetadata: undefined }]);
});
