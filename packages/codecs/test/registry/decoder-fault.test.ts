import { expect, it } from 'vitest';
import { packField } from '../../src/index.js';
import { BinaryCodec, type BinaryFormat } from '../../src/registry/registry-codec.js';
import { createSchemaRegistry } from '../../src/registry.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { framed } from '../support/framed.js';

/** Whose decoder fails with messages that begin with 2. */
const faulty: BinaryFormat = {
  format: 'avro',
  schemaType: 'AVRO',
  title: 'Avro',
  compile: () => ({
    open: (bytes) => ({
      read: (_, from) => (bytes[from] === 2 ? undefined!['no such' as never] : bytes[from]),
      explain: () => 'nowhere',
    }),
  }),
};

it('a fault of a decoder sets one message aside, and holds no others', async () => {
  const fake = await FakeRegistry.start();
  try {
    const id = fake.registerAvro('int');
    const codec = new BinaryCodec(faulty, createSchemaRegistry({ url: fake.url }), 10);
    const field = packField([1, 2, 3].map((one) => framed(id, Buffer.from([one]))));
    const { values, failures } = await codec.decode(field, 'value');
    expect(values).toEqual([1, undefined, 3]);
    expect([...(failures ?? [])]).toEqual([
      [
        1,
        {
          code: 'codecs/decoder-fault',
          message: expect.stringMatching(/^cannot be decoded with schema 1, .*TypeError/),
        },
      ],
    ]);
  } finally {
    await fake.stop();
  }
});
