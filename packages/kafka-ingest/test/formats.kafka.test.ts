import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
// nx-ignore-next-line -- servers and producers of the tests, no dependency of this package
import * as producers from '../../../tools/servers/registry-messages.js';
// nx-ignore-next-line
import { guidOf, startRegistryProxy, type RegistryProxy } from '../../../tools/servers/registry-proxy.js';
// nx-ignore-next-line
import { startSchemaRegistry, type SchemaRegistryServer } from '../../../tools/servers/schema-registry.js';
// nx-ignore-next-line
import { produce } from '../../../tools/servers/topics.js';
import type { CompileOptions } from '../src/index.js';
import { rawFetch } from './support/raw-fetch.js';
import { PASSWORD, runFormats, until, type Datasource } from './support/run-formats.js';

const { avroMessages, jsonMessages, protobufMessages } = producers;

/** The client sends null for an empty buffer without memory behind it. */
const EMPTY = Buffer.from('x').subarray(0, 0);
const anyObject = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' };

let server: SchemaRegistryServer;
let proxy: RegistryProxy;

beforeAll(async () => {
  server = await startSchemaRegistry();
  proxy = await startRegistryProxy(server.url, { user: 'reader', password: PASSWORD });
}, 180_000);
afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

const run = (datasources: Readonly<Record<string, Datasource>>, options: Partial<CompileOptions> = {}) =>
  runFormats({ server, proxy }, datasources, options);

const order = {
  schema: '  `id` Int64 `json:$.id`,\n  `price` Decimal(20, 2) `json:$.price`,\n  `item` String `json:$.item`,\n  `tags` Array(String) `json:$.tags[:]`,\n  `all` String `json:$`', // prettier-ignore
};
const LONG = '9007199254740993';

describe("messages of Confluent's serializers", () => {
  it('Avro, JSON Schema and Protobuf messages become rows, and their keys the text of __key', async () => {
    const { send, subject, counts, rows } = await run({
      avro: { ...order, settings: 'KAFKA_VALUE_FORMAT avro\nKAFKA_KEY_FORMAT avro' },
      json: { ...order, settings: 'KAFKA_VALUE_FORMAT json_with_schema\nKAFKA_KEY_FORMAT json_with_schema' },
      protobuf: {
        schema: order.schema.replace(/.*price.*\n/, ''),
        settings: 'KAFKA_VALUE_FORMAT protobuf\nKAFKA_KEY_FORMAT json_without_schema',
      },
    });
    const avro = await avroMessages(
      subject('avro'),
      {
        type: 'record',
        name: 'Order',
        fields: [
          { name: 'id', type: 'long' },
          { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 } },
          { name: 'item', type: { type: 'record', name: 'Item', fields: [{ name: 'sku', type: ['null', 'string'] }] } },
          { name: 'tags', type: { type: 'array', items: 'string' } },
        ],
      },
      [{ id: 7, price: Buffer.from('04d2', 'hex'), item: { sku: 'ü-1' }, tags: ['a', 'b'] }],
    );
    const keySchema = { type: 'record', name: 'Key', fields: [{ name: 'id', type: 'long' }] };
    await send('avro', avro, await avroMessages(subject('avro', 'key'), keySchema, [{ id: 7 }]));

    const json = await jsonMessages(subject('json'), anyObject, [
      { id: 7, price: 12.34, item: { sku: 'ü-1' }, tags: ['a', 'b'] },
    ]);
    await send('json', [...json, Buffer.from(`{"id":${LONG},"price":1,"item":"bare","tags":[]}`)], await jsonMessages(subject('json', 'key'), anyObject, [{ id: 7 }])); // prettier-ignore

    const file = {
      name: 'order.proto', package: 'shop', syntax: 'proto3',
      messageType: [
        { name: 'Item', field: [{ name: 'sku', number: 1, type: 'TYPE_STRING', label: 'LABEL_OPTIONAL' }] },
        {
          name: 'Order',
          field: [
            { name: 'id', number: 1, type: 'TYPE_INT64', label: 'LABEL_OPTIONAL' },
            { name: 'item', number: 2, type: 'TYPE_MESSAGE', typeName: '.shop.Item', label: 'LABEL_OPTIONAL' },
            { name: 'tags', number: 3, type: 'TYPE_STRING', label: 'LABEL_REPEATED' },
          ],
        },
      ],
    }; // prettier-ignore
    const protobuf = await protobufMessages(subject('protobuf'), file, 'shop.Order', [{ id: LONG, item: { sku: 'ü-1' }, tags: ['a', 'b'] }]); // prettier-ignore
    await send('protobuf', protobuf, [Buffer.from('{ "id": 7 }')]);

    await until(() => {
      expect(['avro', 'json', 'protobuf'].map(counts)).toEqual([
        '1 landed, 0 quarantined',
        '2 landed, 0 quarantined',
        '1 landed, 0 quarantined',
      ]);
    });
    const item = '{"sku":"ü-1"}';
    expect(await rows('avro', 'id, price, item, tags, all, __key')).toEqual([
      ['7', '12.34', item, ['a', 'b'], `{"id":7,"price":12.34,"item":${item},"tags":["a","b"]}`, '{"id":7}'],
    ]);
    expect(await rows('json', 'id, price, item, tags, all, __key')).toEqual([
      ['7', '12.34', item, ['a', 'b'], `{"id":7,"price":12.34,"item":${item},"tags":["a","b"]}`, '{"id":7}'],
      [LONG, '1', 'bare', [], `{"id":${LONG},"price":1,"item":"bare","tags":[]}`, ''],
    ]);
    expect(await rows('protobuf', 'id, item, tags, all, __key')).toEqual([
      [LONG, item, ['a', 'b'], `{"id":${LONG},"item":${item},"tags":["a","b"]}`, '{ "id": 7 }'],
    ]);
  });
});

describe('messages that name their schema in a header', () => {
  it('messages with a schema id or GUID in a header become rows beside framed ones, and so do keys', async () => {
    const { send, sendMessages, subject, counts, rows } = await run({
      users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro\nKAFKA_KEY_FORMAT avro\nKAFKA_STORE_HEADERS True' },
    });
    const key = { type: 'record', name: 'Key', fields: [long] };
    const two = version(long, { name: 'age', type: 'double' });
    const { avroMessagesWithHeader: withHeader } = producers;
    const [byId] = await withHeader(subject('users'), version(long), [{ id: 1 }]);
    const framedOne = await avroMessages(subject('users'), version(long), [{ id: 3 }]);
    const [byGuid] = await withHeader(subject('users'), two, [{ id: 2, age: 2.5 }], guidOf);
    const [keyById] = await withHeader(subject('users', 'key'), key, [{ id: 10 }]);
    const [keyByGuid] = await withHeader(subject('users', 'key'), key, [{ id: 20 }], guidOf);
    const framedKey = await avroMessages(subject('users', 'key'), key, [{ id: 30 }]);
    if (!byId || !byGuid || !keyById || !keyByGuid) throw new Error('nothing was written');
    expect(byId.value).toEqual(Buffer.from([2]));
    expect(byGuid.headers.map(([name, value]) => [name, value[0], value.length])).toEqual([
      ['__value_schema_id', 1, 17],
    ]);
    await sendMessages('users', [
      { value: byId.value, key: keyById.value, headers: [...byId.headers, ...keyById.headers] },
      { value: byGuid.value, key: keyByGuid.value, headers: [...keyByGuid.headers, ...byGuid.headers, ['more', 'x']] },
    ]);
    await send('users', framedOne, framedKey);
    await sendMessages('users', [
      { value: byId.value.subarray(1, 1), key: keyById.value, headers: [...byId.headers, ...keyById.headers] },
      { value: byId.value, key: keyById.value, headers: [['__value_schema_id', 'v1'], ...keyById.headers] },
    ]);
    await until(() => expect(counts('users')).toBe('3 landed, 2 quarantined'));
    expect(await rows('users', "id, age, __key, __headers['more']")).toEqual([
      ['1', -1, '{"id":10}', ''],
      ['2', 2.5, '{"id":20}', 'x'],
      ['3', -1, '{"id":30}', ''],
    ]);
    const bad = await rows('users_quarantine', 'c__error_column[1], c__error[1], __key');
    expect(bad).toEqual([
      ['__value', expect.stringMatching(/^does not match schema \d+ at \$\.id: the message ends too early, byte 1$/), '{"id":10}'],
      ['__value', 'not Avro: the header __value_schema_id holds no id of a schema, which begins with 0x00 or 0x01, but 0x7631', '{"id":10}'],
    ]); // prettier-ignore
  });
});

const version = (...fields: readonly object[]) => ({ type: 'record' as const, name: 'User', fields });
const long = { name: 'id', type: 'long' };
const users = {
  schema: '  `id` Int64 `json:$.id`,\n  `zip` Nullable(String) `json:$.zip`,\n  `age` Float64 `json:$.age` DEFAULT -1',
};

it('compressed batches, binary, null and repeated headers, empty values and empty keys arrive unchanged', async () => {
  const { topic, counts, rows } = await run({
    users: { ...users, settings: 'KAFKA_STORE_HEADERS True\nKAFKA_STORE_RAW_VALUE True' },
  });
  const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
  const send = (messages: Parameters<typeof produce>[2], options?: Parameters<typeof produce>[3]) =>
    produce(inject('kafkaBootstrapServers'), topic('users'), messages, options);
  for (const [n, compression] of codecs.entries()) {
    const of = (i: number) => ({ value: JSON.stringify({ id: n * 200 + i, zip: compression.repeat(20) }) });
    await send(Array.from({ length: 200 }, (_, i) => of(i)), { compression }); // prettier-ignore
  }
  const headers = [
    ['bytes', Buffer.from('00ff80', 'hex')],
    ['twice', 'first'],
    ['none', EMPTY],
    ['twice', 'last'],
    // The client sends null for an empty buffer without memory behind it.
    ['null', Buffer.alloc(0)],
  ] as const;
  await send([{ value: '{"id":1000}', key: EMPTY, headers }, { value: EMPTY, key: 'empty', headers: [['a', 'b']] }]); // prettier-ignore
  await until(() => expect(counts('users')).toBe('1001 landed, 1 quarantined'));
  expect(await rows('users', 'id')).toEqual(Array.from({ length: 1_001 }, (_, id) => [String(id)]));
  expect(await rows('users', 'zip')).toEqual([
    ...codecs.flatMap((one) => Array<unknown>(200).fill([one.repeat(20)])),
    [null],
  ]);
  const last = (await rows('users', '__value, __key, mapApply((k, v) -> (k, hex(v)), __headers)')).at(-1);
  // Of repeated headers the last one counts, at the place of the first.
  const stored = { bytes: '00FF80', twice: Buffer.from('last').toString('hex').toUpperCase(), none: '', null: '' };
  expect(last).toEqual(['{"id":1000}', '', stored]);
  // A length of -1 and one of 0, as Kafka writes them: the broker has both, and the table cannot
  // tell them apart.
  const inKafka = await rawFetch(inject('kafkaBootstrapServers'), topic('users'), 1_000);
  for (const bytes of ['\bnull\x01', '\bnone\x00']) expect(inKafka.includes(bytes)).toBe(true);
  expect(await rows('users_quarantine', 'c__error[1], __value, __key, __headers')).toEqual([
    ['not JSON: the message is empty', '', 'empty', { a: 'b' }],
  ]);
});

describe('a registry in trouble', () => {
  it('an outage holds messages of unknown schemas, quarantines nothing, and reveals no password', async () => {
    proxy.behaviour = 'break';
    onTestFinished(() => void Object.assign(proxy, { behaviour: 'pass', password: PASSWORD }));
    const flow = await run({
      users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro' },
      plain: { ...users, settings: '' },
    });
    const { send, subject, counts, problems, rows } = flow;
    const first = version(long);
    const one = await avroMessages(subject('users'), first, [{ id: 1 }]);
    const plain = Buffer.from('{"id":1}');

    // Down from the start: the other data source does not mind.
    await send('users', one);
    await send('plain', [plain]);
    await until(() => expect(problems.at(-1)?.code).toBe('codecs/registry-unreachable'));
    await until(() => expect(counts('plain')).toBe('1 landed, 0 quarantined'));
    expect(counts('users')).toBe('0 landed, 0 quarantined');
    proxy.behaviour = 'pass';
    await until(() => expect(counts('users')).toBe('1 landed, 0 quarantined'));

    // The password changed meanwhile: known schemas go on, a new version waits.
    proxy.password = 'another';
    await send('users', await avroMessages(subject('users'), first, [{ id: 2 }]));
    await until(() => expect(counts('users')).toBe('2 landed, 0 quarantined'));
    const two = await avroMessages(subject('users'), version(long, { name: 'age', type: 'int' }), [{ id: 3, age: 30 }]);
    await send('users', two);
    await until(() => expect(problems.at(-1)?.code).toBe('codecs/registry-unauthorized'));
    await send('plain', [plain]);
    await until(() => expect(counts('plain')).toBe('2 landed, 0 quarantined'));
    expect(counts('users')).toBe('2 landed, 0 quarantined');

    proxy.password = PASSWORD;
    await until(() => expect(counts('users')).toBe('3 landed, 0 quarantined'));

    // The right to read is taken away meanwhile: the same.
    proxy.behaviour = 'forbid';
    const three = version(long, { name: 'age', type: 'long' });
    await send('users', await avroMessages(subject('users'), three, [{ id: 4, age: 40 }]));
    await until(() => expect(problems.at(-1)?.code).toBe('codecs/registry-forbidden'));
    await send('plain', [plain]);
    await until(() => expect(counts('plain')).toBe('3 landed, 0 quarantined'));
    expect(counts('users')).toBe('3 landed, 0 quarantined');
    proxy.behaviour = 'pass';
    await until(() => expect(counts('users')).toBe('4 landed, 0 quarantined'));
    expect(await rows('users', 'id, age')).toEqual([['1', -1], ['2', -1], ['3', 30], ['4', 40]]); // prettier-ignore
    const reported = JSON.stringify(problems.map(({ message, hint }) => [message, hint]));
    expect(reported).toContain('Data source users: messages of');
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(reported).not.toContain(secret);
  });

  it('a registry that does not answer is given up after the timeout and asked again', async () => {
    proxy.behaviour = 'hang';
    onTestFinished(() => void Object.assign(proxy, { behaviour: 'pass' }));
    const { send, subject, counts, problems } = await run(
      { users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro' }, plain: { ...users, settings: '' } },
      { schemaRegistry: { timeoutMs: 300 } },
    );
    await send('users', await avroMessages(subject('users'), version(long), [{ id: 1 }]));
    await until(() => expect(problems.at(-1)?.code).toBe('codecs/registry-timeout'));
    await send('plain', [Buffer.from('{"id":1}')]);
    await until(() => expect(counts('plain')).toBe('1 landed, 0 quarantined'));
    proxy.behaviour = 'pass';
    await until(() => expect(counts('users')).toBe('1 landed, 0 quarantined'));
  });
});
