import type { FuzzTarget } from '../fuzz/fuzz-target.js';
import { decodeFramed, schemaAndMessage } from '../support/framed-message.js';
import { randomAvro } from '../support/random-avro.js';

/** Schemas of Avro and messages in the registry's frame. */
export const target: FuzzTarget = {
  name: 'avro',
  corpus: ['tools/attack/corpus/avro'],
  dictionary: [
    '"type":', '"name":', '"fields":[', '"items":', '"values":', '"symbols":["A"]', '"size":', '"logicalType":', '"decimal"', '"precision":', '"scale":', '"timestamp-nanos"', '"uuid"', '"duration"', '"array"', '"map"', '"record"', '"enum"', '"fixed"', '"null"', '"long"', '"bytes"', '"R0"', '"namespace":"a.b"', '"aliases":', '"default":',
    '__proto__', 'constructor', '{"type":"array","items":', '[', ']', '{', '}', ',', '"', '-1', '2147483648', '\\u0000', '\n\0\n',
  ],
  generate: (random) => {
    const { schema, bytes } = randomAvro(random);
    return schemaAndMessage(JSON.stringify(schema), bytes);
  },
  run: (input) => decodeFramed('avro', 'AVRO', input),
}; // prettier-ignore
