import {
  AvroSerializer,
  DecimalSchema,
  JsonSerializer,
  MetaSchema,
  ProtobufSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';
import avsc from 'avsc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packField, type Codec, type DecodedField, type PackedField } from '../../src/index.js';
import { createRegistryCodec, createSchemaRegistry, type RegistryFormat } from '../../src/registry.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { framed } from '../support/framed.js';

let fake: FakeRegistry;
beforeEach(async () => (fake = await FakeRegistry.start()));
afterEach(() => fake.stop());

const codecFor = (format: RegistryFormat): Codec =>
  createRegistryCodec({ format, registry: createSchemaRegistry({ url: fake.url, unknownIdWindowMs: 0 }) });

/** Decodes, checks that a second time needs no promise, and gives back the answer of that one. */
async function decodeTwice(codec: Codec, field: PackedField): Promise<DecodedField> {
  await codec.decode(field, 'value');
  const again = codec.decode(field, 'value');
  expect(again).not.toBeInstanceOf(Promise);
  return again;
}

const user = avsc.Type.forSchema({
  type: 'record',
  name: 'User',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'name', type: ['null', 'string'] },
  ],
} as never);

describe('the frame', () => {
  it('the frame is removed wherever messages lie in the buffer', async () => {
    const id = fake.registerAvro(user.schema());
    const messages = [
      { id: 1, name: 'a' },
      { id: 2, name: null },
    ].map((one) => framed(id, user.toBuffer(one)));
    const { values, failures } = await decodeTwice(codecFor('avro'), packField([messages[0]!, null, messages[1]!]));
    expect(values).toEqual([{ id: 1, name: 'a' }, undefined, { id: 2, name: null }]);
    expect(failures).toBeUndefined();
    expect(fake.requests).toEqual([`GET /schemas/ids/${id}?subject=`]);
  });

  it('the frame may name the schema by its GUID', async () => {
    const guid = FakeRegistry.guidOf(fake.registerAvro(user.schema()));
    const frame = Buffer.from(`01${guid.replaceAll('-', '')}`, 'hex');
    const message = Buffer.concat([frame, user.toBuffer({ id: 1, name: 'a' })]);
    expect((await decodeTwice(codecFor('avro'), packField([message]))).values).toEqual([{ id: 1, name: 'a' }]);
  });

  it.each<[RegistryFormat, string, string, string]>([
    ['avro', '', 'codecs/empty', 'not Avro: the message is empty'],
    [
      'avro',
      '7b7d',
      'codecs/no-frame',
      'not Avro with a schema id: the message begins with byte 0x7b, not with 0x00 and the id of its schema',
    ],
    [
      'protobuf',
      '0a',
      'codecs/no-frame',
      'not Protobuf with a schema id: the message begins with byte 0x0a, not with 0x00 and the id of its schema',
    ],
    [
      'avro',
      '000000',
      'codecs/truncated-frame',
      'not Avro: the message ends inside of the frame that names its schema, after byte 3',
    ],
    [
      'json_with_schema',
      '000000',
      'codecs/truncated-frame',
      'not JSON: the message ends inside of the frame that names its schema, after byte 3',
    ],
    ['json_with_schema', '', 'codecs/empty', 'not JSON: the message is empty'],
    ['json_with_schema', '0000000001', 'codecs/empty', 'not JSON: the message is empty'],
    ['json_with_schema', '00000000017b', 'codecs/json-syntax', 'not JSON: the message ends too early, after byte 1'],
  ])('%s %s', async (format, bytes, code, message) => {
    const { failures } = await codecFor(format).decode(packField([Buffer.from(bytes, 'hex')]), 'value');
    expect(failures?.get(0)).toEqual({ code, message });
    expect(fake.requests).toEqual([]);
  });
});

describe('json_with_schema', () => {
  it('json_with_schema takes JSON with and without a frame, with exact numbers, and needs no registry for it', () => {
    const text = '{"id":9007199254740993}';
    const answer = codecFor('json_with_schema').decode(packField([framed(99, Buffer.from(text)), text, null]), 'value');
    expect(answer).toMatchObject({ values: [{ id: 9007199254740993n }, { id: 9007199254740993n }, undefined] });
    expect(fake.requests).toEqual([]);
  });

  it('json_with_schema says where the JSON text begins', async () => {
    const field = packField([framed(1, Buffer.from('[1]')), '[2]', null]);
    const { start = field.start } = await codecFor('json_with_schema').decode(field, 'validity');
    const texts = [0, 1].map((i) => Buffer.from(field.bytes).toString('utf8', start[i], field.end[i]));
    expect(texts).toEqual(['[1]', '[2]']);
    expect(start[2]).toBe(-1);
  });

  it('json_with_schema leaves the field of the caller as it is', () => {
    const field = packField([framed(1, Buffer.from('1'))]);
    void codecFor('json_with_schema').decode(field, 'value');
    expect([...field.start]).toEqual([0]);
  });
});

describe('evolution', () => {
  const version = (...fields: readonly object[]): object => ({ type: 'record', name: 'User', fields });

  it('decodes each message with the schema that it was written with, in one batch', async () => {
    const id = { name: 'id', type: 'int' };
    const schemas = [
      version(id, { name: 'zip', type: 'string' }),
      // New field; promoted to long and double.
      version({ name: 'id', type: 'long' }, { name: 'zip', type: 'string' }, { name: 'age', type: 'double' }),
      // Removed; renamed with its old name as an alias.
      version({ name: 'id', type: 'long' }, { name: 'postcode', type: 'string', aliases: ['zip'] }),
    ];
    const rows = [
      { id: 1, zip: 'a' },
      { id: 2, zip: 'b', age: 1.5 },
      { id: 3, postcode: 'c' },
    ];
    const messages = schemas.map((schema, i) => {
      const type = avsc.Type.forSchema(schema as never);
      return framed(fake.registerAvro(schema, 'users-value'), type.toBuffer(rows[i]));
    });
    const codec = codecFor('avro');
    await codec.decode(packField([messages[0]!]), 'value');
    const { values } = await codec.decode(packField([messages[0]!, messages[1]!, messages[2]!, messages[0]!]), 'value');
    expect(values).toEqual([rows[0], rows[1], rows[2], rows[0]]);
    expect((values[2] as { zip?: unknown }).zip).toBe('c');
    expect(fake.requests).toHaveLength(3);
  });
});

describe('schemas', () => {
  it('schemas get what they refer to, each once', async () => {
    const zip = { type: 'fixed', name: 'shop.Zip', size: 2 };
    const address = { type: 'record', name: 'shop.Address', fields: [{ name: 'zip', type: 'shop.Zip' }] };
    const order = {
      type: 'record',
      name: 'shop.Order',
      fields: [
        { name: 'from', type: 'Address' },
        { name: 'to', type: 'Address' },
        { name: 'zip', type: 'Zip' },
      ],
    };
    const toZip = { name: 'shop.Zip', subject: 'zip', version: 1 };
    fake.registerAvro(zip, 'zip');
    fake.register({ schema: JSON.stringify(address), references: [toZip] }, 'address');
    const references = [{ name: 'shop.Address', subject: 'address', version: 1 }, toZip];
    const id = fake.register({ schema: JSON.stringify(order), references }, 'order');
    const { values } = await decodeTwice(codecFor('avro'), packField([framed(id, Buffer.from('aabbcc'))]));
    expect(JSON.stringify(values[0])).toBe(
      '{"from":{"zip":{"0":97,"1":97}},"to":{"zip":{"0":98,"1":98}},"zip":{"0":99,"1":99}}',
    );
    expect(fake.requests.filter((one) => one.includes('zip'))).toHaveLength(1);
  });

  it('schemas that are broken, or of another kind, fail the messages that name them and no others', async () => {
    const good = fake.registerAvro('int');
    const broken = fake.registerAvro({ type: 'record', name: 'R', fields: [{ name: 'a', type: 'strng' }] });
    const json = fake.register({ schema: '{}', schemaType: 'JSON' });
    const field = packField([good, broken, json, good].map((id) => framed(id, Buffer.from([2]))));
    const { values, failures } = await decodeTwice(codecFor('avro'), field);
    expect(values).toEqual([1, undefined, undefined, 1]);
    expect([...(failures ?? [])]).toEqual([
      [
        1,
        {
          code: 'codecs/broken-schema',
          message: 'schema 2 cannot be used: at $.fields[0].type: there is no type "strng"',
        },
      ],
      [2, { code: 'codecs/schema-type', message: 'not Avro: schema 3 is of type JSON' }],
    ]);
    const proto = fake.register({ schema: 'syntax = "proto3"; message M { Missing a = 1; }', schemaType: 'PROTOBUF' });
    const other = await codecFor('protobuf').decode(packField([framed(proto, Buffer.from([0]))]), 'value');
    expect(other.failures?.get(0)).toMatchObject({ code: 'codecs/broken-schema' });
  });

  it('a schema that a message does not match is named with the place', async () => {
    const id = fake.registerAvro(user.schema());
    const bytes = framed(id, user.toBuffer({ id: 1, name: 'Anna' }));
    const { failures } = await codecFor('avro').decode(packField([bytes.subarray(0, -1)]), 'value');
    expect(failures?.get(0)).toEqual({
      code: 'codecs/schema-mismatch',
      message: 'does not match schema 1 at $.name: a length of 4 goes beyond the end of the message, byte 8',
    });
  });

  it('schemas are forgotten beyond the limit, and fetched again', async () => {
    const ids = ['int', 'long', 'double'].map((type) => fake.registerAvro(type));
    const registry = createSchemaRegistry({ url: fake.url, maxSchemas: 2 });
    const codec = createRegistryCodec({ format: 'avro', registry, maxSchemas: 2 });
    const field = packField(ids.map((id) => framed(id, Buffer.alloc(id === 3 ? 8 : 1))));
    // A batch may name more than are kept.
    expect((await codec.decode(field, 'value')).values).toEqual([0, 0, 0]);
    expect((await codec.decode(field, 'value')).values).toEqual([0, 0, 0]);
    expect(fake.requests.length).toBeGreaterThan(3);
  });
});

describe("frames of Confluent's serializers", () => {
  const client = (): SchemaRegistryClient => new SchemaRegistryClient({ baseURLs: [fake.url], cacheCapacity: 10 });
  const settings = { autoRegisterSchemas: true, useLatestVersion: false };

  it("frames of Confluent's serializers are decoded for Avro", async () => {
    const registryClient = client();
    await registryClient.register('users-value', { schema: JSON.stringify(user.schema()), schemaType: 'AVRO' });
    const serializer = new AvroSerializer(registryClient, SerdeType.VALUE, {
      useLatestVersion: true,
      autoRegisterSchemas: false,
    });
    const bytes = await serializer.serialize('users', { id: 7, name: 'Anna' });
    expect((await decodeTwice(codecFor('avro'), packField([bytes]))).values).toEqual([{ id: 7, name: 'Anna' }]);
  });

  it("frames of Confluent's serializers are decoded for JSON", async () => {
    const registryClient = client();
    await registryClient.register('users-value', { schema: '{"type":"object"}', schemaType: 'JSON' });
    const serializer = new JsonSerializer(registryClient, SerdeType.VALUE, {
      useLatestVersion: true,
      autoRegisterSchemas: false,
    });
    const bytes = await serializer.serialize('users', { id: 7 });
    expect((await decodeTwice(codecFor('json_with_schema'), packField([bytes]))).values).toEqual([{ id: 7 }]);
  });

  it("frames of Confluent's serializers are decoded for Protobuf, whose schemas are registered as descriptors", async () => {
    const serializer = new ProtobufSerializer(client(), SerdeType.VALUE, settings);
    serializer.registry.add(DecimalSchema);
    serializer.registry.add(MetaSchema);
    const decimal = { $typeName: 'confluent.type.Decimal', value: Buffer.from('04d2', 'hex'), precision: 4, scale: 2 };
    const meta = { $typeName: 'confluent.Meta', doc: 'd', params: { a: 'b' }, tags: ['t'] };
    const bytes = [await serializer.serialize('prices', decimal), await serializer.serialize('metas', meta)];
    const { values, failures } = await decodeTwice(codecFor('protobuf'), packField(bytes));
    expect(failures).toBeUndefined();
    expect(values).toEqual([12.34, { doc: 'd', params: { a: 'b' }, tags: ['t'] }]);
  });
});
