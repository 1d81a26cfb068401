import { describe, expect, it } from 'vitest';
import { packField, type DecodeFailure } from '../../src/index.js';
import { createRegistryCodec, type RegistryFormat, type SchemaReference } from '../../src/registry.js';
import { ProtoEffort } from '../../src/protobuf/proto-effort.js';
import { SchemaTooLarge } from '../../src/schema/schema-problem.js';
import { framed } from '../support/framed.js';

/** What becomes of a message that was written with this schema. */
async function outcome(
  format: RegistryFormat,
  text: string,
  references: readonly SchemaReference[] = [],
): Promise<DecodeFailure | 'decoded'> {
  const schema = { type: format.toUpperCase(), text, references };
  const registry = {
    origin: 'http://registry',
    schema: async () => schema,
    check: async () => ({ subjects: 1 }),
    close: () => undefined,
  };
  const message = framed(1, Buffer.from([0]));
  const { failures } = await createRegistryCodec({ format, registry }).decode(packField([message]), 'value');
  return failures?.get(0) ?? 'decoded';
}

const PROTO = 'syntax = "proto3"; ';
const times = (count: number, one: (i: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, i) => one(i)).join(between);
const fields = (count: number): string => times(count, (i) => `int32 f${i} = ${i + 1};`);
const MEBIBYTE = 1024 * 1024;

const tooLarge: readonly (readonly [string, RegistryFormat, string])[] = [
  ['8,000 fields in a message', 'protobuf', `${PROTO}message M { ${fields(8_000)} }`],
  ['8,000 fields in a oneof', 'protobuf', `${PROTO}message M { oneof o { ${fields(8_000)} } }`],
  ['8,000 fields in a group', 'protobuf', `syntax = "proto2"; message M { optional group G = 1 { ${times(8_000, (i) => `optional int32 f${i} = ${i + 1};`)} } }`],
  ['fields that are looked for among reserved numbers', 'protobuf', `${PROTO}message M { reserved ${times(50_000, (i) => String(i + 10_000), ',')}; ${fields(1_000)} }`],
  ['values that are looked for among reserved numbers', 'protobuf', `${PROTO}enum E { reserved ${times(50_000, (i) => String(i + 20_000), ',')}; ${times(9_000, (i) => `V${i} = ${i};`)} } message M {}`],
  ['200,000 values of one option', 'protobuf', `${PROTO}option (o) = { ${times(200_000, () => 'a:1')} }; message M {}`],
  ['200,000 values of an option of a field', 'protobuf', `${PROTO}message M { int32 a = 1 [(o) = { ${times(200_000, () => 'a 1')} }]; }`],
  ['200,000 texts that are one', 'protobuf', `${PROTO}option o = ${times(200_000, () => '"a"')}; message M {}`],
  ['5,000 options', 'protobuf', `${PROTO}${times(5_000, (i) => `option (o${i}).a = ${i};`)} message M {}`],
  ['names that are looked for in all messages', 'protobuf', `${PROTO}package a.b; ${times(3_000, (i) => `message M${i} { b.M${i} a = 1; }`)}`],
  ['very many enum values', 'protobuf', `${PROTO}enum E { ${times(50_000, (i) => `V${i} = ${i};`)} } message M {}`],
  ['a megabyte of comments', 'protobuf', `${PROTO}message M {} ${times(MEBIBYTE / 2, () => '//', '\n')}`],
  ['a descriptor with very many fields', 'protobuf', Buffer.concat([Buffer.from('0a0161', 'hex'), Buffer.from([0x22, 0xe0, 0xd4, 0x03]), Buffer.from('1200'.repeat(30_000), 'hex')]).toString('base64')],
  ['two megabytes', 'avro', JSON.stringify({ type: 'enum', name: 'E', symbols: [], doc: 'x'.repeat(2 * MEBIBYTE) })],
]; // prettier-ignore

describe('a schema that would take too long', () => {
  it.each(tooLarge)('fails its messages, with a reason: %s', async (_, format, text) => {
    expect(await outcome(format, text)).toMatchObject({
      code: 'codecs/schema-too-large',
      message: expect.stringMatching(/^schema 1 cannot be used: .{20,120}$/),
    });
  });

  it('a schema that would take too long is counted with all that it refers to', async () => {
    const text = JSON.stringify({ type: 'enum', name: 'E', symbols: ['a'], doc: 'x'.repeat(MEBIBYTE / 2) });
    const reference = { name: 'other', text: text.replace('"E"', '"F"') };
    expect(await outcome('avro', text)).toBe('decoded');
    expect(await outcome('avro', text, [reference])).toMatchObject({ code: 'codecs/schema-too-large' });
    const proto = `${PROTO}message M { ${fields(1_500)} }`;
    const others = [1, 2].map((i) => ({ name: `${i}.proto`, text: `${PROTO}message O${i} { ${fields(1_500)} }` }));
    expect(await outcome('protobuf', proto)).toBe('decoded');
    expect(await outcome('protobuf', proto, others)).toMatchObject({ code: 'codecs/schema-too-large' });
  });

  it('the limits lie beyond any schema that people write', async () => {
    const options = '[deprecated = true, (validate.rules).int32 = { gte: 0, lte: 100 }, json_name = "x"]';
    expect(
      await outcome('protobuf', `${PROTO}message M { ${times(1_000, (i) => `int32 f${i} = ${i + 1} ${options};`)} }`),
    ).toBe('decoded');
    const nested = times(20, (i) => `message In${i} { oneof o { ${fields(40)} } reserved 1000 to 2000, 3000; }`);
    expect(
      await outcome(
        'protobuf',
        `${PROTO}message M { ${nested} enum E { ${times(3_000, (i) => `V${i} = ${i};`)} } E e = 1; }`,
      ),
    ).toBe('decoded');
    const hundred = times(300, (i) => `message M${i} { ${times(30, (k) => `M${(i + k) % 300} f${k} = ${k + 1};`)} }`);
    expect(await outcome('protobuf', PROTO + hundred)).toBe('decoded');
    const record = {
      type: 'record',
      name: 'R',
      fields: Array.from({ length: 2_000 }, (_, i) => ({ name: `f${i}`, type: 'null' })),
    };
    expect(await outcome('avro', JSON.stringify(record))).not.toMatchObject({ code: 'codecs/schema-too-large' });
  });
});

it('the effort of reading a .proto grows with the square of its fields, which is why it is counted before', () => {
  const most = (shape: (count: number) => string): number => {
    let [fine, not] = [1, 20_001];
    while (not - fine > 1) {
      const count = (fine + not) >> 1;
      try {
        new ProtoEffort().file(shape(count));
        fine = count;
      } catch (error) {
        expect(error).toBeInstanceOf(SchemaTooLarge);
        not = count;
      }
    }
    return fine;
  };
  expect(Math.abs(most((count) => `message M { ${fields(count)} }`) - 2_000)).toBeLessThan(10);
  expect(Math.abs(most((count) => times(4, (i) => `message M${i} { ${fields(count)} }`)) - 1_000)).toBeLessThan(10);
  expect(Math.abs(most((count) => `message M { oneof o { ${fields(count)} } }`) - 2_000)).toBeLessThan(10);
});

it.each([
  ['names', 'avro', JSON.stringify({ type: 'record', name: 'R', fields: [{ name: 'a', type: 'x'.repeat(500_000) }] })],
  ['types', 'protobuf', `${PROTO}message M { ${'x'.repeat(500_000)} a = 1; }`],
] as const)('%s of half a megabyte are not repeated in full for each message', async (_, format, text) => {
  const failure = await outcome(format, text);
  expect(failure).toMatchObject({ code: 'codecs/broken-schema' });
  expect((failure as DecodeFailure).message.length).toBeLessThan(500);
});

it('a field name of half a megabyte is not repeated in full with each message', async () => {
  const name = 'x'.repeat(500_000);
  const failure = await outcome(
    'avro',
    JSON.stringify({ type: 'record', name: 'R', fields: [{ name, type: 'float' }] }),
  );
  expect(failure).toMatchObject({ code: 'codecs/schema-mismatch' });
  expect((failure as DecodeFailure).message.length).toBeLessThan(500);
});

it.each([
  ['a schema that stands in itself very deep', 'avro', '['.repeat(500_000) + ']'.repeat(500_000)],
  ['records that double and double', 'avro', JSON.stringify(times(60, (i) => i.toString()).split(' ').map((i) => ({ type: 'record', name: `R${i}`, fields: i === '0' ? [] : ['a', 'b'].map((name) => ({ name, type: `R${Number(i) - 1}` })) })).reverse().toSorted())],
  ['messages in each other', 'protobuf', `${PROTO}${'message M { '.repeat(10_000)}${'}'.repeat(10_000)}`],
  ['a package of a hundred thousand steps', 'protobuf', `${PROTO}package ${'a.'.repeat(100_000)}a; message M {}`],
  ['a type of Google under its own name', 'protobuf', `${PROTO}import "google/protobuf/timestamp.proto"; package google.protobuf; message Timestamp { string seconds = 1; }`],
] as const)('%s is refused', async (_, format, text) => {
  expect(await outcome(format, text)).toMatchObject({ code: expect.stringMatching(/^codecs\/(broken-schema|schema-too-large|schema-mismatch|too-many-values)$/) });
}); // prettier-ignore

it('files that import each other in all ways are each read once', async () => {
  // Each of forty files imports all before it: as a tree these would be a billion.
  const references = Array.from({ length: 40 }, (_, i) => ({
    name: `f${i}.proto`,
    text: `${PROTO}${times(i, (k) => `import "f${k}.proto";`)} message F${i} { ${i > 0 ? `F${i - 1} a = 1; F${i - 1} b = 2;` : ''} }`,
  }));
  expect(await outcome('protobuf', `${PROTO}import "f39.proto"; message M { F39 a = 1; }`, references)).toBe('decoded');
});
