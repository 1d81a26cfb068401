import type { RegisteredSchema } from '../schema/registered-schema.js';
import type { SchemaDecoder } from '../schema/schema-decoder.js';
import { AvroReader } from './avro-reader.js';
import { compileAvro } from './compile.js';
import { AvroCosts } from './cost.js';
import { locate } from './locate.js';
import { readAvroSchema } from './read-schema.js';
import type { NamedTypes } from './schema.js';

/**
 * Compiles the decoder of one writer's schema.
 *
 * @throws BrokenSchema
 */
export function avroDecoder({ text, references }: RegisteredSchema): SchemaDecoder {
  const named: NamedTypes = new Map();
  for (const reference of references) readAvroSchema(reference.text, named);
  const type = readAvroSchema(text, named);
  const costs = new AvroCosts();
  const read = compileAvro(type, costs);
  return {
    open(bytes) {
      const reader = new AvroReader(bytes);
      return {
        read(first, from, end) {
          reader.open(first, from, end);
          const value = read(reader);
          if (reader.at < end) throw surplus(reader);
          return value;
        },
        explain(first, from, end, failure) {
          reader.open(first, from, end);
          const found = locate(type, costs, reader);
          const { problem, byte } = found?.failure ?? failure;
          return `${found?.path ?? '$'}: ${problem}, byte ${byte}`;
        },
      };
    },
  };
}

const surplus = (reader: AvroReader): Error =>
  reader.malformed(`${reader.end - reader.at} bytes are left after the value`);
