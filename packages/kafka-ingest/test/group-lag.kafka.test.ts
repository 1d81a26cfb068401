import kafka from '@confluentinc/kafka-javascript';
import { kafkaClientConfig } from '@proj/kafka-auth';
import { expect, inject, it, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { checkConnection, type CheckStep } from '../src/index.js';

const broker = inject('kafkaBootstrapServers');
const client = kafkaClientConfig({ bootstrapServers: broker, securityProtocol: 'PLAINTEXT' }).config!;

async function groupStep(topic: string): Promise<CheckStep | undefined> {
  let found: CheckStep | undefined;
  for await (const step of checkConnection({ name: 'shop', client, reads: [{ topic, groupId: topic }] })) {
    if (step.kind === 'group') found = step;
  }
  return found;
}

/** Commits like a member of the group that has finished the messages before. */
async function commit(topic: string, partition: number, offset: number): Promise<void> {
  const consumer = new kafka.KafkaConsumer({ 'bootstrap.servers': broker, 'group.id': topic }, {});
  await new Promise<void>((resolve, reject) => {
    consumer.connect({}, (error) => (error ? reject(new Error(error.message)) : resolve()));
  });
  consumer.commitSync({ topic, partition, offset });
  await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
}

it('the lag of a group is the sum over its partitions, and partitions without commits are listed', async () => {
  const topic = uniqueName('lag');
  await createTopic(broker, topic, { partitions: 3 });
  const message = (partition: number) => ({ value: '{}', partition });
  await produce(broker, topic, [message(0), message(0), message(0), message(1)]);
  expect(await groupStep(topic)).toMatchObject({ ok: true, detail: `nothing committed in ${topic} yet` });
  await commit(topic, 0, 1);
  expect(await groupStep(topic)).toMatchObject({
    ok: true,
    detail: `lag 2 in ${topic}, and nothing committed yet in 2 of its 3 partitions`,
  });
  await commit(topic, 1, 0);
  await commit(topic, 2, 0);
  expect(await groupStep(topic)).toMatchObject({ ok: true, detail: `lag 3 in ${topic}` });
});

it('a group that is in use by members with another assignor is a problem, and one of our own is not', async () => {
  const topic = uniqueName('lag');
  await createTopic(broker, topic);
  const member = async (assignor: string) => {
    const settings = { 'group.id': topic, 'partition.assignment.strategy': assignor } as const;
    const consumer = new kafka.KafkaConsumer({ 'bootstrap.servers': broker, ...settings }, {});
    await new Promise<void>((resolve) => void consumer.connect({}, () => resolve()));
    consumer.subscribe([topic]);
    consumer.consume(() => undefined);
    await vi.waitFor(() => expect(consumer.assignments()).toHaveLength(1), { timeout: 30_000 });
    return () => new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  };
  const leave = await member('range');
  expect(await groupStep(topic)).toMatchObject({
    ok: false,
    problem: {
      code: 'kafka/group-protocol',
      message: `Connection shop: the group ${topic} is in use by 1 member with the assignor range. Unless they support cooperative-sticky as well, the broker does not let a data source in.`,
    },
  });
  await leave();
  const leaveAgain = await member('cooperative-sticky');
  expect(await groupStep(topic)).toMatchObject({ ok: true });
  await leaveAgain();
});
