import { describe, expect, it } from 'vitest';
import { jsonCodec, packField, type Codec, type DecodedField } from '../../src/index.js';
import { createRegistryCodec, type RegistryFormat, type SchemaRegistry } from '../../src/registry.js';
import { framed } from '../support/framed.js';

/** A registry that knows one schema, and answers at once. */
const registryOf = (type: string, text: string): SchemaRegistry => ({
  origin: 'http://registry',
  schema: async () => ({ type, text, references: [] }),
  check: async () => ({ subjects: 1 }),
  close: () => undefined,
});

const codecOf = (format: RegistryFormat, text: string): Codec =>
  createRegistryCodec({ format, registry: registryOf(format.toUpperCase(), text) });

/** Objects, arrays and values in what was decoded. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 1;
  let size = 1;
  for (const one of Object.values(value)) size += sizeOf(one);
  return size;
}

const sizeOfAll = ({ values }: DecodedField): number => values.reduce<number>((sum, one) => sum + sizeOf(one), 0);

const zigzag = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt(value) * 2n;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
};

const many = (count: number, one: object): object[] =>
  Array.from({ length: count }, (_, i) => ({ ...one, name: `f${i}` }));
const nulls = { type: 'record', name: 'Nulls', fields: many(1_000, { type: 'null' }) };
const counted = (count: number, ...items: readonly Buffer[]): Buffer =>
  Buffer.concat([zigzag(count), ...items, zigzag(0)]);

/** Messages of few bytes that ask for very many values, with the schema that lets them. */
const bombs: readonly (readonly [string, RegistryFormat, string, Buffer])[] = [
  ['an array of nulls', 'avro', JSON.stringify({ type: 'array', items: 'null' }), counted(100_000)],
  ['an array of records of nulls', 'avro', JSON.stringify({ type: 'array', items: nulls }), counted(1_000)],
  [
    'an array of records of a thousand nulls and one byte',
    'avro',
    JSON.stringify({ type: 'array', items: { ...nulls, fields: [...nulls.fields, { name: 'b', type: 'boolean' }] } }),
    counted(2_000, Buffer.alloc(2_000)),
  ],
  [
    'a list of large records that unions choose',
    'avro',
    JSON.stringify({ type: 'array', items: ['int', nulls] }),
    counted(2_000, Buffer.alloc(2_000, 2)),
  ],
  [
    'a record that is inside of itself, with a thousand nulls each time',
    'avro',
    JSON.stringify({ ...nulls, fields: [...nulls.fields, { name: 'l', type: { type: 'array', items: 'Nulls' } }] }),
    counted(500, Buffer.alloc(500)),
  ],
  [
    'a record of very many former names',
    'avro',
    JSON.stringify({
      type: 'record',
      name: 'R',
      fields: [{ name: 'a', type: 'int', aliases: Array.from({ length: 20_000 }, (_, i) => `a${i}`) }],
    }),
    Buffer.from([2]),
  ],
  [
    'nested messages of very many fields that are not set',
    'protobuf',
    `syntax = "proto3"; message M { repeated Sub subs = 1; }
     message Sub { ${Array.from({ length: 1_000 }, (_, i) => `repeated int32 f${i} = ${i + 1};`).join(' ')} }`,
    Buffer.concat([Buffer.from([0]), Buffer.from('0a00'.repeat(1_000), 'hex')]),
  ],
  [
    'a map of messages of very many fields',
    'protobuf',
    `syntax = "proto3"; message M { map<int32, Sub> subs = 1; }
     message Sub { ${Array.from({ length: 1_000 }, (_, i) => `int32 f${i} = ${i + 1};`).join(' ')} }`,
    Buffer.concat([
      Buffer.from([0]),
      ...Array.from({ length: 1_000 }, (_, i) => Buffer.from([0x0a, 3, 8, 0x80 | (i & 0x7f), i >> 7])),
    ]),
  ],
];

describe('a message of few bytes', () => {
  it.each(bombs)('a message of few bytes does not become very many values: %s', async (_, format, schema, bytes) => {
    const { values, failures } = await codecOf(format, schema).decode(packField([framed(1, bytes)]), 'value');
    expect(values).toEqual([undefined]);
    expect(failures?.get(0)).toMatchObject({
      code: 'codecs/too-many-values',
      message: expect.stringMatching(
        /^takes too much memory with schema 1 at \$.*: values of more than \d+ bytes from a message of \d+ bytes, byte \d+$/,
      ),
    });
  });

  it('two thousand messages of few bytes do not become very many values either, and the honest ones between them are decoded', async () => {
    const codec = codecOf('avro', JSON.stringify({ type: 'array', items: 'null' }));
    const bomb = framed(1, counted(100_000));
    const most = framed(1, counted(9_000));
    expect(bomb.length).toBe(9);
    const decoded = await codec.decode(
      packField(Array.from({ length: 2_000 }, (_, i) => (i % 100 === 0 ? most : bomb))),
      'value',
    );
    expect(decoded.failures?.size).toBe(1_980);
    // Two hundred million would be 1.8 GB.
    expect(sizeOfAll(decoded)).toBe(20 * 9_001 + 1_980);
  });

  it('a message of few bytes becomes no more for each byte, however long it is', async () => {
    const codec = codecOf('avro', JSON.stringify({ type: 'array', items: { type: 'array', items: 'null' } }));
    for (const times of [1, 10, 100]) {
      const inner = Buffer.concat(Array.from({ length: 10 * times }, () => counted(500)));
      const message = framed(1, Buffer.concat([zigzag(10 * times), inner, zigzag(0)]));
      const { values, failures } = await codec.decode(packField([message]), 'value');
      expect(sizeOf(values[0])).toBeLessThanOrEqual(10_000 + 32 * message.length);
      expect(failures?.has(0) ?? false).toBe(times > 1);
    }
  });
});

it('honest messages are far from the limits: wide, sparse, and long ones', async () => {
  const fields = many(500, { type: ['null', 'string'] });
  const avro = codecOf('avro', JSON.stringify({ type: 'array', items: { type: 'record', name: 'R', fields } }));
  const rows = counted(1_000, Buffer.alloc(1_000 * 500));
  expect(sizeOf((await avro.decode(packField([framed(1, rows)]), 'value')).values[0])).toBe(1_000 * 501 + 1);
  const wide = `syntax = "proto3"; message M { ${Array.from({ length: 1_500 }, (_, i) => `string f${i} = ${i + 1};`).join(' ')} }`;
  const { values } = await codecOf('protobuf', wide).decode(
    packField([framed(1, Buffer.from('000a0161', 'hex'))]),
    'value',
  );
  expect(values[0]).toMatchObject({ f0: 'a', f1: '' });
  const integers = codecOf('avro', JSON.stringify({ type: 'array', items: 'int' }));
  const long = counted(10_000_000, Buffer.alloc(10_000_000));
  expect((await integers.decode(packField([framed(1, long)]), 'value')).failures).toBeUndefined();
});

it('a message is not read again and again to say where it is wrong, however many fields its schema has', async () => {
  const codec = codecOf(
    'protobuf',
    `syntax = "proto3"; message M { ${Array.from({ length: 1_900 }, (_, i) => `int32 f${i} = ${i + 1};`).join(' ')} }`,
  );
  // The last field, 200,000 times, and then half of one. Looking for it among all would take half a
  // billion steps.
  const bytes = Buffer.concat([Buffer.from([0]), Buffer.from('e07600'.repeat(200_000), 'hex'), Buffer.from([0xe0])]);
  const { failures } = await codec.decode(packField([framed(1, bytes)]), 'value');
  expect(failures?.get(0)?.message).toMatch(/^does not match schema 1 at \$: the message ends too early/);
});

describe('JSON', () => {
  const failureOf = (text: string): string | undefined =>
    jsonCodec.decode(packField([text]), 'value').failures?.get(0)?.code;

  it.each([
    ['ten million open brackets', '['.repeat(10_000_000), 'codecs/too-deep'],
    ['objects in each other without end', '{"a":'.repeat(1_000_000), 'codecs/too-deep'],
    ['brackets that are closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'codecs/too-deep'],
  ])('%s are refused', (_, text, code) => expect(failureOf(text)).toBe(code));

  it.each([
    ['ten million digits', '9'.repeat(10_000_000), NaN],
    ['an exponent of a billion', '1e999999999', Infinity],
    ['an exponent of less than minus a billion', '1e-9999999999', 0],
  ])('a number of %s costs nothing', (_, text, value) => {
    expect(jsonCodec.decode(packField([text]), 'value').values).toEqual([value]);
  });

  it('digits with an exponent of a billion stay what they are, and are never written out', () => {
    const [value] = jsonCodec.decode(packField(['1.23456789012345678e999999999']), 'value').values;
    expect(String(value)).toBe('123456789012345678e999999982');
  });

  it('of a JSON member that comes a hundred thousand times, the last one counts', () => {
    const text = `{${'"a":12345678901234567,'.repeat(100_000)}"a":98765432109876543}`;
    expect(jsonCodec.decode(packField([text]), 'value').values).toEqual([{ a: 98765432109876543n }]);
  });
});
