import { applyDeploy, createClickHouse, planDeploy } from '@proj/clickhouse-sink';
import { createRegistryCodec, createSchemaRegistry } from '@proj/codecs/registry';
import { parseProject } from '@proj/datafile-parser';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
// nx-ignore-next-line -- servers and producers of the tests, no dependency of this package
import * as producers from '../../../tools/servers/registry-messages.js';
// nx-ignore-next-line
import { startRegistryProxy, type RegistryProxy } from '../../../tools/servers/registry-proxy.js';
// nx-ignore-next-line
import { startSchemaRegistry, type SchemaRegistryServer } from '../../../tools/servers/schema-registry.js';
// nx-ignore-next-line
import { createTopic, produce, uniqueName } from '../../../tools/servers/topics.js';
import { compileProject, createIngest, type CompileOptions, type Ingest, type IngestProblem } from '../src/index.js';

const { avroMessages, framed, jsonMessages, otherAvroFrame, protobufMessages, registerSchema } = producers;

/** The client sends null for an empty buffer without memory behind it. */
const EMPTY = Buffer.from('x').subarray(0, 0);
const anyObject = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' };

/** What it takes to know the registry's password. */
const PASSWORD = 'p@ss/w:rd %41';
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

interface Datasource {
  readonly schema: string;
  readonly settings: string;
}

/** Datafiles on their way to a real ClickHouse, each data source from a topic of its own. */
async function run(datasources: Readonly<Record<string, Datasource>>, options: Partial<CompileOptions> = {}) {
  const database = uniqueName('formats').replace('-', '_');
  const topics: Record<string, string> = {};
  for (const name of Object.keys(datasources)) {
    topics[name] = uniqueName(name);
    await createTopic(inject('kafkaBootstrapServers'), topics[name]);
  }
  const url = proxy.url.replace('://', '://reader:{{ tb_secret("REGISTRY_PASSWORD") }}@');
  const { project, diagnostics } = parseProject([
    {
      path: 'shop.connection',
      text: `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${inject('kafkaBootstrapServers')}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL ${url}\n`,
    },
    ...Object.entries(datasources).map(([name, { schema, settings }]) => ({
      path: `${name}.datasource`,
      text: `SCHEMA >\n${schema}\n\nENGINE MergeTree\nENGINE_SORTING_KEY __offset\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${topics[name]}\nKAFKA_GROUP_ID ${topics[name]}\nKAFKA_AUTO_OFFSET_RESET earliest\n${settings}\n`,
    })),
  ]);
  const compiled = compileProject(project, {
    lookupSecret: () => encodeURIComponent(PASSWORD),
    database,
    ...options,
  });
  expect([...diagnostics, ...compiled.diagnostics]).toEqual([]);

  const clickhouse = createClickHouse({ url: inject('clickhouseUrl') });
  await applyDeploy(clickhouse, await planDeploy(clickhouse, compiled.tables));
  const policy = { maxAgeMs: 50, retryFirstMs: 50, retryMaxMs: 200 };
  const ingest = createIngest({ pipelines: compiled.pipelines, sink: clickhouse, policy });
  const problems: IngestProblem[] = [];
  ingest.on('error', (problem) => problems.push(problem));
  onTestFinished(async () => {
    await ingest.stop({ deadlineMs: 1_000 });
    await clickhouse.close();
  });
  await ingest.start();
  return {
    problems,
    topic: (name: string) => topics[name] ?? '',
    subject: (name: string, part: 'key' | 'value' = 'value') => ({ url: server.url, topic: topics[name] ?? '', part }),
    send: (name: string, values: readonly (Buffer | null)[], keys: readonly Buffer[] = []) =>
      produce(inject('kafkaBootstrapServers'), topics[name] ?? '', values.map((value, i) => ({ value, ...(keys[i] && { key: keys[i] }) }))), // prettier-ignore
    counts: (name: string) => countsOf(ingest, name),
    rows: async (table: string, columns: string): Promise<readonly unknown[]> => {
      const ordered = `SELECT * FROM ${database}.${table} ORDER BY __offset`;
      const exact = 'output_format_json_quote_64bit_integers = 1, output_format_json_quote_decimals = 1';
      const text = await clickhouse.query(
        `SELECT groupArray(tuple(${columns})) AS rows FROM (${ordered}) SETTINGS ${exact}`,
      );
      return (JSON.parse(text) as { readonly rows: readonly unknown[] }).rows;
    },
  };
}

const countsOf = (ingest: Ingest, name: string): string => {
  const one = ingest.stats().datasources.find(({ datasource }) => datasource === name);
  return `${one?.rowsLanded} landed, ${one?.rowsQuarantined} quarantined`;
};

const until = (what: () => unknown): Promise<unknown> => vi.waitFor(what, { timeout: 30_000, interval: 25 });

const order = {
  schema: '  `id` Int64 `json:$.id`,\n  `price` Decimal(20, 2) `json:$.price`,\n  `item` String `json:$.item`,\n  `tags` Array(String) `json:$.tags[:]`,\n  `all` String `json:$`', // prettier-ignore
};
const LONG = '9007199254740993';

describe("messages of Confluent's serializers", () => {
  it('of Avro, JSON Schema and Protobuf become rows, their keys the text of __key', async () => {
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

const version = (...fields: readonly object[]) => ({ type: 'record' as const, name: 'User', fields });
const long = { name: 'id', type: 'long' };
const users = {
  schema: '  `id` Int64 `json:$.id`,\n  `zip` Nullable(String) `json:$.zip`,\n  `age` Float64 `json:$.age` DEFAULT -1',
};

describe('frames of another encoder', () => {
  it('with new, removed, renamed and promoted fields in one batch become rows by the schema of each', async () => {
    const { send, subject, counts, rows } = await run({ users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro' } });
    const versions: readonly (readonly [schema: ReturnType<typeof version>, value: object])[] = [
      [version({ name: 'id', type: 'int' }, { name: 'zip', type: 'string' }), { id: 1, zip: 'a' }],
      [version(long, { name: 'zip', type: 'string' }, { name: 'age', type: 'int' }), { id: 2, zip: 'b', age: 30 }],
      [version(long, { name: 'zip', type: 'string' }, { name: 'age', type: 'double' }), { id: 3, zip: 'c', age: 30.5 }],
      [version(long, { name: 'postcode', type: 'string', aliases: ['zip'] }), { id: 4, postcode: 'd' }],
      [version(long), { id: 5 }],
    ];
    const messages: Buffer[] = [];
    for (const [schema, value] of versions) {
      const id = await registerSchema(subject('users'), 'AVRO', JSON.stringify(schema));
      messages.push(otherAvroFrame(id, schema, value));
    }
    // Each version again, so that it changes in the middle of the batch.
    await send('users', [...messages, ...messages]);
    await until(() => expect(counts('users')).toBe('10 landed, 0 quarantined'));
    const once = [
      ['1', 'a', -1],
      ['2', 'b', 30],
      ['3', 'c', 30.5],
      ['4', 'd', -1],
      ['5', null, -1],
    ];
    expect(await rows('users', 'id, zip, age')).toEqual([...once, ...once]);
  });

  it('that cannot be read are in quarantine with the reason, and the place in the message', async () => {
    const registry = createSchemaRegistry({ url: server.url, unknownIdWindowMs: 1_000 });
    const { send, subject, counts, rows, problems } = await run(
      { users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro\nKAFKA_KEY_FORMAT avro' } },
      { codecs: { avro: createRegistryCodec({ format: 'avro', registry }) } },
    );
    const schema = version(long, { name: 'zip', type: 'string' });
    const id = await registerSchema(subject('users'), 'AVRO', JSON.stringify(schema));
    const other = { ...subject('users'), topic: uniqueName('other') };
    const proto = await registerSchema(other, 'PROTOBUF', 'syntax = "proto3"; message A { int32 a = 1; }');
    const good = otherAvroFrame(id, schema, { id: 1, zip: 'abc' });
    const bad = [Buffer.from('{"id":1}'), EMPTY, good.subarray(0, -1), framed(999_999, Buffer.from('x'))];
    await send('users', [good, ...bad, framed(proto, Buffer.from([0])), null, good], [...Array<Buffer>(7).fill(good), Buffer.from('text')]); // prettier-ignore
    await until(() => expect(counts('users')).toBe('1 landed, 7 quarantined'));
    const origin = new URL(server.url).host;
    expect(await rows('users_quarantine', 'c__error_column[1], c__error[1]')).toEqual([
      ['__value', 'not Avro with a schema id: the message begins with byte 0x7b, not with 0x00 and the id of its schema'],
      ['__value', 'not Avro: the message is empty'],
      ['__value', `does not match schema ${id} at $.zip: a length of 3 goes beyond the end of the message, byte 7`],
      ['__value', `the schema registry http://${origin}/apis/ccompat/v7 does not know schema 999999`],
      ['__value', `not Avro: schema ${proto} is of type PROTOBUF`],
      ['__value', 'message has no value (a tombstone), and not every column is Nullable or has a DEFAULT'],
      ['__key', 'not Avro with a schema id: the message begins with byte 0x74, not with 0x00 and the id of its schema'],
    ]); // prettier-ignore
    // Not before the registry was asked again.
    expect(problems.length).toBeGreaterThan(1);
    expect(problems[0]).toMatchObject({ code: 'codecs/registry-unknown-schema', datasource: 'users' });
    expect(await rows('users', '__key')).toEqual([['{"id":1,"zip":"abc"}']]);
    expect(await rows('users_quarantine', '__key')).toContainEqual(['text']);
  });
});

it('compressed batches, headers of bytes, empty values and empty keys arrive as they are', async () => {
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
  const stored = { bytes: '00FF80', twice: Buffer.from('last').toString('hex').toUpperCase(), none: '' };
  expect(last).toEqual(['{"id":1000}', '', stored]);
  expect(await rows('users_quarantine', 'c__error[1], __value, __key, __headers')).toEqual([
    ['not JSON: the message is empty', '', 'empty', { a: 'b' }],
  ]);
});

describe('a registry in trouble', () => {
  it('holds the messages whose schemas are not known, quarantines nothing, and shows no password', async () => {
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
    expect(await rows('users', 'id, age')).toEqual([['1', -1], ['2', -1], ['3', 30]]); // prettier-ignore
    const told = JSON.stringify(problems.map(({ message, hint }) => [message, hint]));
    expect(told).toContain('Data source users: messages of');
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(told).not.toContain(secret);
  });

  it('that does not answer is given up after the timeout, and asked again', async () => {
    proxy.behaviour = 'hang';
    onTestFinished(() => void Object.assign(proxy, { behaviour: 'pass' }));
    const url = proxy.url.replace('://', `://reader:${encodeURIComponent(PASSWORD)}@`);
    const registry = createSchemaRegistry({ url, timeoutMs: 300 });
    onTestFinished(() => registry.close());
    const { send, subject, counts, problems } = await run(
      { users: { ...users, settings: 'KAFKA_VALUE_FORMAT avro' }, plain: { ...users, settings: '' } },
      { codecs: { avro: createRegistryCodec({ format: 'avro', registry }) } },
    );
    await send('users', await avroMessages(subject('users'), version(long), [{ id: 1 }]));
    await until(() => expect(problems.at(-1)?.code).toBe('codecs/registry-timeout'));
    await send('plain', [Buffer.from('{"id":1}')]);
    await until(() => expect(counts('plain')).toBe('1 landed, 0 quarantined'));
    proxy.behaviour = 'pass';
    await until(() => expect(counts('users')).toBe('1 landed, 0 quarantined'));
  });
});
