import { AvroDeserializer, JsonDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import avsc from 'avsc';
import protobuf from 'protobufjs';
import { bench, describe } from 'vitest';
import { jsonCodec, packField, type Codec, type PackedField } from '../src/index.js';
import { createRegistryCodec, createSchemaRegistry } from '../src/registry.js';
// nx-ignore-next-line -- the messages of all benches, no dependency of this package
import { shopEventAvro, shopEventProto } from '../../../tools/messages/shop-event-schemas.js';
// nx-ignore-next-line
import { shopTexts } from '../../../tools/messages/shop-texts.js';
import { FakeRegistry } from '../test/support/fake-registry.js';
import { framed } from '../test/support/framed.js';

const COUNT = 5_000;

// The process ends with the bench, and the registry with it.
const fake = await FakeRegistry.start();
const registry = createSchemaRegistry({ url: fake.url });
const texts = shopTexts(COUNT);
const events = texts.map((text) => {
  const event = JSON.parse(text) as { timestamp: string };
  return { ...event, timestamp: Date.parse(event.timestamp) };
});

const avroType = avsc.Type.forSchema(shopEventAvro as never);
const protoType = protobuf.parse(shopEventProto, new protobuf.Root(), { keepCase: true }).root.lookupType('shop.Event');
const avroId = fake.registerAvro(shopEventAvro, 'events-value');
const jsonId = fake.register({ schema: '{"type":"object"}', schemaType: 'JSON' }, 'json-value');
const protoId = fake.register({ schema: shopEventProto, schemaType: 'PROTOBUF' });

const json = packField(texts);
const framedJson = packField(texts.map((text) => framed(jsonId, Buffer.from(text))));
const avro = packField(events.map((event) => framed(avroId, avroType.toBuffer(event))));
const proto = packField(events.map((event) => framed(protoId, Buffer.from([0]), protoType.encode(event).finish())));

const codecs: Readonly<Record<'avro' | 'protobuf' | 'json_with_schema', Codec>> = {
  avro: createRegistryCodec({ format: 'avro', registry }),
  protobuf: createRegistryCodec({ format: 'protobuf', registry }),
  json_with_schema: createRegistryCodec({ format: 'json_with_schema', registry }),
};
await codecs.avro.decode(avro, 'value');
await codecs.protobuf.decode(proto, 'value');

function each<T>({ bytes, count, start, end }: PackedField, head: number, read: (one: Buffer) => T): T[] {
  const values: T[] = [];
  for (let i = 0; i < count; i++) values.push(read((bytes as Buffer).subarray(start[i]! + head, end[i])));
  return values;
}

const client = new SchemaRegistryClient({ baseURLs: [fake.url] });
const confluentAvro = new AvroDeserializer(client, SerdeType.VALUE, {});
const confluentJson = new JsonDeserializer(client, SerdeType.VALUE, {});

describe(`${COUNT} shop events, decoded`, () => {
  bench('json_without_schema', () => void jsonCodec.decode(json, 'value'));
  bench('json_with_schema', () => void codecs.json_with_schema.decode(framedJson, 'value'));
  bench('avro', () => void codecs.avro.decode(avro, 'value'));
  bench('avro: avsc alone', () => void each<unknown>(avro, 5, (one) => avroType.fromBuffer(one)));
  bench('protobuf', () => void codecs.protobuf.decode(proto, 'value'));
  bench('protobuf: protobufjs alone', () => void each(proto, 6, (one) => protoType.decode(one)));
  bench("avro: Confluent's deserializer", async () => {
    for (const one of each(avro, 0, (bytes) => bytes)) await confluentAvro.deserialize('events', one);
  });
  bench("json_with_schema: Confluent's deserializer", async () => {
    for (const one of each(framedJson, 0, (bytes) => bytes)) await confluentJson.deserialize('json', one);
  });
});
