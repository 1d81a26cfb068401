import kafka from '@confluentinc/kafka-javascript';
import { onTestFinished } from 'vitest';

const connected = async (broker: string, groupId: string, settings: Readonly<Record<string, string | number>>) => {
  const consumer = new kafka.KafkaConsumer(
    { 'bootstrap.servers': broker, 'group.id': groupId, 'enable.auto.commit': false, ...settings },
    {},
  );
  await new Promise<void>((resolve, reject) => {
    consumer.connect({}, (error) => (error ? reject(new Error(error.message)) : resolve()));
  });
  return { consumer, leave: () => new Promise<void>((resolve) => void consumer.disconnect(() => resolve())) };
};

/** Commits like a member of the group that has finished the messages before. */
export async function commitAs(
  { broker, groupId }: { readonly broker: string; readonly groupId: string },
  offsets: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
    readonly metadata?: string;
  }[],
): Promise<void> {
  const { consumer, leave } = await connected(broker, groupId, {});
  consumer.commitSync(offsets.map((one) => ({ ...one })));
  await leave();
}

/** Joins the group, and stays until the test ends or `leave`. Resolves once it has partitions. */
export async function joinGroup(
  { broker, groupId, topic }: { readonly broker: string; readonly groupId: string; readonly topic: string },
  settings: Readonly<Record<string, string>> = {},
): Promise<{ leave(): Promise<void> }> {
  const { consumer, leave } = await connected(broker, groupId, settings);
  consumer.subscribe([topic]);
  let open = true;
  const polling = (async () => {
    while (open) await new Promise<void>((resolve) => consumer.consume(1, () => resolve()));
  })();
  while (consumer.assignments().length === 0) await new Promise((resolve) => setImmediate(resolve));
  const stop = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await polling;
    await leave();
  };
  onTestFinished(stop);
  return { leave: stop };
}
