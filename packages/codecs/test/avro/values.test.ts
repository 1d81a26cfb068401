import { CalendarDate, ExactNumber, TimeOfDay, Timestamp } from '@proj/clickhouse-types/decoded-value';
import avsc from 'avsc';
import { describe, expect, it } from 'vitest';
import { decodeAvro } from '../support/decode-avro.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const record = (...fields: readonly unknown[]): object => ({ type: 'record', name: 'R', fields });

describe('primitive types, written by hand after the specification', () => {
  it.each<[unknown, string, unknown]>([
    ['null', '', null],
    ['boolean', '00', false],
    ['boolean', '01', true],
    ['int', '00', 0],
    ['int', '01', -1],
    ['int', 'feffffff0f', 2147483647],
    ['int', 'ffffffff0f', -2147483648],
    ['long', '8080808080808020', 2 ** 53],
    ['long', 'feffffffffffff1f', Number.MAX_SAFE_INTEGER],
    ['long', 'fdffffffffffff1f', -Number.MAX_SAFE_INTEGER],
    ['long', 'feffffffffffffffff01', 9223372036854775807n],
    ['long', 'ffffffffffffffffff01', -9223372036854775808n],
    ['float', '0000c03f', 1.5],
    ['double', '000000000000f83f', 1.5],
    ['double', '000000000000f07f', 'Infinity'],
    ['double', '000000000000f0ff', '-Infinity'],
    ['double', '000000000000f87f', 'NaN'],
    ['float', '0000c07f', 'NaN'],
    ['bytes', '06 00ff80', new Uint8Array([0, 255, 128])],
    ['string', '06 c3a9 41', 'éA'],
    ['string', '00', ''],
    [{ type: 'fixed', name: 'F', size: 2 }, 'abcd', new Uint8Array([0xab, 0xcd])],
    [{ type: 'enum', name: 'E', symbols: ['A', 'B'] }, '02', 'B'],
    [{ type: 'array', items: 'int' }, '04 02 04 02 06 00', [1, 2, 3]],
    [{ type: 'array', items: 'int' }, '03 04 02 04 00', [1, 2]],
    [{ type: 'map', values: 'int' }, '02 02 61 02 00', { a: 1 }],
    [['null', 'int', 'string'], '04 02 61', 'a'],
    [['null'], '00', null],
  ])('%j %s', (schema, bytes, value) => {
    const decoded = decodeAvro(schema, hex(bytes));
    expect(decoded).toEqual(value === 2 ** 53 ? 9007199254740992n : value);
  });

  it('does not copy bytes', () => {
    const message = hex('06 000102');
    const value = decodeAvro('bytes', message) as Uint8Array;
    expect(value.buffer).toBe(message.buffer);
  });

  it('keeps members that other languages do not know as special', () => {
    const value = decodeAvro(
      record({ name: '__proto__', type: 'int' }, { name: 'constructor', type: 'int' }),
      hex('0204'),
    );
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    const map = decodeAvro({ type: 'map', values: 'int' }, hex('02 12 5f5f70726f746f5f5f 02 00'));
    expect(Object.entries(map as object)).toEqual([['__proto__', 1]]);
  });
});

describe('logical types', () => {
  it.each<[unknown, string, unknown]>([
    [{ type: 'int', logicalType: 'date' }, 'a8c002', new CalendarDate(20500)],
    [{ type: 'int', logicalType: 'time-millis' }, 'd00f', new TimeOfDay(1000, 3)],
    [{ type: 'long', logicalType: 'time-micros' }, 'd00f', new TimeOfDay(1000, 6)],
    [{ type: 'long', logicalType: 'timestamp-millis' }, 'd00f', new Timestamp(1000, 3)],
    [{ type: 'long', logicalType: 'timestamp-micros' }, 'd00f', new Timestamp(1000, 6)],
    [{ type: 'long', logicalType: 'timestamp-nanos' }, 'feffffffffffffffff01', new Timestamp(9223372036854775807n, 9)],
    [{ type: 'long', logicalType: 'local-timestamp-millis' }, 'd00f', new Timestamp(1000, 3, 'local')],
    [{ type: 'long', logicalType: 'local-timestamp-micros' }, 'd00f', new Timestamp(1000, 6, 'local')],
    [{ type: 'long', logicalType: 'local-timestamp-nanos' }, 'd00f', new Timestamp(1000, 9, 'local')],
    [{ type: 'string', logicalType: 'uuid' }, '0261', 'a'],
    [
      { type: 'fixed', name: 'U', size: 16, logicalType: 'uuid' },
      '00112233445566778899aabbccddeeff',
      '00112233-4455-6677-8899-aabbccddeeff',
    ],
    [
      { type: 'fixed', name: 'D', size: 12, logicalType: 'duration' },
      '01000000 02000000 ffffffff',
      { months: 1, days: 2, milliseconds: 4294967295 },
    ],
    // Left out of account where they do not fit, as the specification asks.
    [{ type: 'long', logicalType: 'date' }, '02', 1],
    [{ type: 'string', logicalType: 'timestamp-millis' }, '0261', 'a'],
    [{ type: 'int', logicalType: 'made-up' }, '02', 1],
  ])('%j', (schema, bytes, value) => {
    expect(decodeAvro(schema, hex(bytes))).toEqual(value);
  });

  it.each<[number, number, string, unknown]>([
    [9, 2, '04 04d2', 12.34],
    [9, 2, '04 fb2e', -12.34],
    [9, 2, '00', 0],
    [9, 0, '04 04d2', 1234],
    [18, 4, '10 0de0b6b3a763ffff', new ExactNumber(999999999999999999n, 4)],
    [38, 0, '10 0de0b6b3a763ffff', 999999999999999999n],
    [16, 1, '0e 2386f26fc0ffff', new ExactNumber(9999999999999999n, 1)],
    [15, 15, '0e 038d7ea4c67fff', 0.999999999999999],
    [9, 2, '14 ffffffffffffffff fb2e', -12.34],
  ])('decimal(%i, %i) of bytes %s', (precision, scale, bytes, value) => {
    expect(decodeAvro({ type: 'bytes', logicalType: 'decimal', precision, scale }, hex(bytes))).toEqual(value);
  });

  it('reads a decimal on a fixed', () => {
    const type = { type: 'fixed', name: 'D', size: 8, logicalType: 'decimal', precision: 18, scale: 3 };
    expect(decodeAvro(type, hex('fffffffffffffb2e'))).toBe(-1.234);
  });

  it('takes a decimal that its fixed cannot hold for bytes', () => {
    const type = { type: 'fixed', name: 'D', size: 2, logicalType: 'decimal', precision: 18, scale: 3 };
    expect(decodeAvro(type, hex('0001'))).toEqual(new Uint8Array([0, 1]));
  });
});

describe('names', () => {
  it('finds types by their full name, in the namespace around them, and in schemas that are referred to', () => {
    const address = { type: 'record', name: 'shop.Address', fields: [{ name: 'zip', type: 'string' }] };
    const user = {
      type: 'record',
      name: 'User',
      namespace: 'shop',
      fields: [
        { name: 'home', type: 'Address' },
        { name: 'work', type: ['null', 'shop.Address'] },
        { name: 'size', type: { type: 'enum', name: 'Size', symbols: ['S', 'L'] } },
        { name: 'other', type: '.shop.Size'.slice(1) },
      ],
    };
    const value = decodeAvro(user, hex('02 61 02 02 62 00 02'), [address]);
    expect(value).toEqual({ home: { zip: 'a' }, work: { zip: 'b' }, size: 'S', other: 'L' });
  });

  it('finds a field by a former name, without showing it twice', () => {
    const value = decodeAvro(record({ name: 'postcode', aliases: ['zip', 'PLZ'], type: 'string' }), hex('0261')) as {
      zip?: unknown;
    };
    expect(value.zip).toBe('a');
    expect(JSON.stringify(value)).toBe('{"postcode":"a"}');
  });

  it('prefers a field to the former name of another one', () => {
    const schema = record({ name: 'a', aliases: ['b'], type: 'int' }, { name: 'b', type: 'int' });
    expect(decodeAvro(schema, hex('0204'))).toEqual({ a: 1, b: 2 });
  });

  it('gives a former name that two fields had to neither', () => {
    const schema = record(
      { name: 'a', aliases: ['x', 'x'], type: 'int' },
      { name: 'b', aliases: ['x', 'y'], type: 'int' },
    );
    const value = decodeAvro(schema, hex('0204')) as { x?: unknown; y?: unknown };
    expect([value, value.x, value.y]).toEqual([{ a: 1, b: 2 }, undefined, 2]);
  });

  it('reads a type that contains itself', () => {
    const type = avsc.Type.forSchema({
      type: 'record',
      name: 'Node',
      fields: [
        { name: 'value', type: 'long' },
        { name: 'next', type: ['null', 'Node'] },
      ],
    });
    let list: object | null = null;
    for (let i = 0; i < 900; i++) list = { value: i, next: list };
    expect(decodeAvro(type.schema(), type.toBuffer(list))).toEqual(list);
  });
});
