import { expect, it } from 'vitest';
import { packField } from '../../src/index.js';
import { createRegistryCodec, type SchemaRegistry } from '../../src/registry.js';
import { framed } from '../support/framed.js';

const known = (type: string, text: string): SchemaRegistry => ({
  origin: 'http://registry',
  schema: async () => ({ type, text, references: [] }),
  check: async () => ({ subjects: 1 }),
  close: () => undefined,
});

it.each([
  ['avro', 'AVRO', JSON.stringify('x'.repeat(100_000))],
  ['avro', 'AVRO', JSON.stringify({ type: 'record', name: 'R', fields: [{ name: 'a', type: 'y'.repeat(100_000) }] })],
  ['protobuf', 'PROTOBUF', `syntax = "proto3"; message M { ${'z'.repeat(100_000)} a = 1; }`],
  ['protobuf', 'PROTOBUF', 'q'.repeat(100_000)],
] as const)('the reason does not grow with what a broken schema of %s says', async (format, type, text) => {
  const codec = createRegistryCodec({ format, registry: known(type, text) });
  const { failures } = await codec.decode(packField([framed(1, Buffer.of(0, 1))]), 'value');
  expect(failures?.size).toBe(1);
  expect(failures?.get(0)?.message.length).toBeLessThan(1_000);
});
