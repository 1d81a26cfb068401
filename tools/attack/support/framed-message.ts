import { packField } from '@proj/codecs';
import { createRegistryCodec, type RegistryFormat, type SchemaRegistry } from '@proj/codecs/registry';
import type { Answer } from '../fuzz/fuzz-target.js';

/** Separates a schema from the message written with it, in one input. */
const SEPARATOR = Buffer.from('\n\0\n');
const FRAME = Buffer.from('0000000001', 'hex');
/** A message of at most this many bytes is decoded in a large batch as well. */
const SMALL = 12;
const MANY = 2_000;
const CODE = /^codecs\/[a-z0-9-]+$/;

/**
 * One input of two parts, which are mutated together. `payload` is what follows the schema's id.
 */
export const schemaAndMessage = (schema: string, payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(schema), SEPARATOR, FRAME, payload]);

/**
 * Decodes a message with the schema in front of it, and checks that it becomes a valid value or a
 * presentable failure.
 */
export async function decodeFramed(format: RegistryFormat, type: string, input: Buffer): Promise<Answer> {
  const at = input.indexOf(SEPARATOR);
  const text = input.subarray(0, Math.max(0, at)).toString();
  const message = input.subarray(at < 0 ? 0 : at + SEPARATOR.length);
  const registry: SchemaRegistry = {
    origin: 'http://registry',
    schema: async (id) => (id === 1 ? { type, text, references: [] } : undefined),
    check: async () => ({ subjects: 1 }),
    close: () => undefined,
  };
  const codec = createRegistryCodec({ format, registry });
  const { values, failures } = await codec.decode(packField([message, null, message]), 'value');
  // What a small message costs must stay small for thousands of them.
  if (message.length <= SMALL && message.at(-1) === 0)
    await codec.decode(packField(new Array<Buffer>(MANY).fill(message)), 'value');
  if (values.length !== 3 || values[1] !== undefined) throw new Error('not one answer for each message');
  const [one, other] = [failures?.get(0), failures?.get(2)];
  if (one?.code !== other?.code) throw new Error('the same message has two fates');
  if (!one) return 'accepted';
  if (values[0] !== undefined) throw new Error('both a value and a failure');
  if (!CODE.test(one.code) || one.message === '' || one.message.length > 2_000) throw new Error(`not a reason to show: ${one.code}, ${one.message.length} characters`);
  // Users see this code as what it stands for: a mistake of ours.
  if (one.code === 'codecs/decoder-fault') throw new Error(one.message);
  return 'rejected';
} // prettier-ignore
