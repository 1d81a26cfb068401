import { createClickHouse } from '@proj/clickhouse-sink';
import { createTableStatement, quarantineTable } from '@proj/clickhouse-tables';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { createIngest } from '../src/index.js';
import { clientOf, pipelineOf, typeOf } from './support/pipelines.js';

it('a topic flows into a real ClickHouse: good rows land, bad messages are quarantined with their reasons', async () => {
  const bootstrapServers = inject('kafkaBootstrapServers');
  const topic = uniqueName('flow');
  const database = uniqueName('flow').replace('-', '_');
  const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
  onTestFinished(() => clickhouse.close());
  const pipeline = pipelineOf({ topic, groupId: topic, client: clientOf(bootstrapServers), storeHeaders: true });
  const landed = {
    ...pipeline,
    landing: { ...pipeline.landing, database },
    quarantine: { ...pipeline.quarantine, database },
  };
  const schema = [
    { name: 'n', type: typeOf('Int64') },
    { name: 'name', type: typeOf('String') },
  ];
  const meta = [{ name: '__value', type: typeOf('String') }, ...pipeline.landing.metaColumns] as const;
  const table = {
    database,
    name: 'events',
    columns: [...schema, ...meta],
    engine: { sortingKey: '__partition, __offset' },
  };
  await clickhouse.command(`CREATE DATABASE ${database}`);
  await clickhouse.command(createTableStatement(table));
  await clickhouse.command(createTableStatement(quarantineTable({ ...table, columns: schema }, meta)));
  await createTopic(bootstrapServers, topic, { partitions: 2 });
  await produce(bootstrapServers, topic, [
    ...Array.from({ length: 10_000 }, (_, n) => ({
      value: n % 1_000 === 999 ? '{"n":' : JSON.stringify({ n, name: `name ${n}` }),
      key: `k${n}`,
      partition: n % 2,
      timestamp: 1_700_000_000_000,
      headers: [['trace', String(n)]] as const,
    })),
  ]);

  const ingest = createIngest({ pipelines: [landed], sink: clickhouse, policy: { maxRows: 1_500, maxAgeMs: 200 } });
  await ingest.start();
  onTestFinished(() => ingest.stop().then(() => undefined));
  await vi.waitFor(
    () => expect(ingest.stats().datasources[0]).toMatchObject({ rowsLanded: 9_990, rowsQuarantined: 10 }),
    40_000,
  );
  expect(ingest.stats().datasources[0]?.lastQuarantineReason).toMatch(/^__value: /);

  const ask = async (sql: string): Promise<unknown> => JSON.parse(await clickhouse.query(sql));
  expect(
    await ask(
      `SELECT toInt32(count()) AS rows, toInt32(uniqExact(n)) AS different, toInt32(sum(n)) AS sum, countIf(__key != 'k' || toString(n) OR name != 'name ' || toString(n) OR __topic != '${topic}' OR __partition != n % 2 OR __offset != intDiv(n, 2) OR __headers['trace'] != toString(n) OR toUnixTimestamp(__timestamp) != 1700000000) = 0 AS allRight FROM ${database}.events`,
    ),
  ).toEqual({ rows: 9_990, different: 9_990, sum: 49_940_010, allRight: 1 });
  expect(
    await ask(
      `SELECT toInt32(count()) AS rows, toInt32(countIf(__value = '{"n":' AND c__error_column = ['__value'] AND n IS NULL AND c__import_id IS NULL AND insertion_date > now() - 600)) AS complete FROM ${database}.events_quarantine`,
    ),
  ).toEqual({ rows: 10, complete: 10 });
}, 90_000);
