import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName, type TestMessage } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, kafkaIngest, start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');

/** A project that reads one new topic, and the command that runs it. */
async function runProject(more = '', partitions = 1) {
  const topic = uniqueName('orders');
  await createTopic(broker, topic, { partitions });
  const project = await projectFolder({
    'connections/broker.connection': plainConnection(broker),
    'datasources/orders.datasource': orders({ topic, group: uniqueName('group'), more }),
  });
  onTestFinished(() => project.remove());
  const command = start(['run', project.path]);
  const url = await consuming(command, project.path);
  return { topic, project, command, url };
}

describe('messages of a topic', () => {
  it('messages of a topic land as rows with their meta columns, in the order of their partition', async () => {
    const { topic, command, url } = await runProject('KAFKA_STORE_RAW_VALUE True\nKAFKA_STORE_HEADERS True\n', 3);
    const messages: TestMessage[] = Array.from({ length: 5_000 }, (_, i) => ({
      value: JSON.stringify(order(i)),
      key: `key ${i}`,
      partition: i % 3,
      timestamp: 1_767_225_600_000 + i * 1000,
      headers: [
        ['trace', `t${i}`],
        ['source', 'e2e'],
      ],
    }));
    await produce(broker, topic, messages);
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 5_000,
    );

    const [seventh] = await ask(url, 'SELECT * FROM orders WHERE id = 7');
    expect(seventh).toEqual({
      id: 7,
      at: '2026-01-01 00:00:00.007',
      customer: 'customer 0',
      price: 1.75,
      tags: [],
      __value: JSON.stringify(order(7)),
      __topic: topic,
      __partition: 1,
      __offset: 2,
      __timestamp: '2026-01-01 00:00:07',
      __key: 'key 7',
      __headers: { trace: 't7', source: 'e2e' },
    });
    const [all] = await ask(
      url,
      `SELECT uniqExact(id) AS ids, sum(price) AS total, countIf(price IS NULL) AS nulls, sum(length(tags)) AS words,
        countIf(__partition != id % 3) AS elsewhere, countIf(__offset != intDiv(id, 3)) AS misplaced FROM orders`,
    );
    const prices = messages.map((_, i) => order(i)['price'] as number | null);
    expect(all).toEqual({
      ids: 5_000,
      total: prices.reduce<number>((sum, price) => sum + (price ?? 0), 0),
      nulls: 1_000,
      words: 5_000,
      elsewhere: 0,
      misplaced: 0,
    });
    expect(await rowCount(url, 'orders_quarantine')).toBe(0);

    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
  });

  it('messages of a topic that cannot become rows go to quarantine with a reason per column, and the rows around them land', async () => {
    const { topic, url } = await runProject();
    const big = JSON.stringify({ ...order(6), filler: 'x'.repeat(11 * 1024 * 1024) });
    await produce(broker, topic, [
      { value: JSON.stringify(order(0)) },
      { value: '{"id": 1, oops', key: 'no json' },
      { value: JSON.stringify({ ...order(2), id: 'two', at: 'yesterday' }), key: 'wrong types' },
      { value: JSON.stringify({ ...order(3), id: 4_294_967_296 }), key: 'out of range' },
      { value: null, key: 'tombstone' },
      { value: Buffer.from([0xff, 0xfe, 0x00]), key: 'no text' },
      { value: big, key: 'too large' },
      { value: JSON.stringify({ id: 7 }), key: 'missing' },
      { value: JSON.stringify(order(8)) },
    ]);
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 2,
    );
    await eventually(
      () => rowCount(url, 'orders_quarantine'),
      (n) => n === 7,
    );

    expect(await ask(url, 'SELECT id, __offset FROM orders ORDER BY id')).toEqual([
      { id: 0, __offset: 0 },
      { id: 8, __offset: 8 },
    ]);
    interface Quarantined {
      readonly __key: string;
      readonly c__error_column: readonly string[];
      readonly c__error: readonly string[];
      readonly id: string | null;
      readonly raw: string;
      readonly length: number;
    }
    const found = await ask<Quarantined>(
      url,
      `SELECT __key, c__error_column, c__error, id, substring(__value, 1, 40) AS raw, length(__value) AS length
       FROM orders_quarantine ORDER BY __offset`,
    );
    const by = (key: string): Quarantined | undefined => found.find((one) => one.__key === key);
    expect(by('wrong types')).toMatchObject({
      c__error_column: ['id', 'at'],
      c__error: [
        expect.stringContaining("value 'two' on column 'id' is not UInt32"),
        expect.stringContaining("value 'yesterday' on column 'at' is not DateTime64(3)"),
      ],
      id: 'two',
    });
    expect(by('out of range')?.c__error[0]).toContain("value '4294967296' on column 'id' is not UInt32");
    expect(by('no json')).toMatchObject({ raw: '{"id": 1, oops', id: null });
    expect(by('no json')?.c__error[0]).toMatch(/JSON/);
    expect(by('tombstone')).toMatchObject({ raw: '', length: 0 });
    expect(by('no text')?.c__error[0]).toMatch(/UTF-8/);
    expect(by('missing')?.c__error_column).toEqual(['at', 'customer']);
    // Kept up to a limit, which is reported.
    expect(by('too large')).toMatchObject({ raw: big.slice(0, 40), length: 1024 * 1024 });
    expect(by('too large')?.c__error.join(' ')).toMatch(/larger than|too large|bytes/);
  });

  it('messages of a topic get the DEFAULT of a column that they lack', async () => {
    const topic = uniqueName('defaults');
    await createTopic(broker, topic);
    const project = await projectFolder({
      'broker.connection': plainConnection(broker),
      'visits.datasource': `SCHEMA >
    id UInt32 \`json:$.id\`,
    page String \`json:$.page\` DEFAULT concat('page ', toString(id)),
    seen DateTime \`json:$.seen\` DEFAULT toDateTime('2026-01-01 00:00:00'),
    kind LowCardinality(String) \`json:$.kind\` DEFAULT 'unknown'

KAFKA_CONNECTION_NAME broker
KAFKA_TOPIC ${topic}
KAFKA_GROUP_ID ${topic}
KAFKA_AUTO_OFFSET_RESET earliest
`,
    });
    onTestFinished(() => project.remove());
    const command = start(['run', project.path]);
    const url = await consuming(command, project.path);
    await produce(broker, topic, [
      { value: '{"id":1,"page":null}' },
      { value: '{"id":2,"page":"home","seen":1767312000,"kind":"direct"}' },
    ]);
    await eventually(
      () => rowCount(url, 'visits'),
      (n) => n === 2,
    );
    expect(await ask(url, 'SELECT id, page, seen, kind FROM visits ORDER BY id')).toEqual([
      { id: 1, page: 'page 1', seen: '2026-01-01 00:00:00', kind: 'unknown' },
      { id: 2, page: 'home', seen: '2026-01-02 00:00:00', kind: 'direct' },
    ]);
  });

  it('messages of a topic can be queried from another terminal while they arrive, and afterwards', async () => {
    const { topic, project, command, url } = await runProject();
    await produce(broker, topic, [{ value: JSON.stringify(order(1)) }]);
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 1,
    );
    const query = ['sql', 'SELECT id, customer FROM orders', '--project', project.path];

    expect(await kafkaIngest(query)).toMatchObject({ code: 0, output: 'id\tcustomer\n1\tcustomer 1\n' });
    const twice = await kafkaIngest(['run', project.path]);
    expect(twice.code).toBe(1);
    expect(twice.log).toMatch(/in use/);

    command.kill('SIGINT');
    expect(await command.exit).toBe(0);
    expect(await kafkaIngest(query)).toMatchObject({ code: 0, output: 'id\tcustomer\n1\tcustomer 1\n' });
  });
});
