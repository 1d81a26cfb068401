import { expect, it } from 'vitest';
import { startKafkaBroker } from '../servers/kafka-broker.js';
import { createTopic, produce, uniqueName } from '../servers/topics.js';

it('a broker returns after SIGKILL on the same port, with its topics', async () => {
  const broker = await startKafkaBroker({ security: false });
  try {
    const topic = uniqueName('kept');
    await createTopic(broker.bootstrapServers, topic, { partitions: 2 });
    const firstPid = broker.pid;
    await broker.kill();
    await broker.restart();
    expect(broker.pid).not.toBe(firstPid);
    // Producing does not create topics: this one must still exist, with its second partition.
    expect(await produce(broker.bootstrapServers, topic, [{ value: 'still here', partition: 1 }])).toBe(1);
  } finally {
    await broker.stop();
  }
});
