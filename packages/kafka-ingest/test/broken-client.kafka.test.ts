import kafka from '@confluentinc/kafka-javascript';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { freePorts } from '../../../tools/servers/free-ports.js';
// nx-ignore-next-line -- no dependency of this package
import { startKafkaBroker } from '../../../tools/servers/kafka-broker.js';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import type { Clock } from '../src/ports.js';
import { systemClock } from '../src/system-clock.js';
import { joinGroup, until } from './support/source-member.js';
import { startTcpProxy } from './support/tcp-proxy.js';

const values = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `${n}`, partition: 0 }));
const problems = (member: ReturnType<typeof joinGroup>) => member.statuses.flatMap((one) => one.problem ?? []);

it('a client whose connections are dead while new ones work is replaced, and reading goes on', async () => {
  const [port = 0] = await freePorts(1);
  const proxy = await startTcpProxy(() => port);
  onTestFinished(() => proxy.close());
  const advertised = { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${proxy.port}` };
  const broker = await startKafkaBroker({ port, security: false, properties: advertised });
  onTestFinished(() => broker.stop());
  const bootstrapServers = `127.0.0.1:${proxy.port}`;
  await createTopic(bootstrapServers, 'events');
  await produce(bootstrapServers, 'events', values(10));
  const member = joinGroup('events', { bootstrapServers });
  await until(() => expect(member.messages).toHaveLength(10));
  await member.source.commit([{ topic: 'events', partition: 0, offset: 10, metadata: '' }]);

  proxy.freezeOpenConnections();
  await produce(bootstrapServers, 'events', values(5));
  await until(() => expect(problems(member).map((one) => one.code)).toContain('kafka/client-silent'));
  expect(problems(member).find((one) => one.code === 'kafka/client-silent')?.message).toMatch(
    /^Connection kafka: the client of group events has had no answer for \d+ s, although a new connection gets one\.$/,
  );
  expect(member.revocations.every((one) => one.lost)).toBe(true);
  await until(() => expect(member.messages).toHaveLength(15));
  expect(member.statuses.at(-1)).toEqual({ state: 'connected' });
}, 200_000);

it('partitions from which nothing arrives are read anew, and then with another client', async () => {
  const topic = uniqueName('stuck');
  const servers = inject('kafkaBootstrapServers');
  await createTopic(servers, topic);
  await produce(servers, topic, values(10));
  const subscribe = vi.spyOn(kafka.KafkaConsumer.prototype, 'subscribe');
  onTestFinished(() => subscribe.mockRestore());
  // Five times as fast.
  const clock: Clock = { ...systemClock, now: () => systemClock.now() * 5, after: (ms, back) => systemClock.after(ms / 5, back) }; // prettier-ignore
  const member = joinGroup(topic, { source: { clock } });
  await until(() => expect(member.messages).toHaveLength(10));
  await member.source.commit([{ topic, partition: 0, offset: 10, metadata: '' }]);
  const raw = subscribe.mock.contexts[0] as kafka.KafkaConsumer;
  // As a client behaves that has lost track of a partition.
  raw.pause([{ topic, partition: 0 }]);
  raw.resume = () => raw;
  await produce(servers, topic, values(5));
  await until(() => expect(problems(member)[0]).toMatchObject({
    code: 'kafka/reading-stuck',
    message: `Connection kafka: nothing has arrived for 30 s from ${topic}[0] (5 offsets from 10 on), although the broker has more.`,
  })); // prettier-ignore
  await until(() => expect(member.messages).toHaveLength(15));
  expect(member.revocations.map((one) => one.lost)).toEqual([false, true]);
  expect(subscribe).toHaveBeenCalledTimes(2);
}, 120_000);

it('brokers that advertise an address that is not reached are reported within 30 seconds', async () => {
  const [port = 0, nowhere = 0] = await freePorts(2);
  const advertised = { 'advertised.listeners': `PLAINTEXT://127.0.0.1:${nowhere}` };
  const broker = await startKafkaBroker({ port, security: false, properties: advertised });
  onTestFinished(() => broker.stop());
  const member = joinGroup('events', { bootstrapServers: `127.0.0.1:${port}` });
  await until(() => expect(problems(member).map((one) => one.message)).toContainEqual(
    expect.stringMatching(`^Connection kafka: nothing listens at 127.0.0.1:${nowhere}\\. .* This process is not a member of the group events after \\d+ s\\.$`),
  )); // prettier-ignore
}, 120_000);

it('closing takes no longer than it may, and what does not close is reported', async () => {
  const topic = uniqueName('stuck');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const subscribe = vi.spyOn(kafka.KafkaConsumer.prototype, 'subscribe');
  onTestFinished(() => subscribe.mockRestore());
  const member = joinGroup(topic);
  await until(() => expect(member.facts).toHaveLength(1));
  const raw = subscribe.mock.contexts[0] as kafka.KafkaConsumer;
  const disconnect = raw.disconnect.bind(raw);
  raw.disconnect = () => raw;
  onTestFinished(() => new Promise<void>((resolve) => void disconnect(() => resolve())));
  await member.close(200);
  expect(member.statuses.at(-1)).toEqual({
    state: 'disconnected',
    problem: {
      code: 'kafka/not-closed',
      message: `Connection kafka: the client of group ${topic} has not closed within 0.2 s.`,
      hint: 'It is left behind; the group gives its partitions away after the session timeout.',
      retryable: false,
    },
  });
});
