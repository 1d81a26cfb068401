import {
  AvroSerializer,
  DecimalSchema,
  HeaderSchemaIdSerializer,
  JsonSerializer,
  MetaSchema,
  ProtobufSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';
import avsc from 'avsc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packField, type Codec, type MessageHeader, type PackedField } from '../../src/index.js';
import { createRegistryCodec, createSchemaRegistry, type RegistryFormat } from '../../src/registry.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { framed } from '../support/framed.js';

// The registry that other tests run for real does not look up GUIDs, so this one is made up. What
// writes the messages is not.
let fake: FakeRegistry;
beforeEach(async () => (fake = await FakeRegistry.start()));
afterEach(() => fake.stop());

const codecFor = (format: RegistryFormat): Codec =>
  createRegistryCodec({ format, registry: createSchemaRegistry({ url: fake.url, unknownIdWindowMs: 0 }) });

type Headers = Readonly<Record<string, Buffer | string | readonly (Buffer | string)[]>>;

interface Message {
  readonly value: Buffer;
  readonly headers?: Headers;
}

/** As the engine shows messages to a codec. */
const fieldOf = (messages: readonly Message[], part: 'key' | 'value' = 'value'): PackedField => ({
  ...packField(messages.map(({ value }) => value)),
  part,
  headers: (i) =>
    Object.entries(messages[i]?.headers ?? {}).flatMap(([key, values]) =>
      [values].flat().map((value): MessageHeader => ({ key, value: Buffer.from(value as Buffer) })),
    ),
});

const VALUE = '__value_schema_id';
const id = (schema: number, behind = ''): Buffer => framed(schema, Buffer.from(behind, 'hex'));
const user = { type: 'record', name: 'User', fields: [{ name: 'name', type: 'string' }] };
const anna = avsc.Type.forSchema(user as never).toBuffer({ name: 'Anna' });

describe("messages of Confluent's serializers with the GUID in a header", () => {
  const client = (): SchemaRegistryClient => new SchemaRegistryClient({ baseURLs: [fake.url], cacheCapacity: 10 });
  // Each serializer puts what belongs to its client into the object.
  const latest = () => ({
    useLatestVersion: true,
    autoRegisterSchemas: false,
    schemaIdSerializer: HeaderSchemaIdSerializer,
  });

  it.each(['key', 'value'] as const)(
    'messages of Confluent’s serializers with a GUID in a header are decoded for Avro: a %s',
    async (part) => {
      const registry = client();
      await registry.register(`users-${part}`, { schema: JSON.stringify(user), schemaType: 'AVRO' });
      const serializer = new AvroSerializer(registry, part === 'key' ? SerdeType.KEY : SerdeType.VALUE, latest());
      const headers = {};
      const value = await serializer.serialize('users', { name: 'Anna' }, headers);
      expect(value).toEqual(anna);
      expect(Object.keys(headers)).toEqual([`__${part}_schema_id`]);
      const codec = codecFor('avro');
      expect(await codec.decode(fieldOf([{ value, headers }], part), 'value')).toEqual({ values: [{ name: 'Anna' }] });
      expect(fake.requests.at(-1)).toContain('/schemas/guids/');
      // What the header of the other part says is of no interest.
      const other = await codec.decode(fieldOf([{ value, headers }], part === 'key' ? 'value' : 'key'), 'value');
      expect(other.failures?.get(0)).toMatchObject({ code: 'codecs/no-frame' });
    },
  );

  it('messages of Confluent’s serializers with a GUID in a header are decoded for JSON', async () => {
    const registry = client();
    await registry.register('users-value', { schema: '{"type":"object"}', schemaType: 'JSON' });
    const headers = {};
    const value = await new JsonSerializer(registry, SerdeType.VALUE, latest()).serialize('users', { id: 7 }, headers);
    expect(await codecFor('json_with_schema').decode(fieldOf([{ value, headers }]), 'value')).toEqual({
      values: [{ id: 7 }],
    });
  });

  it('messages of Confluent’s serializers with a GUID in a header are decoded for Protobuf, whose header holds the message index as well', async () => {
    const serializer = new ProtobufSerializer(client(), SerdeType.VALUE, {
      autoRegisterSchemas: true,
      useLatestVersion: false,
      schemaIdSerializer: HeaderSchemaIdSerializer,
    });
    serializer.registry.add(DecimalSchema);
    serializer.registry.add(MetaSchema);
    const decimal = { $typeName: 'confluent.type.Decimal', value: Buffer.from('04d2', 'hex'), precision: 4, scale: 2 };
    const meta = { $typeName: 'confluent.Meta', doc: 'd', params: { a: 'b' }, tags: ['t'] };
    const [ofDecimal, ofMeta] = [{}, {}];
    const messages = [
      { value: await serializer.serialize('prices', decimal, ofDecimal), headers: ofDecimal },
      { value: await serializer.serialize('metas', meta, ofMeta), headers: ofMeta },
    ];
    const { values, failures } = await codecFor('protobuf').decode(fieldOf([...messages, ...messages]), 'value');
    expect(failures).toBeUndefined();
    const once = [12.34, { doc: 'd', params: { a: 'b' }, tags: ['t'] }];
    expect(values).toEqual([...once, ...once]);
  });
});

describe('the header', () => {
  it('the header may hold a number, in one batch with framed messages and other schemas', async () => {
    const [ofUser, ofInt] = [fake.registerAvro(user), fake.registerAvro('int')];
    const two = Buffer.from([4]);
    const codec = codecFor('avro');
    const field = fieldOf([
      { value: anna, headers: { other: 'x', [VALUE]: id(ofUser) } },
      { value: framed(ofInt, two) },
      { value: two, headers: { [VALUE]: id(ofInt) } },
      { value: anna, headers: { [VALUE]: id(ofUser) } },
      { value: framed(ofUser, anna), headers: { __key_schema_id: id(ofInt) } },
    ]);
    await codec.decode(field, 'value');
    expect(codec.decode(field, 'value')).toEqual({
      values: [{ name: 'Anna' }, 2, 2, { name: 'Anna' }, { name: 'Anna' }],
    });
    expect(fake.requests).toHaveLength(2);
  });

  it('distinguishes the messages of one Protobuf schema', async () => {
    const text = 'syntax = "proto3"; message A { int32 a = 1; } message B { message C { int32 c = 1; } int32 b = 1; }';
    const schema = fake.register({ schema: text, schemaType: 'PROTOBUF' });
    const value = Buffer.from('0807', 'hex');
    const indexes = ['00', '0202', '040200', '00', '020a', ''];
    const messages = indexes.map((index) => ({ value, headers: { [VALUE]: id(schema, index) } }));
    const { values, failures } = await codecFor('protobuf').decode(fieldOf(messages), 'value');
    expect(values).toEqual([{ a: 7 }, { b: 7 }, { c: 7 }, { a: 7 }, undefined, undefined]);
    expect([...(failures ?? [])].map(([i, { message }]) => [i, message])).toEqual([
      [4, 'does not match schema 1 at $: the schema has no message with the index [5], byte 1'],
      [5, 'does not match schema 1 at $: the message ends too early, byte 1'],
    ]);
  });

  it('the last header counts, unless it is empty', async () => {
    const [ofUser, ofInt] = [fake.registerAvro(user), fake.registerAvro('int')];
    const field = fieldOf([
      { value: anna, headers: { [VALUE]: [id(ofInt), id(ofUser)] } },
      { value: framed(ofUser, anna), headers: { [VALUE]: [id(ofInt), ''] } },
    ]);
    expect((await codecFor('avro').decode(field, 'value')).values).toEqual([{ name: 'Anna' }, { name: 'Anna' }]);
  });

  it.each<[RegistryFormat, string, string]>([
    ['avro', '7b7d', 'not Avro: the header __value_schema_id holds no id of a schema, which begins with 0x00 or 0x01, but 0x7b7d'],
    ['avro', '00000001', 'not Avro: the header __value_schema_id holds no id of a schema, which begins with 0x00 or 0x01, but 0x00000001'],
    ['protobuf', '01'.repeat(16), `not Protobuf: the header __value_schema_id holds no id of a schema, which begins with 0x00 or 0x01, but 0x${'01'.repeat(16)}`],
    ['avro', '31'.repeat(40), `not Avro: the header __value_schema_id holds no id of a schema, which begins with 0x00 or 0x01, but 0x${'31'.repeat(17)}…`],
  ])('a header that cannot be read fails the message: %s %s', async (format, header, message) => {
    const value = framed(1, Buffer.from('00', 'hex'));
    const field = fieldOf([{ value, headers: { [VALUE]: Buffer.from(header, 'hex') } }]);
    const { failures } = await codecFor(format).decode(field, 'value');
    expect(failures?.get(0)).toEqual({ code: 'codecs/bad-schema-header', message });
    expect(fake.requests).toEqual([]);
  }); // prettier-ignore

  it('bytes are counted from the beginning of the message, not of the frame that it lacks', async () => {
    const schema = fake.registerAvro(user);
    const field = fieldOf([{ value: anna.subarray(0, -1), headers: { [VALUE]: id(schema) } }]);
    expect((await codecFor('avro').decode(field, 'value')).failures?.get(0)).toEqual({
      code: 'codecs/schema-mismatch',
      message: 'does not match schema 1 at $.name: a length of 4 goes beyond the end of the message, byte 1',
    });
  });
});
