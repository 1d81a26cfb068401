import type { Codec } from '../contract/codec.js';
import { jsonWithSchemaCodec } from './json-with-schema.js';
import { avroFormat, BinaryCodec, protobufFormat } from './registry-codec.js';
import type { SchemaRegistry } from './schema-registry.js';

/**
 * The formats whose messages name a schema of a registry; the first two as in `KAFKA_VALUE_FORMAT`
 * of the original.
 */
export type RegistryFormat = 'avro' | 'json_with_schema' | 'protobuf';

/** What {@link createRegistryCodec} is made of. */
export interface RegistryCodecOptions {
  readonly format: RegistryFormat;
  readonly registry: SchemaRegistry;
  /** Compiled decoders that are kept. The one not used for longest goes first. @default 1_000 */
  readonly maxSchemas?: number;
}

/**
 * A codec for messages that name a schema of a registry. One is enough for all data sources of a
 * connection, keys and values.
 *
 * It answers without a promise when all schemas that a batch names are known. It throws
 * `SchemaRegistryError` when one cannot be had: nothing is known about the messages then, and the
 * same batch is to be decoded again later.
 */
export function createRegistryCodec({ format, registry, maxSchemas = 1_000 }: RegistryCodecOptions): Codec {
  switch (format) {
    case 'avro':
      return new BinaryCodec(avroFormat, registry, maxSchemas);
    case 'protobuf':
      return new BinaryCodec(protobufFormat, registry, maxSchemas);
    case 'json_with_schema':
      return jsonWithSchemaCodec;
    default:
      return format satisfies never;
  }
}
