import { consumerGroups } from '../../src/consumer-group.js';
import { KafkaSource } from '../../src/kafka/source.js';
import { systemClock } from '../../src/system-clock.js';
import { clientOf, pipelineOf } from './pipelines.js';

/** A member of a group that can be killed: `<servers> <topic> <instance>`. */
const [bootstrapServers = '', topic = '', instance = ''] = process.argv.slice(2);
const client = clientOf(bootstrapServers);
const [group] = consumerGroups([pipelineOf({ topic, groupId: topic, client })], instance === '' ? undefined : instance);
if (!group) throw new Error('no group');
const silent = (): void => undefined;
const source = new KafkaSource({
  group,
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  clock: systemClock,
});
source.open({
  onAssigned: (all) => all.map((one) => ({ topic: one.topic, partition: one.partition, offset: one.logStart })),
  onRevoked: async () => undefined,
  onStatus: silent,
});
let told = false;
for (;;) {
  const { count } = await source.poll(100);
  if (count > 0 && !told) process.send?.('reading');
  told ||= count > 0;
}
