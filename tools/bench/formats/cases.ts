import {
  createFileRegistry,
  fromBinary,
  fromJson,
  toBinary,
  type DescMessage,
  type JsonObject,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { AvroDeserializer, JsonDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { jsonCodec, packField, type Codec, type MessageHeader, type PackedField } from '@proj/codecs';
import { createRegistryCodec, type RegistryFormat, type SchemaRegistry } from '@proj/codecs/registry';
import avsc, { type Schema } from 'avsc';
import type { Column } from '../../messages/column.js';
import { shopColumns } from '../../messages/shop-columns.js';
import { shopEventAvro, shopEventProto } from '../../messages/shop-event-schemas.js';
import { shopTexts } from '../../messages/shop-texts.js';
import { framed } from '../../servers/registry-messages.js';
import { shopEventFile } from './shop-event-file.js';

/** A way to decode the same events. */
export interface FormatCase {
  readonly name: string;
  readonly messages: 'json' | 'binary';
  readonly columns: readonly Column[];
  readonly fields: readonly PackedField[];
  decode(field: PackedField): readonly unknown[] | Promise<readonly unknown[]>;
}

/** Messages decoded at once, about as many as in the engine. */
const RUN = 500;
const COUNT = 5_000;

const avroSchema = { type: 'AVRO', text: JSON.stringify(shopEventAvro), references: [] };
const protoSchema = { type: 'PROTOBUF', text: shopEventProto, references: [] };
/** Knows its schemas from the start, so that only decoding is measured. */
const registry: SchemaRegistry = {
  origin: 'http://127.0.0.1',
  schema: async (id) => (id === 1 ? avroSchema : protoSchema),
  check: async () => ({ subjects: 2 }),
  close: () => undefined,
};

export async function formatCases(): Promise<readonly FormatCase[]> {
  const texts = shopTexts(COUNT);
  const events = texts.map((text) => {
    const event = JSON.parse(text) as JsonObject & { readonly timestamp: string };
    return { ...event, timestamp: Date.parse(event.timestamp) };
  });
  const avroType = avsc.Type.forSchema(shopEventAvro as unknown as Schema);
  const protoType = messageType();
  const proto = events.map((event) => {
    return Buffer.from(toBinary(protoType, fromJson(protoType, { ...event })));
  });
  const runs = (messages: readonly (string | Uint8Array)[]): readonly PackedField[] =>
    Array.from({ length: COUNT / RUN }, (_, k) => packField(messages.slice(k * RUN, (k + 1) * RUN)));
  const json = runs(texts);
  const avro = runs(events.map((event) => framed(1, avroType.toBuffer(event))));
  const alone = runs(events.map((event) => avroType.toBuffer(event)));
  const protobuf = runs(proto.map((bytes) => framed(2, Buffer.concat([Buffer.of(0), bytes]))));

  const client = SchemaRegistryClient.newClient({ baseURLs: ['mock://bench'] });
  const avroId = await client.register('avro-value', { schemaType: 'AVRO', schema: avroSchema.text }, false);
  const jsonId = await client.register('json-value', { schemaType: 'JSON', schema: '{"type":"object"}' }, false);
  const theirAvro = runs(events.map((event) => framed(avroId, avroType.toBuffer(event))));
  const framedJson = runs(texts.map((text) => framed(jsonId, Buffer.from(text))));
  const avroDeserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
  const jsonDeserializer = new JsonDeserializer(client, SerdeType.VALUE, {});

  const ours = async (
    format: RegistryFormat,
    given: readonly PackedField[],
    headers: readonly MessageHeader[] = [],
  ): Promise<FormatCase> => {
    const codec = createRegistryCodec({ format, registry });
    // As in the engine, which does not know in advance whether messages have any.
    const fields = codec.usesHeaders === true ? given.map((field) => ({ ...field, headers: () => headers })) : given;
    // The schema is asked for with the first batch; after that it is available at once.
    if (fields[0]) await codec.decode(fields[0], 'value');
    const name = headers.length > 0 ? `${format}, id in a header` : format;
    return { name, fields, columns: shopColumns, messages: codec.messages ?? 'binary', decode: valuesOf(codec) };
  };
  const bare = { columns: shopColumns, messages: 'binary' as const };
  // The library calls fields by their JSON names.
  const camel = shopColumns.map((one) => ({ ...one, path: one.path.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()) })); // prettier-ignore
  return [
    { name: 'json_without_schema', fields: json, columns: shopColumns, messages: 'json', decode: valuesOf(jsonCodec) },
    await ours('json_with_schema', framedJson),
    await ours('avro', avro),
    await ours('protobuf', protobuf),
    await ours('avro', alone, [{ key: '__value_schema_id', value: framed(1, Buffer.alloc(0)) }]),
    { name: 'JSON.parse', fields: json, columns: shopColumns, messages: 'json', decode: (field) => each(field, 0, (one) => JSON.parse(one.toString()) as unknown) },
    { ...bare, name: 'avsc', fields: avro, decode: (field) => each(field, 5, (one) => avroType.fromBuffer(one) as unknown) },
    { ...bare, name: '@bufbuild/protobuf', columns: camel, fields: protobuf, decode: (field) => each(field, 6, (one) => fromBinary(protoType, one)) },
    { ...bare, name: 'Confluent’s Avro deserializer', fields: theirAvro, decode: (field) => oneByOne(field, (one) => avroDeserializer.deserialize('avro', one)) },
    { ...bare, name: 'Confluent’s JSON deserializer', fields: framedJson, decode: (field) => oneByOne(field, (one) => jsonDeserializer.deserialize('json', one)) },
  ]; // prettier-ignore
}

function messageType(): DescMessage {
  const found = createFileRegistry(fromJson(FileDescriptorSetSchema, { file: [shopEventFile] })).getMessage('shop.Event');
  if (!found) throw new Error('shop.Event is not in its file');
  return found;
} // prettier-ignore

const valuesOf =
  (codec: Codec) =>
  (field: PackedField): readonly unknown[] => {
    const decoded = codec.decode(field, 'value');
    if (decoded instanceof Promise) throw new Error(`${codec.format} does not know its schema yet`);
    if (decoded.failures) throw new Error([...decoded.failures.values()][0]?.message);
    return decoded.values;
  };

function each({ bytes, count, start, end }: PackedField, head: number, read: (one: Buffer) => unknown): unknown[] {
  const values = new Array<unknown>(count);
  for (let i = 0; i < count; i++) values[i] = read((bytes as Buffer).subarray((start[i] ?? 0) + head, end[i]));
  return values;
}

async function oneByOne(
  { bytes, count, start, end }: PackedField,
  read: (one: Buffer) => Promise<unknown>,
): Promise<unknown[]> {
  const values = new Array<unknown>(count);
  for (let i = 0; i < count; i++) values[i] = await read((bytes as Buffer).subarray(start[i], end[i]));
  return values;
}
