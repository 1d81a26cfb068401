import { createClickHouse } from '@proj/clickhouse-sink';
import { createTableStatement, quarantineTable } from '@proj/clickhouse-tables';
import { expect, inject, it, onTestFinished } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { printRecord } from '../src/delivery/position-record.js';
import { moveOffsets, planMove, traceMessage } from '../src/index.js';
import { commitAs } from './support/group-member.js';
import { clientOf, pipelineOf, typeOf } from './support/pipelines.js';
import { beginTransaction } from './support/transactions.js';

const broker = inject('kafkaBootstrapServers');
// Not older: retention would remove such messages during the test.
const FIRST_MS = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;

/** Offset i of partition 0 has the timestamp FIRST_MS + i seconds. */
const message = (i: number) => ({ value: `{"n":${i},"name":"m"}`, key: `k${i}`, partition: 0, timestamp: FIRST_MS + i * 1_000 }); // prettier-ignore

/** A topic with ten messages, the tables that they go to, and the data source between them. */
async function traced(autoOffsetReset: 'earliest' | 'latest' = 'earliest') {
  const topic = uniqueName('trace');
  const database = topic.replace('-', '_');
  const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
  onTestFinished(() => clickhouse.close());
  const made = pipelineOf({ topic, groupId: topic, client: clientOf(broker), autoOffsetReset });
  const pipeline = {
    ...made,
    landing: { ...made.landing, database },
    quarantine: { ...made.quarantine, database },
  };
  await createTopic(broker, topic);
  await produce(
    broker,
    topic,
    Array.from({ length: 10 }, (_, i) => message(i)),
  );
  const tables = async (): Promise<void> => {
    const columns = [
      { name: 'n', type: typeOf('Int64') },
      { name: 'name', type: typeOf('String') },
    ];
    const meta = [{ name: '__value', type: typeOf('String') }, ...made.landing.metaColumns] as const;
    const table = { database, name: 'events', columns: [...columns, ...meta], engine: { sortingKey: '__offset' } };
    await clickhouse.command(`CREATE DATABASE ${database}`);
    await clickhouse.command(createTableStatement(table));
    await clickhouse.command(createTableStatement(quarantineTable({ ...table, columns }, meta)));
  };
  const land = (offset: number, { timestamp = FIRST_MS + offset * 1_000, name = 'm' } = {}): Promise<void> =>
    clickhouse.command(
      `INSERT INTO ${database}.events (n, name, __topic, __partition, __offset, __timestamp) VALUES (${2 ** 53}, '${name}', '${topic}', 0, ${offset}, fromUnixTimestamp64Milli(${timestamp}))`,
    );
  const quarantine = (offset: number): Promise<void> =>
    clickhouse.command(
      `INSERT INTO ${database}.events_quarantine (c__error_column, c__error, __value, __topic, __partition, __offset, __timestamp) VALUES (['n'], ['no number'], 'x', '${topic}', 0, ${offset}, fromUnixTimestamp64Milli(${FIRST_MS + offset * 1_000}))`,
    );
  const trace = (offset: number, partition = 0) => traceMessage(pipeline, { partition, offset }, clickhouse);
  const fate = async (offset: number) => (await trace(offset)).fate;
  const commit = (offset: number, metadata = '') =>
    commitAs({ broker, groupId: topic }, [{ topic, partition: 0, offset, metadata }]);
  return { topic, pipeline, tables, land, quarantine, trace, fate, commit };
}

it('a message that landed is traced to its row, and one in quarantine to its reasons', async () => {
  const { tables, land, quarantine, trace } = await traced();
  await tables();
  await land(3);
  await quarantine(4);
  expect(await trace(3)).toMatchObject({
    fate: { kind: 'landed' },
    // Exact, although it does not fit into a number of JSON.
    rows: [
      { table: 'landing', isOfEarlierTopic: false, values: { n: '9007199254740992', __offset: expect.anything() } },
    ],
    message: {
      offset: 3,
      timestampMs: FIRST_MS + 3_000,
      key: Buffer.from('k3'),
      value: Buffer.from('{"n":3,"name":"m"}'),
    },
  });
  expect(await trace(4)).toMatchObject({
    fate: { kind: 'quarantined' },
    rows: [{ table: 'quarantine', values: { c__error_column: ['n'], c__error: ['no number'] } }],
  });
});

it('a message that was not read yet, is planned, or does not exist yet is told apart', async () => {
  const { fate, commit } = await traced();
  expect(await fate(7)).toEqual({ kind: 'unread', next: 0, behind: 7 });
  expect(await fate(10)).toEqual({ kind: 'beyond-end', logEnd: 10 });
  const plan = { first: 2, last: 4, at: FIRST_MS, inPieces: false };
  await commit(2, printRecord({ topicId: undefined, epoch: 'e', floor: 0, partitions: 1, plan }));
  expect(await fate(4)).toEqual({ kind: 'inserting', plan });
  expect(await fate(5)).toEqual({ kind: 'unread', next: 2, behind: 3 });
});

it('a message that is done and in no table is reported as not stored, and one that latest skips as passed over', async () => {
  const { tables, fate, commit } = await traced('latest');
  expect(await fate(9)).toMatchObject({ kind: 'passed-over', start: 10, reason: { kind: 'latest', skipped: 10 } });
  await tables();
  await commit(5);
  expect(await fate(4)).toEqual({ kind: 'not-stored' });
});

it('messages of transactions that were aborted or are open are told from others, and so are gaps', async () => {
  const { topic, fate } = await traced();
  const aborted = await beginTransaction(broker, uniqueName('aborted'));
  await aborted.send(topic, [message(10).value]);
  await aborted.abort();
  const committed = await beginTransaction(broker, uniqueName('committed'));
  await committed.send(topic, [message(12).value]);
  await committed.commit();
  const open = await beginTransaction(broker, uniqueName('open'));
  onTestFinished(() => open.abort());
  await open.send(topic, [message(14).value]);
  expect(await fate(10)).toEqual({ kind: 'aborted' });
  // The marker of the aborted transaction.
  expect(await fate(11)).toEqual({ kind: 'no-message', next: 12 });
  expect(await fate(12)).toEqual({ kind: 'unread', next: 0, behind: 12 });
  expect(await fate(14)).toEqual({ kind: 'open-transaction', stableEnd: 14 });
});

it('a row with the timestamp of another message belongs to an earlier topic of the same name', async () => {
  const { tables, land, trace } = await traced();
  await tables();
  await land(3, { timestamp: FIRST_MS - 86_400_000 });
  expect(await trace(3)).toMatchObject({ fate: { kind: 'unread' }, rows: [{ isOfEarlierTopic: true }] });
});

it('a message that was read again on purpose shows both of its rows', async () => {
  const { tables, land, trace, pipeline, commit } = await traced();
  await tables();
  await commit(10);
  await moveOffsets(pipeline, await planMove(pipeline, 'earliest'));
  await land(3);
  // Another name, so that ClickHouse does not take it for the same insert.
  await land(3, { name: 'again' });
  expect((await trace(3)).rows).toHaveLength(2);
});

it('a partition that the topic does not have is refused', async () => {
  const { trace, topic } = await traced();
  await expect(trace(0, 1)).rejects.toMatchObject({ message: `Topic ${topic} has no partition 1.` });
});
