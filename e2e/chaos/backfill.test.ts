import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { plainConnection, projectFolder } from '../support/project.js';
import { memberOf } from './support/members.js';
import { startProxiedClickHouse } from './support/proxied-clickhouse.js';

const DAYS = 200;
const MESSAGES = 20_000;
const MS_PER_DAY = 86_400_000;
const firstDay = Date.UTC(2026, 0, 1);

/** Neighbours in a partition are of different days: the worst order for this table. */
const dayOf = (n: number): string =>
  new Date(firstDay + (Math.floor(n / 2) % DAYS) * MS_PER_DAY).toISOString().slice(0, 10);

it('a backfill of 200 days into a table partitioned by day flows, and a SIGKILL in it costs no row and doubles none', async () => {
  const broker = inject('kafkaBootstrapServers');
  const topic = uniqueName('days');
  await createTopic(broker, topic, { partitions: 2 });
  const values = Array.from({ length: MESSAGES }, (_, id) => ({
    value: JSON.stringify({ id, day: dayOf(id) }),
    partition: id % 2,
  }));
  await produce(broker, topic, values);
  const clickhouse = await startProxiedClickHouse();
  const project = await projectFolder({
    'broker.connection': plainConnection(broker),
    'days.datasource': `SCHEMA >
    \`id\` UInt32 \`json:$.id\`,
    \`day\` Date \`json:$.day\`

ENGINE_PARTITION_KEY day
ENGINE_SORTING_KEY id

KAFKA_CONNECTION_NAME broker
KAFKA_TOPIC ${topic}
KAFKA_GROUP_ID ${topic}
KAFKA_AUTO_OFFSET_RESET earliest
`,
  });
  onTestFinished(() => project.remove());
  const member = memberOf(project.path, clickhouse.direct);
  member.start();
  await eventually(
    () => rowCount(clickhouse.direct, 'days'),
    (n) => n > 0,
  );
  await member.kill();
  member.start();
  await eventually(
    () => ask<{ readonly ids: number }>(clickhouse.direct, 'SELECT uniqExact(id) AS ids FROM days'),
    ([row]) => row?.ids === MESSAGES,
  );
  await member.stop();
  const query =
    'SELECT count() AS rows, uniqExact(__partition, __offset) AS distinct, uniqExact(day) AS days FROM days';
  expect(await ask(clickhouse.direct, query)).toEqual([{ rows: MESSAGES, distinct: MESSAGES, days: DAYS }]);
});
