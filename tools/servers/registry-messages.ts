import { createFileRegistry, fromJson, type JsonObject } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import {
  AvroSerializer,
  HeaderSchemaIdSerializer,
  JsonSerializer,
  KEY_SCHEMA_ID_HEADER,
  ProtobufSerializer,
  SchemaRegistryClient,
  SerdeType,
  VALUE_SCHEMA_ID_HEADER,
  type SchemaIdSerializerFunc,
} from '@confluentinc/schemaregistry';
import avsc, { type Schema } from 'avsc';

/**
 * Produces as a program with Confluent's serializers does. Each call is a separate producer that
 * knows no schema yet.
 */
export interface Subject {
  /** Of the registry; without user and password. */
  readonly url: string;
  readonly topic: string;
  /** @default 'value' */
  readonly part?: 'key' | 'value';
}

/** Registers the schema as a version of the subject and writes values with it. */
export async function avroMessages(subject: Subject, schema: unknown, values: readonly unknown[]): Promise<Buffer[]> {
  const { client, with: written } = await registered(subject, 'AVRO', schema);
  const serializer = new AvroSerializer(client, serde(subject), written);
  return inOrder(values, (value) => serializer.serialize(subject.topic, value));
}

/** The same with a JSON Schema. */
export async function jsonMessages(subject: Subject, schema: unknown, values: readonly unknown[]): Promise<Buffer[]> {
  const { client, with: written } = await registered(subject, 'JSON', schema);
  const serializer = new JsonSerializer(client, serde(subject), written);
  return inOrder(values, (value) => serializer.serialize(subject.topic, value));
}

/**
 * The same with Protobuf. `file`: a FileDescriptorProto in its JSON form; the serializer registers
 * it by itself.
 */
export async function protobufMessages(
  subject: Subject,
  file: JsonObject,
  message: string,
  values: readonly JsonObject[],
): Promise<Buffer[]> {
  const descriptors = fromJson(FileDescriptorSetSchema, { file: [file] });
  const schema = createFileRegistry(descriptors).getMessage(message);
  if (!schema) throw new Error(`${message} is not in the file`);
  const serializer = new ProtobufSerializer(clientOf(subject), serde(subject), {
    autoRegisterSchemas: true,
    useLatestVersion: false,
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- its types come from the library's other build
  serializer.registry.add(schema);
  return inOrder(values, (value) => serializer.serialize(subject.topic, fromJson(schema, value)));
}

/** A message whose headers identify its schema. */
export interface MessageWithHeaders {
  readonly value: Buffer;
  readonly headers: readonly (readonly [name: string, value: Buffer])[];
}

/**
 * The same as `avroMessages`, by a serializer that leaves the payload unframed and puts the
 * schema's id into a header. Confluent's own writes GUIDs, which its client requests from the
 * registry; `guid` supplies one where the registry has none.
 */
export async function avroMessagesWithHeader(
  subject: Subject,
  schema: unknown,
  values: readonly unknown[],
  guid?: (id: number) => string,
): Promise<MessageWithHeaders[]> {
  const { client, with: written } = await registered(subject, 'AVRO', schema);
  const schemaIdSerializer: SchemaIdSerializerFunc = (topic, type, payload, id, headers) => {
    if (guid) {
      id.guid = guid(id.id ?? 0);
      return HeaderSchemaIdSerializer(topic, type, payload, id, headers);
    }
    if (headers) headers[type === SerdeType.KEY ? KEY_SCHEMA_ID_HEADER : VALUE_SCHEMA_ID_HEADER] = id.idToBytes();
    return payload;
  };
  const serializer = new AvroSerializer(client, serde(subject), { ...written, schemaIdSerializer });
  const messages: MessageWithHeaders[] = [];
  for (const value of values) {
    const headers: Record<string, Buffer> = {};
    messages.push({
      value: await serializer.serialize(subject.topic, value, headers),
      headers: Object.entries(headers),
    });
  }
  return messages;
}

/** Registers a schema and returns its id. */
export async function registerSchema(
  subject: Subject,
  schemaType: 'AVRO' | 'JSON' | 'PROTOBUF',
  schema: string,
): Promise<number> {
  const { topic, part = 'value' } = subject;
  return clientOf(subject).register(`${topic}-${part}`, { schemaType, schema });
}

/** A message in the registry's frame, with any payload. */
export function framed(id: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(id, 1);
  return Buffer.concat([head, payload]);
}

/** An Avro message written by avsc, without Confluent's frame. */
export const otherAvroFrame = (id: number, schema: unknown, value: unknown): Buffer =>
  framed(id, avsc.Type.forSchema(schema as Schema).toBuffer(value));

const serde = ({ part = 'value' }: Subject): SerdeType => (part === 'key' ? SerdeType.KEY : SerdeType.VALUE);
const clientOf = ({ url }: Subject): SchemaRegistryClient =>
  new SchemaRegistryClient({ baseURLs: [url], cacheCapacity: 100 });

/**
 * Registers the schema, and returns the options that make a serializer use it, whatever the latest
 * version.
 */
async function registered(
  subject: Subject,
  schemaType: 'AVRO' | 'JSON',
  schema: unknown,
): Promise<{ client: SchemaRegistryClient; with: { useSchemaId: number; autoRegisterSchemas: false } }> {
  const useSchemaId = await registerSchema(subject, schemaType, JSON.stringify(schema));
  return { client: clientOf(subject), with: { useSchemaId, autoRegisterSchemas: false } };
}

async function inOrder<T>(values: readonly T[], write: (value: T) => Promise<Buffer>): Promise<Buffer[]> {
  const written: Buffer[] = [];
  for (const value of values) written.push(await write(value));
  return written;
}
