import type { Codec, DecodedField, DecodeFailure, DecodeNeed, PackedField } from '../contract/codec.js';
import { avroDecoder } from '../avro/avro-decoder.js';
import { MalformedMessage, TooManyValues } from '../binary/byte-reader.js';
import { BrokenSchema, SchemaTooLarge } from '../schema/schema-problem.js';
import { excerpt } from './excerpt.js';
import { Lru } from './lru.js';
import { NamedSchema } from './named-schema.js';
import type { RegisteredSchema, SchemaId, SchemaType } from '../schema/registered-schema.js';
import type { MessageReader, SchemaDecoder } from '../schema/schema-decoder.js';
import { SchemaRegistryError } from './registry-error.js';
import { charactersOf, checkSchemaSize, KEPT_SCHEMA_CHARACTERS } from './schema-size.js';
import type { SchemaRegistry } from './schema-registry.js';

/** A format whose messages cannot be read without their schema. */
export interface BinaryFormat {
  readonly format: 'avro' | 'protobuf';
  readonly schemaType: SchemaType;
  /** As texts call it. */
  readonly title: string;
  /** @throws BrokenSchema */
  compile(schema: RegisteredSchema): SchemaDecoder | Promise<SchemaDecoder>;
}

export const avroFormat: BinaryFormat = { format: 'avro', schemaType: 'AVRO', title: 'Avro', compile: avroDecoder };

export const protobufFormat: BinaryFormat = {
  format: 'protobuf',
  schemaType: 'PROTOBUF',
  title: 'Protobuf',
  // Loads a parser of .proto files.
  compile: async (schema) => (await import('../protobuf/protobuf-decoder.js')).protobufDecoder(schema),
};

/** Requests under way for one batch. */
const AT_A_TIME = 4;

/** What became of a schema: a decoder, or why all messages that name it fail. */
type Prepared = SchemaDecoder | DecodeFailure;

/**
 * Reads messages that name their schema, in a frame or a header. Answers at once when all schemas
 * of a batch are known.
 */
export class BinaryCodec implements Codec {
  readonly format: string;
  readonly usesHeaders = true;
  private readonly binary: BinaryFormat;
  private readonly registry: SchemaRegistry;
  private readonly prepared: Lru<SchemaId, Prepared>;

  constructor(binary: BinaryFormat, registry: SchemaRegistry, maxSchemas: number) {
    this.format = binary.format;
    this.binary = binary;
    this.registry = registry;
    this.prepared = new Lru(maxSchemas, KEPT_SCHEMA_CHARACTERS);
  }

  decode(field: PackedField, need: DecodeNeed): DecodedField | Promise<DecodedField> {
    const schemas = new Map<SchemaId, Prepared>();
    const missing = new Set<SchemaId>();
    for (const id of idsOf(field)) {
      const known = this.prepared.get(id);
      if (known) schemas.set(id, known);
      else missing.add(id);
    }
    if (missing.size === 0) return this.decodeWith(schemas, field, need);
    return this.prepare(missing, schemas).then(() => this.decodeWith(schemas, field, need));
  }

  /**
   * Asks for a few at a time: garbage that happens to begin as a frame does names thousands of
   * schemas. An id that is not known does not keep the others from being asked for; a registry in
   * trouble does.
   */
  private async prepare(missing: ReadonlySet<SchemaId>, schemas: Map<SchemaId, Prepared>): Promise<void> {
    const ids = missing.values();
    let unknown: SchemaRegistryError | undefined;
    const work = async (): Promise<void> => {
      for (const id of ids) {
        try {
          schemas.set(id, await this.prepareOne(id));
        } catch (error) {
          if (!(error instanceof SchemaRegistryError) || error.problem !== 'unknown-schema') throw error;
          unknown ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    if (unknown) throw unknown;
  }

  private async prepareOne(id: SchemaId): Promise<Prepared> {
    try {
      const schema = await this.registry.schema(id);
      if (!schema) {
        const message = `the schema registry ${this.registry.origin} does not know schema ${id}`;
        // Not cached: it may be registered later.
        return { code: 'codecs/unknown-schema', message };
      }
      const characters = charactersOf(schema);
      checkSchemaSize(characters);
      const prepared = await this.compile(id, schema);
      this.prepared.set(id, prepared, characters);
      return prepared;
    } catch (error) {
      // The stack ended in types that refer to types that refer to types.
      const broken = error instanceof RangeError ? new BrokenSchema('its types stand too deep') : error;
      if (!(broken instanceof BrokenSchema)) throw error;
      const prepared = brokenSchema(id, broken);
      this.prepared.set(id, prepared);
      return prepared;
    }
  }

  private async compile(id: SchemaId, schema: RegisteredSchema): Promise<Prepared> {
    const { schemaType, title } = this.binary;
    if (schema.type === schemaType) return this.binary.compile(schema);
    return { code: 'codecs/schema-type', message: `not ${title}: schema ${id} is of type ${excerpt(schema.type, 50)}` };
  }

  private decodeWith(schemas: ReadonlyMap<SchemaId, Prepared>, field: PackedField, need: DecodeNeed): DecodedField {
    const { count, bytes, start, end } = field;
    const values = new Array<unknown>(count).fill(undefined);
    let failures: Map<number, DecodeFailure> | undefined;
    const readers = new Readers(schemas, bytes);
    const named = new NamedSchema(field);
    for (let i = 0; i < count; i++) {
      const first = start[i]!;
      if (first < 0) continue;
      if (!named.read(i)) {
        (failures ??= new Map()).set(i, named.failure(this.binary.title, i));
        continue;
      }
      const reader = readers.of(named);
      if ('code' in reader) {
        (failures ??= new Map()).set(i, reader);
        continue;
      }
      try {
        const value = reader.read(first, named.from, end[i]!);
        if (need === 'value') values[i] = value;
      } catch (error) {
        const failure =
          error instanceof MalformedMessage
            ? mismatch(named.id, reader.explain(first, named.from, end[i]!, error), error)
            : decoderFault(named.id, error);
        (failures ??= new Map()).set(i, failure);
      }
    }
    return failures === undefined ? { values } : { values, failures };
  }
}

/** One reader for each schema that a batch names; for each message of it that headers name. */
class Readers {
  private readonly schemas: ReadonlyMap<SchemaId, Prepared>;
  private readonly bytes: Uint8Array;
  private readonly open = new Map<SchemaId, MessageReader | DecodeFailure>();
  private lastId: SchemaId | undefined;
  private lastBehindId: Uint8Array | undefined;
  private last: MessageReader | DecodeFailure | undefined;

  constructor(schemas: ReadonlyMap<SchemaId, Prepared>, bytes: Uint8Array) {
    this.schemas = schemas;
    this.bytes = bytes;
  }

  of({ id, behindId }: NamedSchema): MessageReader | DecodeFailure {
    if (id === this.lastId && behindId === this.lastBehindId && this.last !== undefined) return this.last;
    const key = behindId ? `${id} ${behindId.toString('latin1')}` : id;
    let reader = this.open.get(key);
    if (!reader) {
      const prepared = this.schemas.get(id)!;
      reader = 'code' in prepared ? prepared : prepared.open(this.bytes, behindId);
      this.open.set(key, reader);
    }
    this.lastId = id;
    this.lastBehindId = behindId;
    this.last = reader;
    return reader;
  }
}

function mismatch(id: SchemaId, where: string, failure: MalformedMessage): DecodeFailure {
  const place = excerpt(where);
  if (failure instanceof TooManyValues) {
    return { code: 'codecs/too-many-values', message: `takes too much memory with schema ${id} at ${place}` };
  }
  return { code: 'codecs/schema-mismatch', message: `does not match schema ${id} at ${place}` };
}

/**
 * A mistake of ours, about this schema. It would be made again with each attempt, so the message is
 * set aside, whole.
 */
const decoderFault = (id: SchemaId, error: unknown): DecodeFailure => ({
  code: 'codecs/decoder-fault',
  message: `cannot be decoded with schema ${id}, which is a fault of the decoder: ${excerpt(String(error))}`,
});

const brokenSchema = (id: SchemaId, broken: BrokenSchema): DecodeFailure => ({
  code: broken instanceof SchemaTooLarge ? 'codecs/schema-too-large' : 'codecs/broken-schema',
  message: `schema ${id} cannot be used: ${excerpt(broken.message)}`,
});

/** The schemas that the messages of a batch name, each once. */
function idsOf(field: PackedField): ReadonlySet<SchemaId> {
  const ids = new Set<SchemaId>();
  const named = new NamedSchema(field);
  let last: SchemaId | undefined;
  for (let i = 0; i < field.count; i++) {
    if (field.start[i]! < 0 || !named.read(i)) continue;
    if (named.id !== last) ids.add((last = named.id));
  }
  return ids;
}
