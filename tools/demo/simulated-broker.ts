// A Kafka cluster simulated inside librdkafka, for machines without Java. Prints its address and
// serves until it is ended.
import kafka from '@confluentinc/kafka-javascript';

const client = new kafka.Producer({ 'test.mock.num.brokers': 1, 'bootstrap.servers': 'simulated' } as never);
client.on('event.error', () => undefined);
client.connect({ timeout: 10_000 }, (error, metadata) => {
  if (error) throw new Error(error.message, { cause: error });
  process.stdout.write(`${metadata.brokers.map(({ host, port }) => `${host}:${port}`).join(',')}\n`);
});
// Runs until its parent ends it.
setInterval(() => undefined, 60_000);
