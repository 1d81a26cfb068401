import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avroDecoder } from '../../src/avro/avro-decoder.js';
import { decodeAvro } from '../support/decode-avro.js';
import { arbitrarySchema } from '../support/arbitrary-avro.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const user = {
  type: 'record',
  name: 'User',
  fields: [
    { name: 'active', type: 'boolean' },
    {
      name: 'address',
      type: ['null', { type: 'record', name: 'Address', fields: [{ name: 'zip', type: 'string' }] }],
    },
    { name: 'tags', type: { type: 'array', items: { type: 'map', values: 'int' } } },
  ],
};

describe('says where the bytes stop being what the schema says', () => {
  it.each([
    ['02', '$.active: a boolean is 0 or 1, not 2, byte 1'],
    ['01 04', '$.address: the union has 2 branches, and none 2, byte 2'],
    ['01 02 08 61', '$.address.zip: a length of 4 goes beyond the end of the message, byte 3'],
    ['01 02 01', '$.address.zip: a length is not negative (-1), byte 3'],
    ['01 02 04 c328', '$.address.zip: the text is not UTF-8, byte 4'],
    ['01 00 02 02 02 61', '$.tags[0].a: the message ends too early, byte 7'],
    ['01 00 04 00 02 04 2d31 80808080808001', '$.tags[1]["-1"]: an int has more than 32 bits, byte 9'],
    ['01 00 00 00', '$: 1 bytes are left after the value, byte 4'],
  ])('%s', (bytes, text) => {
    expect(() => decodeAvro(user, hex(bytes))).toThrow(text);
  });

  it.each<[unknown, string, string]>([
    ['long', 'ffffffffffffffffff02', 'an integer has more than 64 bits, byte 10'],
    ['long', 'ffffffffffffffffffff01', 'an integer has more than 64 bits, byte 10'],
    [{ type: 'enum', name: 'E', symbols: ['A'] }, '02', '$: the enum has 1 symbols, and not this one, byte 1'],
    [{ type: 'array', items: 'int' }, '03 06 02 04 00', '$: a block has not the size that it says, byte 5'],
    [
      { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 },
      '10 0de0b6b3a763ffff',
      '$: a decimal has more digits than its precision, byte 2',
    ],
  ])('%j %s', (schema, bytes, text) => {
    expect(() => decodeAvro(schema, hex(bytes))).toThrow(text);
  });
});

describe('hostile messages', () => {
  it.each<[unknown, string]>([
    ['bytes', 'feffffffffffffffff01'],
    ['string', 'feffffff0f'],
    [{ type: 'array', items: 'long' }, 'feffffffffffffffff01'],
    [{ type: 'array', items: 'null' }, 'feffffffffffffffff01'],
    [{ type: 'array', items: { type: 'record', name: 'Empty', fields: [] } }, '808080808010'],
    [{ type: 'map', values: 'null' }, 'feffffff0f'],
    [{ type: 'array', items: 'null' }, 'ffffffffffffffffff01 00'],
    [{ type: 'array', items: 'int' }, 'ffffffffffffffffff01 feffffffffffffffff01'],
    [{ type: 'map', values: 'int' }, '01 feffffff0f 02 61 02 00'],
    [{ type: 'array', items: { type: 'array', items: 'long' } }, '02 808080808040'],
  ])('allocates nothing for what is not there: %j %s', (schema, bytes) => {
    expect(() => decodeAvro(schema, hex(bytes))).toThrow(/beyond the end|ends too early|values of more than/);
  });

  it('believes many items of no bytes only up to a limit, in all blocks together', () => {
    const block = hex('c0b802'); // 20 000
    const half = hex('b06d'); // 7 000
    const type = { type: 'array', items: 'null' };
    expect(decodeAvro(type, Buffer.concat([half, hex('00')]))).toHaveLength(7_000);
    expect(() => decodeAvro(type, Buffer.concat([block, hex('00')]))).toThrow(
      '$: values of more than 81024 bytes from a message of 4 bytes',
    );
    expect(() => decodeAvro(type, Buffer.concat([half, half, hex('00')]))).toThrow('$: values of more than');
    // Ten megabytes of these would be more values than any memory holds.
    const arrays = { type: 'array', items: type };
    const inner = Buffer.concat([hex('02'), half, hex('00')]);
    expect(() => decodeAvro(arrays, Buffer.concat([inner, inner, hex('00')]))).toThrow('$[1]: values of more than');
    const pair = {
      type: 'record',
      name: 'P',
      fields: ['a', 'b'].map((name) => ({ name, type: { type: 'array', items: 'null' } })),
    };
    expect(() => decodeAvro(pair, Buffer.concat([half, hex('00'), half, hex('00')]))).toThrow(
      '$.b: values of more than',
    );
  });

  it('does not believe a schema whose records double and double, and take no byte', () => {
    const doubled = (times: number): object => {
      let type: object = { type: 'record', name: 'R0', fields: [] };
      for (let i = 1; i <= times; i++) {
        type = {
          type: 'record',
          name: `R${i}`,
          fields: [
            { name: 'a', type },
            { name: 'b', type: `R${i - 1}` },
          ],
        };
      }
      return type;
    };
    expect(() => decodeAvro(doubled(60), hex(''))).toThrow('$: values of more than');
    const some = { type: 'array', items: doubled(3) };
    expect(decodeAvro(some, hex('c8 01 00'))).toHaveLength(100);
    // A hundred thousand of them would be a million objects.
    expect(() => decodeAvro(some, hex('c09a0c 00'))).toThrow('$: values of more than');
  });

  it('does not end the stack where a type contains itself', () => {
    const node = { type: 'record', name: 'Node', fields: [{ name: 'next', type: ['null', 'Node'] }] };
    expect(() => decodeAvro(node, Buffer.alloc(1_000_000, 2))).toThrow(/^\$(\.next){11}….*more than 1000 levels deep/);
    const list = { type: 'record', name: 'L', fields: [{ name: 'l', type: { type: 'array', items: 'L' } }] };
    expect(() => decodeAvro(list, Buffer.alloc(1_000_000, 2))).toThrow('more than 1000 levels deep');
  });

  it('decodes or explains any bytes, whatever the schema', () => {
    fc.assert(
      fc.property(arbitrarySchema(), fc.uint8Array({ maxLength: 60 }), (schema, bytes) => {
        try {
          decodeAvro(schema, bytes);
        } catch (error) {
          expect((error as Error).message).toMatch(/^\$.*: .+, byte \d+$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('schemas that cannot be used', () => {
  it.each<[unknown, string]>([
    [
      { type: 'record', name: 'R', fields: [{ name: 'a', type: 'strng' }] },
      'at $.fields[0].type: there is no type "strng"',
    ],
    [{ type: 'record', name: 'R' }, 'at $: a record has "fields"'],
    [{ type: 'record', fields: [] }, 'have a "name"'],
    [{ type: 'enum', name: 'E', symbols: [1] }, 'has "symbols"'],
    [{ type: 'fixed', name: 'F', size: -1 }, 'has a "size"'],
    [{ type: 'array' }, 'at $.items: a type is a name, an object or an array'],
    [[], 'a union has at least one branch'],
    [{}, 'has no "type"'],
    [
      {
        type: 'record',
        name: 'R',
        fields: [
          { name: 'a', type: 'int' },
          { name: 'a', type: 'int' },
        ],
      },
      'two fields "a"',
    ],
    [['int', { type: 'fixed', name: 'F', size: 1 }, { type: 'fixed', name: 'F', size: 1 }], 'is defined already'],
  ])('%j', (schema, text) => {
    expect(() => decodeAvro(schema, new Uint8Array(0))).toThrow(text);
  });

  it('is not ended by types that stand very deep', () => {
    const text = `${'{"type":"array","items":'.repeat(20_000)}"int"${'}'.repeat(20_000)}`;
    expect(() => avroDecoder({ type: 'AVRO', text, references: [] })).toThrow('more than 200 levels deep');
  });

  it('does not run what names say', () => {
    const name = `a"];throw new Error("run")//\u2028`;
    const schema = { type: 'record', name: 'R', fields: [{ name, aliases: ['b"', '`${c}`'], type: 'int' }] };
    expect(decodeAvro(schema, hex('02'))).toEqual({ [name]: 1 });
  });
});
