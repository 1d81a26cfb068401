import { avroDecoder } from '../../src/avro/avro-decoder.js';
import { MalformedMessage } from '../../src/binary/byte-reader.js';

const text = (schema: unknown): string => JSON.stringify(schema);

/**
 * Decodes one value that was written with a schema. Throws `MalformedMessage`, with the text a user
 * reads.
 */
export function decodeAvro(schema: unknown, bytes: Uint8Array, references: readonly unknown[] = []): unknown {
  const decoder = avroDecoder({
    type: 'AVRO',
    text: text(schema),
    references: references.map((one, i) => ({ name: `reference-${i}`, text: text(one) })),
  });
  const reader = decoder.open(bytes);
  try {
    return reader.read(0, 0, bytes.length);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    throw new Error(reader.explain(0, 0, bytes.length, error));
  }
}
