import { ExactNumber, Timestamp } from '@proj/clickhouse-types/decoded-value';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { decodeProto } from '../support/decode-proto.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const proto3 = (body: string, head = ''): string => `syntax = "proto3";\npackage shop.v1;\n${head}\n${body}`;
const one = (declaration: string): string => proto3(`message M { ${declaration} }`);

describe('scalars, written by hand after the specification', () => {
  it.each<[string, string, unknown]>([
    ['int32 a = 1;', '08 01', 1],
    ['int32 a = 1;', '08 ffffffffffffffffff01', -1],
    ['int64 a = 1;', '08 ffffffffffffffffff01', -1],
    ['int64 a = 1;', '08 ffffffffffffffff7f', 9223372036854775807n],
    ['uint64 a = 1;', '08 ffffffffffffffffff01', 18446744073709551615n],
    ['uint32 a = 1;', '08 ffffffff0f', 4294967295],
    ['sint32 a = 1;', '08 03', -2],
    ['sint32 a = 1;', '08 ffffffff0f', -2147483648],
    ['sint64 a = 1;', '08 ffffffffffffffffff01', -9223372036854775808n],
    ['fixed32 a = 1;', '0d ffffffff', 4294967295],
    ['sfixed32 a = 1;', '0d ffffffff', -1],
    ['fixed64 a = 1;', '09 ffffffffffffffff', 18446744073709551615n],
    ['sfixed64 a = 1;', '09 ffffffffffffffff', -1],
    ['float a = 1;', '0d 0000c03f', 1.5],
    ['double a = 1;', '09 000000000000f83f', 1.5],
    ['double a = 1;', '09 000000000000f87f', 'NaN'],
    ['float a = 1;', '0d 000080ff', '-Infinity'],
    ['bool a = 1;', '08 01', true],
    ['string a = 1;', '0a 03 c3a941', 'éA'],
    ['bytes a = 1;', '0a 02 00ff', new Uint8Array([0, 255])],
    ['repeated int32 a = 1;', '0a 02 0102 08 03', [1, 2, 3]],
    ['repeated int32 a = 1 [packed=false];', '08 01 08 02', [1, 2]],
    ['repeated string a = 1;', '0a 01 61 0a 00', ['a', '']],
    ['map<string, int64> a = 1;', '0a 05 0a 01 61 10 07 0a 02 10 08', { a: 7, '': 8 }],
    ['map<bool, string> a = 1;', '0a 02 08 01', { true: '' }],
    ['int32 a = 1;', '08 01 08 02', 2],
  ])('%s %s', (declaration, bytes, value) => {
    expect(decodeProto(one(declaration), hex(bytes))).toEqual({ a: value });
  });
});

describe('fields that are not there', () => {
  it('fields that are not there have the default of their type, unless the language can tell that they were not set', () => {
    const schema = one(`
      int32 a = 1; string s = 2; bytes b = 3; bool t = 4; repeated int32 r = 5; map<string, M> m = 6; M inner = 7;
      optional int32 o = 8; Level level = 9; oneof which { int32 x = 10; string y = 11; } enum Level { LOW = 0; HIGH = 1; }`);
    expect(decodeProto(schema, hex(''))).toStrictEqual({
      a: 0,
      s: '',
      b: new Uint8Array(0),
      t: false,
      r: [],
      m: {},
      inner: undefined,
      o: undefined,
      level: 'LOW',
      x: undefined,
      y: undefined,
    });
    expect(decodeProto(schema, hex('40 00'))).toMatchObject({ o: 0 });
  });

  it('fields that are not there in proto2 have their declared default, or none', () => {
    const schema = `message M { optional int32 a = 1; optional int32 b = 2 [default = 7]; required string c = 3; optional E e = 4 [default = Y]; enum E { X = 1; Y = 2; } }`;
    expect(decodeProto(schema, hex('1a 00'))).toEqual({ a: undefined, b: 7, c: '', e: 'Y' });
    expect(() => decodeProto(schema, hex('08 01'))).toThrow('$.c: the required field is not there, byte 4');
  });
});

describe('messages', () => {
  it('messages have the names of the .proto, nested messages, enums by name, and the last one of a oneof', () => {
    const schema = one(`string user_name = 1; Address home = 2; repeated Address other_places = 3; Level level = 4;
      oneof which { int32 x = 5; string y = 6; } message Address { string zip_code = 1; } enum Level { LOW = 0; HIGH = 1; }`);
    const bytes = hex('0a 01 61 12 03 0a 01 62 1a 00 20 01 28 05 32 01 63');
    expect(decodeProto(schema, bytes)).toEqual({
      user_name: 'a',
      home: { zip_code: 'b' },
      other_places: [{ zip_code: '' }],
      level: 'HIGH',
      x: undefined,
      y: 'c',
    });
  });

  it('gives the number of an enum that has no name, and steps over unknown fields', () => {
    const schema = one('enum Level { LOW = 0; } Level level = 1;');
    expect(decodeProto(schema, hex('08 05 10 07 19 0000000000000000 25 00000000 2a 01 61 33 08 01 34'))).toEqual({
      level: 5,
    });
  });

  it('merges a message that comes twice', () => {
    const schema = one('In in = 1; message In { int32 a = 1; int32 b = 2; repeated int32 r = 3; }');
    expect(decodeProto(schema, hex('0a 04 0801 1801 0a 04 1002 1802'))).toEqual({ in: { a: 1, b: 2, r: [1, 2] } });
  });

  it('finds the message by its index', () => {
    const schema = proto3(
      'message A { int32 a = 1; } message B { map<string, string> m = 1; message C { int32 c = 1; } message D { int32 d = 1; } }',
    );
    expect(decodeProto(schema, hex(''), { index: '02 02' })).toEqual({ m: {} });
    expect(decodeProto(schema, hex('08 01'), { index: '04 02 02' })).toEqual({ d: 1 });
    expect(() => decodeProto(schema, hex('08 01'), { index: '02 08' })).toThrow(
      'the schema has no message with the index [4], byte 1',
    );
    expect(() => decodeProto(schema, hex(''), { index: 'feffffff0f' })).toThrow('a message index has not');
  });

  it('reads groups of proto2', () => {
    const schema = 'message M { repeated group Item = 1 { required int32 id = 1; } optional string s = 2; }';
    expect(decodeProto(schema, hex('0b 08 01 0c 0b 08 02 0c 12 01 61'))).toMatchObject({ s: 'a' });
    expect(() => decodeProto(schema, hex('0b 08 01'))).toThrow('the message ends too early');
  });
});

describe('imports', () => {
  it('imports come as references, in any depth; options need none', () => {
    const money = { name: 'shop/money.proto', text: proto3('message Money { int64 units = 1; string currency = 2; }') };
    const schema = proto3(
      'message Order { Money total = 1 [(secret) = true]; } extend google.protobuf.FieldOptions { bool secret = 50000; }',
      'import "shop/money.proto"; import "google/protobuf/descriptor.proto"; import "buf/validate/validate.proto";',
    );
    expect(decodeProto(schema, hex('0a 07 08 05 12 03 455552'), { references: [money] })).toEqual({
      total: { units: 5, currency: 'EUR' },
    });
    expect(() => decodeProto(schema, hex(''))).toThrow("no such Type or Enum 'Money'");
  });

  it.each<[string, string, string, unknown]>([
    ['timestamp', 'Timestamp', '0a 06 08 80d4a8d106', new Timestamp(1781148160, 0)],
    ['timestamp', 'Timestamp', '0a 06 08 01 10 c0843d', new Timestamp(1001, 3)],
    ['timestamp', 'Timestamp', '0a 04 08 01 10 01', new Timestamp(1_000_000_001, 9)],
    ['duration', 'Duration', '0a 08 08 01 10 80cab5ee01', '1.500s'],
    ['duration', 'Duration', '0a 0b 08 fdffffffffffffffff01', '-3s'],
    ['wrappers', 'Int64Value', '0a 02 08 07', 7],
    ['wrappers', 'StringValue', '0a 00', ''],
    ['wrappers', 'BoolValue', '', undefined],
    ['struct', 'Value', '0a 02 08 00', null],
    ['struct', 'Struct', '0a 0a 0a 08 0a 01 61 12 03 1a 01 62', { a: 'b' }],
    ['struct', 'ListValue', '0a 06 0a 02 20 01 0a 00', [true, null]],
    ['field_mask', 'FieldMask', '0a 06 0a 01 61 0a 01 62', 'a,b'],
    ['empty', 'Empty', '0a 00', {}],
    ['any', 'Any', '0a 06 0a 01 74 12 01 00', { '@type': 't', value: new Uint8Array([0]) }],
  ])('google/protobuf/%s.proto %s %s', (file, type, bytes, value) => {
    const schema = proto3(`message M { google.protobuf.${type} a = 1; }`, `import "google/protobuf/${file}.proto";`);
    const decoded = decodeProto(schema, hex(bytes));
    expect(decoded).toEqual({ a: value });
  });

  it.each<[string, string, string, unknown]>([
    ['google.protobuf', 'Timestamp { string seconds = 1; bytes nanos = 2; }', '0a 03 0a 01 41', { seconds: 'A', nanos: new Uint8Array() }],
    ['google.protobuf', 'FieldMask { string paths = 1; }', '0a 03 0a 01 61', { paths: 'a' }],
    ['google.protobuf', 'Int64Value { string value = 1; }', '0a 03 0a 01 61', { value: 'a' }],
    ['confluent.type', 'Decimal { int64 value = 1; uint32 precision = 2; int32 scale = 3; }', '0a 02 08 05', { value: 5, precision: 0, scale: 0 }],
  ])('reads what only has the name of a well-known message as what it is: %s %s', (namespace, message, bytes, a) => {
    const own = { name: 'own.proto', text: `syntax = "proto3"; package ${namespace}; message ${message}` };
    const schema = proto3(`message M { ${namespace}.${message.split(' ')[0]} a = 1; }`, 'import "own.proto";');
    expect(decodeProto(schema, hex(bytes), { references: [own] })).toEqual({ a });
  }); // prettier-ignore

  it('reads a decimal of Confluent', () => {
    const schema = proto3('message M { confluent.type.Decimal a = 1; }', 'import "confluent/type/decimal.proto";');
    expect(decodeProto(schema, hex('0a 06 0a 02 04d2 18 02'))).toEqual({ a: 12.34 });
    expect(decodeProto(schema, hex('0a 0c 0a 08 0de0b6b3a763ffff 18 02'))).toEqual({
      a: new ExactNumber(999999999999999999n, 2),
    });
  });
});

describe('mismatches', () => {
  const schema = one('string name = 1; repeated In items = 2; message In { int32 id = 1; map<string, In> more = 2; }');

  it.each([
    ['08 01', '$.name: the field name is written as varint, which its type is not, byte 3'],
    ['0a 05 61', '$.name: a length of 5 goes beyond the end of the message, byte 3'],
    ['0a 02 c328', '$.name: the text is not UTF-8, byte 4'],
    ['12 02 08', '$.items: a length of 2 goes beyond the end of the message, byte 3'],
    ['12 01 08', '$.items.id: the message ends too early, byte 5'],
    ['00', '$: there is no field with the tag 0, byte 2'],
    ['34', 'field 6 is written as end of group, which cannot be here'],
    ['1b 08', 'the message ends too early'],
  ])('%s', (bytes, text) => {
    expect(() => decodeProto(schema, hex(bytes))).toThrow(text);
  });

  it('decodes or explains any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeProto(schema, bytes);
        } catch (error) {
          expect((error as Error).message).toMatch(/^\$.*: .+, byte \d+$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not end the stack where the messages of a schema refer to each other without end', () => {
    const chain = Array.from({ length: 1_900 }, (_, i) => `message M${i} { M${i + 1} a = 1; }`).join(' ');
    const text = (last: string): string =>
      `syntax = "proto3"; ${last} ${chain} message M1900 {} message Fine { int32 a = 1; }`;
    expect(() => decodeProto(text(''), hex(''))).toThrow('its messages refer to each other too deep');
    // The first one can be used, the second cannot, and after it none that was not used before: it
    // could be half done.
    const schema = text('message First { int32 a = 1; }');
    expect(decodeProto(schema, hex('0807'))).toEqual({ a: 7 });
    expect(() => decodeProto(schema, hex(''), { index: '02 02' })).toThrow(
      "$: the schema's message with the index [1] cannot be used: its messages refer to each other too deep, byte 1",
    );
    expect(() => decodeProto(schema, hex('0807'), { index: '02 dc1d' })).toThrow('cannot be used');
    expect(decodeProto(schema, hex('0807'))).toEqual({ a: 7 });
  });

  it('does not end the stack where a message contains itself', () => {
    let bytes: Buffer = Buffer.alloc(0);
    for (let i = 0; i < 3_000; i++) bytes = Buffer.concat([Buffer.from([0x0a]), varint(bytes.length), bytes]);
    expect(() => decodeProto(one('M a = 1;'), bytes)).toThrow('more than 1000 levels deep');
    expect(() => decodeProto(one('int32 a = 1;'), Buffer.alloc(100_000, 0x13))).toThrow('more than 1000 levels deep');
  });
});

const varint = (value: number): Buffer => Buffer.from(protobuf.Writer.create().uint32(value).finish());

it('decodes what protobufjs encodes', () => {
  const text = one(
    'int64 a = 1; sint64 b = 2; string s = 3; repeated double d = 4; M m = 5; fixed64 f = 6; map<string, bytes> p = 7; uint32 u = 8;',
  );
  const type = protobuf.parse(text, new protobuf.Root()).root.lookupType('shop.v1.M');
  const safe = fc.maxSafeInteger();
  const { message } = fc.letrec<{ message: object }>((tie) => ({
    message: fc.record({
      a: safe,
      b: safe,
      s: fc.string({ unit: 'grapheme' }),
      d: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
      m: fc.option(tie('message'), { nil: undefined, maxDepth: 3 }),
      f: fc.maxSafeNat(),
      p: fc.dictionary(fc.string(), fc.uint8Array(), { noNullPrototype: true }),
      u: fc.nat(2 ** 32 - 1),
    }),
  }));
  fc.assert(
    fc.property(message, (value) => {
      expect(decodeProto(text, Buffer.from(type.encode(value).finish()))).toEqual(value);
    }),
    { numRuns: 300 },
  );
});
