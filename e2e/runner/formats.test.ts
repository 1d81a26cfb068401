import { beforeAll, afterAll, expect, inject, it, onTestFinished } from 'vitest';
import * as producers from '../../tools/servers/registry-messages.js';
import { startRegistryProxy, type RegistryProxy } from '../../tools/servers/registry-proxy.js';
import { startSchemaRegistry, type SchemaRegistryServer } from '../../tools/servers/schema-registry.js';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, start } from '../support/kafka-ingest.js';
import { projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');
const PASSWORD = 'p@ss/w:rd %41 planted';
const { avroMessages, jsonMessages, otherAvroFrame, protobufMessages, registerSchema } = producers;

let registry: SchemaRegistryServer;
let proxy: RegistryProxy;
beforeAll(async () => {
  registry = await startSchemaRegistry();
  proxy = await startRegistryProxy(registry.url, { user: 'reader', password: PASSWORD });
}, 180_000);
afterAll(async () => {
  await proxy.stop();
  await registry.stop();
});

const formats = ['avro', 'json_with_schema', 'protobuf'] as const;
type Format = (typeof formats)[number];

/**
 * One data source for each format, values and keys alike, whose registry requires the user and the
 * password in its URL.
 */
async function runProject() {
  const topics = Object.fromEntries(formats.map((format) => [format, uniqueName(format)])) as Record<Format, string>;
  for (const topic of Object.values(topics)) await createTopic(broker, topic);
  const url = proxy.url.replace('://', '://reader:{{ tb_secret("REGISTRY_PASSWORD") }}@');
  const project = await projectFolder({
    'connections/shop.connection': `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${broker}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL ${url}\n`,
    ...Object.fromEntries(
      formats.map((format) => [
        `datasources/${format}.datasource`,
        `SCHEMA >\n    \`id\` Int64 \`json:$.id\`,\n    \`name\` Nullable(String) \`json:$.user.name\`,\n    \`age\` Int32 \`json:$.age\` DEFAULT -1\n
ENGINE_SORTING_KEY id\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${topics[format]}\nKAFKA_GROUP_ID ${topics[format]}\nKAFKA_AUTO_OFFSET_RESET earliest
KAFKA_VALUE_FORMAT ${format}\nKAFKA_KEY_FORMAT ${format}\n`,
      ]),
    ),
  });
  onTestFinished(() => project.remove());
  const command = start(['run', project.path], { env: { REGISTRY_PASSWORD: encodeURIComponent(PASSWORD) } });
  const clickhouse = await consuming(command, project.path);
  return { topics, command, clickhouse };
}

const long = { name: 'id', type: 'long' };
const avroKey = { type: 'record', name: 'Key', fields: [long] };
const avroUser = { type: 'record', name: 'Who', fields: [{ name: 'name', type: ['null', 'string'] }] };
const avroEvent = (...more: readonly object[]) => ({
  type: 'record',
  name: 'Event',
  fields: [long, { name: 'user', type: avroUser }, ...more],
});
const anyObject = (title: string) => ({ $schema: 'http://json-schema.org/draft-07/schema#', title, type: 'object' });
const field = (name: string, number: number, type: string) => ({ name, number, type, label: 'LABEL_OPTIONAL' });
const protoFile = (...more: readonly ReturnType<typeof field>[]) => ({
  name: 'event.proto', package: 'shop', syntax: 'proto3',
  messageType: [
    { name: 'User', field: [field('name', 1, 'TYPE_STRING')] },
    { name: 'Event', field: [field('id', 1, 'TYPE_INT64'), { ...field('user', 2, 'TYPE_MESSAGE'), typeName: '.shop.User' }, ...more] },
  ],
}); // prettier-ignore
const keyFile = { name: 'key.proto', package: 'shop', syntax: 'proto3', messageType: [{ name: 'Key', field: [field('id', 1, 'TYPE_INT64')] }] }; // prettier-ignore

/**
 * A key and a value as Confluent's serializers write them, with the first version of the schema or,
 * where there is an age, the second.
 */
async function written(format: Format, topic: string, id: number, age?: number) {
  const value = { url: registry.url, topic };
  const key = { ...value, part: 'key' as const };
  const event = { id, user: { name: `ü${id}` }, ...(age !== undefined && { age }) };
  const second = age !== undefined;
  const [[keyBytes], [valueBytes]] = await {
    avro: async () => [
      await avroMessages(key, avroKey, [{ id }]),
      await avroMessages(value, second ? avroEvent({ name: 'age', type: 'int' }) : avroEvent(), [event]),
    ] as const,
    json_with_schema: async () => [
      await jsonMessages(key, anyObject('key'), [{ id }]),
      await jsonMessages(value, anyObject(second ? 'two' : 'one'), [event]),
    ] as const,
    protobuf: async () => [
      await protobufMessages(key, keyFile, 'shop.Key', [{ id }]),
      await protobufMessages(value, second ? protoFile(field('age', 3, 'TYPE_INT32')) : protoFile(), 'shop.Event', [event]),
    ] as const,
  }[format](); // prettier-ignore
  if (!keyBytes || !valueBytes) throw new Error('nothing was written');
  return { key: keyBytes, value: valueBytes };
}

it('values and keys of all registry formats arrive, even when schemas change, messages are bad, and the registry fails', async () => {
  const { topics, command, clickhouse } = await runProject();
  const send = async (id: number, age?: number): Promise<void> => {
    for (const format of formats)
      await produce(broker, topics[format], [await written(format, topics[format], id, age)]);
  };
  const arrived = async (rows: number, quarantined: number): Promise<void> => {
    const count = async (table: string) => rowCount(clickhouse, table);
    await eventually(
      async () => Promise.all(formats.flatMap((format) => [count(format), count(`${format}_quarantine`)])),
      (counts) => counts.every((n, i) => n >= (i % 2 === 0 ? rows : quarantined)),
    );
  };

  // The second version comes between messages of the first.
  await send(1);
  await send(2, 20);
  await send(3);
  await arrived(3, 0);

  // One message per format that does not match its schema.
  for (const format of formats) {
    const { key, value } = await written(format, topics[format], 4);
    await produce(broker, topics[format], [{ key, value: value.subarray(0, -1) }]);
  }
  await arrived(3, 1);

  // Without the registry, known schemas continue; a new version waits, and nothing is quarantined.
  const stranger = { ...avroEvent({ name: 'age', type: 'long' }), doc: 'a version that was never read before' };
  const id = await registerSchema({ url: registry.url, topic: topics.avro }, 'AVRO', JSON.stringify(stranger));
  const known = await Promise.all(formats.map(async (format) => written(format, topics[format], 5)));
  await proxy.stop();
  for (const [i, format] of formats.entries()) await produce(broker, topics[format], known.slice(i, i + 1));
  await arrived(4, 1);
  const key = known[0]?.key ?? null;
  const waiting = otherAvroFrame(id, stranger, { id: 6, user: { name: 'late' }, age: 60 });
  await produce(broker, topics.avro, [{ key, value: waiting }]);
  await command.says(/No schema registry answers at/);
  proxy = await startRegistryProxy(
    registry.url,
    { user: 'reader', password: PASSWORD },
    Number(new URL(proxy.url).port),
  );
  await eventually(
    () => rowCount(clickhouse, 'avro'),
    (n) => n === 5,
  );

  for (const format of formats) {
    const rows = await ask(clickhouse, `SELECT id, name, age, __key FROM ${format} ORDER BY __offset`);
    expect(rows).toEqual([
      { id: 1, name: 'ü1', age: -1, __key: '{"id":1}' },
      { id: 2, name: 'ü2', age: 20, __key: '{"id":2}' },
      { id: 3, name: 'ü3', age: -1, __key: '{"id":3}' },
      { id: 5, name: 'ü5', age: -1, __key: '{"id":5}' },
      ...(format === 'avro' ? [{ id: 6, name: 'late', age: 60, __key: '{"id":5}' }] : []),
    ]);
  }
  const reasons = formats.map(
    (format) => `SELECT '${format}' AS format, c__error_column, c__error[1] AS error, __key FROM ${format}_quarantine`,
  );
  expect(await ask(clickhouse, `SELECT * FROM (${reasons.join(' UNION ALL ')}) ORDER BY format`)).toEqual([
    { format: 'avro', c__error_column: ['__value'], error: expect.stringMatching(/^does not match schema \d+ at \$\.user\.name: a length of 3 goes beyond/), __key: '{"id":4}' },
    { format: 'json_with_schema', c__error_column: ['__value'], error: expect.stringMatching(/^not JSON: the message ends too early/), __key: '{"id":4}' },
    { format: 'protobuf', c__error_column: ['__value'], error: expect.stringMatching(/^does not match schema \d+ at \$\.user: a length of 5 goes beyond/), __key: '{"id":4}' },
  ]); // prettier-ignore

  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)])
    expect(command.log + command.output).not.toContain(secret);
});
