import { MalformedMessage } from '../../src/binary/byte-reader.js';
import { protobufDecoder } from '../../src/protobuf/protobuf-decoder.js';
import type { SchemaDecoder } from '../../src/schema/schema-decoder.js';
import type { SchemaReference } from '../../src/schema/registered-schema.js';

interface Options {
  /** The message index, as hexadecimal bytes. @default the first message */
  readonly index?: string;
  readonly references?: readonly SchemaReference[];
}

let last: { readonly text: string; readonly decoder: SchemaDecoder } | undefined;

/** Properties decode many messages of one schema. */
function decoderOf(text: string, references: readonly SchemaReference[]): SchemaDecoder {
  if (last?.text === text && references.length === 0) return last.decoder;
  const decoder = protobufDecoder({ type: 'PROTOBUF', text, references });
  last = { text: references.length === 0 ? text : '', decoder };
  return decoder;
}

/**
 * Decodes a message after its index. Throws the text that a user reads; bytes are counted with the
 * index.
 */
export function decodeProto(
  text: string,
  message: Uint8Array,
  { index = '00', references = [] }: Options = {},
): unknown {
  const bytes = Buffer.concat([Buffer.from(index.replaceAll(' ', ''), 'hex'), message]);
  const reader = decoderOf(text, references).open(bytes);
  try {
    return reader.read(0, 0, bytes.length);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    throw new Error(reader.explain(0, 0, bytes.length, error));
  }
}
