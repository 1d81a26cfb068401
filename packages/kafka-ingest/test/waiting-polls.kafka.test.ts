import kafka from '@confluentinc/kafka-javascript';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import type { Clock } from '../src/ports.js';
import { systemClock } from '../src/system-clock.js';
import { joinGroup, until } from './support/source-member.js';

it('a poll that waits holds no thread, and a message ends it', async () => {
  const topic = uniqueName('waiting');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const timeout = vi.spyOn(kafka.KafkaConsumer.prototype, 'setDefaultConsumeTimeout');
  onTestFinished(() => timeout.mockRestore());
  let isAssigned = false;
  // Once it has its partition, a poll that waits for its timer waits for ever.
  const clock: Clock = { ...systemClock, after: (ms, back) => systemClock.after(isAssigned && ms === 100 ? 2 ** 30 : ms, back) }; // prettier-ignore
  const member = joinGroup(topic, { source: { clock } });
  onTestFinished(() => void (isAssigned = false));
  await until(() => expect(member.ends).toHaveLength(1));
  isAssigned = true;
  for (const n of [1, 2, 3]) {
    await produce(inject('kafkaBootstrapServers'), topic, [{ value: `${n}` }]);
    await until(() => expect(member.messages).toHaveLength(n));
  }
  expect(timeout.mock.calls).toEqual([[0]]);
});
