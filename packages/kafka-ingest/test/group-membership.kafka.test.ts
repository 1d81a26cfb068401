import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import kafka from '@confluentinc/kafka-javascript';
import { expect, inject, it, onTestFinished } from 'vitest';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import type { Clock } from '../src/ports.js';
import { systemClock } from '../src/system-clock.js';
import { joinGroup, until } from './support/source-member.js';

const servers = (): string => inject('kafkaBootstrapServers');
const values = (count: number) => Array.from({ length: count }, (_, n) => ({ value: `${n}`, partition: n % 2 }));

/** A member in a process of its own, until it is killed. Resolves once it has read a message. */
async function memberProcess(topic: string, instance: string) {
  const file = fileURLToPath(new URL('support/member-process.ts', import.meta.url));
  const child = fork(file, [servers(), topic, instance], {
    execArgv: ['--import', 'tsx', '--conditions=@proj/source'],
    stdio: 'inherit',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

it('a process that was killed and starts again under its name reads on at once, without a rebalance', async () => {
  const topic = uniqueName('member');
  await createTopic(servers(), topic, { partitions: 2 });
  await produce(servers(), topic, values(10));
  const killed = await memberProcess(topic, 'shop-1');
  const other = joinGroup(topic, { more: { instance: 'shop-2' } });
  await until(() => expect(other.facts).toHaveLength(1));
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const again = joinGroup(topic, { more: { instance: 'shop-1' } });
  await until(() => expect(again.messages).toHaveLength(5));
  // The broker gave the partition to the same name, and the other member kept its own.
  expect(other.assignments.flat()).toHaveLength(1);
  expect(other.revocations).toEqual([]);
});

it('of two processes with one name the older one stops, says so, and does not turn the younger one out', async () => {
  const topic = uniqueName('member');
  await createTopic(servers(), topic, { partitions: 2 });
  await produce(servers(), topic, values(10));
  // Looks every half second instead of every minute whether the name is free.
  const hurried: Clock = { ...systemClock, after: (ms, back) => systemClock.after(ms === 60_000 ? 500 : ms, back) };
  const older = joinGroup(topic, { more: { instance: 'shop 1' }, source: { clock: hurried } });
  await until(() => expect(older.messages).toHaveLength(10));
  const younger = joinGroup(topic, { more: { instance: 'shop 1' } });
  await until(() => expect(younger.messages).toHaveLength(10));
  await until(() => expect(older.statuses.at(-1)).toEqual({
    state: 'disconnected',
    retryInMs: 60_000,
    problem: {
      code: 'kafka/instance-taken',
      message: `Connection kafka: another process uses the instance name shop 1 in group ${topic}, so this one reads nothing.`,
      hint: 'Give each process a name of its own. This one goes on by itself once the other one is gone.',
      retryable: true,
    },
  })); // prettier-ignore
  expect(older.revocations.at(-1)?.lost).toBe(true);
  await expect(older.source.commit([{ topic, partition: 0, offset: 1, metadata: '' }])).rejects.toMatchObject({ code: 'kafka/not-assigned' }); // prettier-ignore
  await until(() => expect(older.statuses.filter((one) => one.retryInMs === 60_000).length).toBeGreaterThan(3));
  expect(younger.statuses.map((one) => one.state)).toEqual(['connecting', 'connected']);
  expect(younger.revocations).toEqual([]);
  await younger.close();
  await until(() => expect(older.messages).toHaveLength(20));
});

it('a group whose members share partitions in another way is reported within 30 seconds', async () => {
  const topic = uniqueName('member');
  await createTopic(servers(), topic);
  const foreign = new kafka.KafkaConsumer(
    { 'bootstrap.servers': servers(), 'group.id': topic, 'partition.assignment.strategy': 'range' },
    {},
  );
  await new Promise<void>((resolve) => foreign.connect({}, () => resolve()));
  foreign.subscribe([topic]);
  foreign.consume(() => undefined);
  onTestFinished(() => new Promise((resolve) => void foreign.disconnect(() => resolve())));
  await until(() => expect(foreign.assignments()).toHaveLength(1));
  const member = joinGroup(topic);
  await until(() => expect(member.statuses.flatMap((one) => one.problem ?? [])).toContainEqual({
    code: 'kafka/group-protocol',
    message: `Connection kafka: the group ${topic} has members that share partitions in another way than this process, so the broker does not let it in.`,
    hint: expect.stringContaining('cooperative-sticky') as string,
    retryable: true,
  })); // prettier-ignore
});

it('a member for which no partition is left is not reported as one that cannot join', async () => {
  const topic = uniqueName('member');
  await createTopic(servers(), topic);
  const busy = joinGroup(topic);
  await until(() => expect(busy.facts).toHaveLength(1));
  const clock: Clock = { ...systemClock, now: () => systemClock.now() * 2 };
  const begun = clock.now();
  const idle = joinGroup(topic, { source: { clock } });
  // By then, one that cannot join is reported.
  await until(() => expect(clock.now() - begun).toBeGreaterThan(22_000));
  expect([...busy.statuses, ...idle.statuses].flatMap((one) => one.problem ?? [])).toEqual([]);
});
