import { describe, expect, it } from 'vitest';
import { decodeProto } from '../support/decode-proto.js';

const NAMES = Object.getOwnPropertyNames(Object.prototype);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const lengthed = (number: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([number * 8 + 2, body.length]), body]);
};

/** Each may stand for a field, a oneof, an enum, a value of one, a message, a package. */
describe.each(NAMES)('%s in a .proto', (name) => {
  it('a name that JavaScript knows can be that of a field', () => {
    const schema = `syntax = "proto3"; message M { int32 ${name} = 1; repeated int32 other = 2; }`;
    expect(Object.entries(decodeProto(schema, hex('08 07 10 01')) as object)).toEqual([[name, 7], ['other', [1]]]);
  }); // prettier-ignore

  it('a name that JavaScript knows can be that of a field of a oneof, which replaces the others', () => {
    const schema = `syntax = "proto3"; message M { oneof o { int32 ${name} = 1; int32 b = 2; } }`;
    expect(Object.entries(decodeProto(schema, hex('10 05 08 07')) as object)).toEqual([[name, 7], ['b', undefined]]);
    const oneof = `syntax = "proto3"; message M { oneof ${name} { int32 a = 1; int32 b = 2; } }`;
    expect(decodeProto(oneof, hex('08 07 10 05'))).toEqual({ b: 5 });
  }); // prettier-ignore

  it('a name that JavaScript knows can be that of a message, in a message and in a package', () => {
    const schema = `syntax = "proto3"; package ${name}.a; message First { .${name}.a.${name}.${name} x = 1; } message ${name} { message ${name} { int32 a = 1; } }`;
    expect(decodeProto(schema, lengthed(1, hex('08 07')))).toEqual({ x: { a: 7 } });
    expect(decodeProto(schema, hex('08 07'), { index: '04 02 00' })).toEqual({ a: 7 });
  });

  it('a name that JavaScript knows can be that of an enum and of its values', () => {
    const schema = `syntax = "proto2"; enum ${name} { A = 0; ${name.toUpperCase()}_ = 1; } enum E { X = 0; ${name}_ = 3; }
      message M { optional ${name} e = 1; enum F { Y = 0; ${name}  = 2; } optional F f = 2 [default = ${name}]; }`;
    expect(decodeProto(schema, hex('08 01'))).toEqual({ e: `${name.toUpperCase()}_`, f: name });
    expect(decodeProto(schema, hex('10 02'))).toMatchObject({ f: name });
  });

  it('a name that JavaScript knows can be the default of a text', () => {
    expect(
      decodeProto(`syntax = "proto2"; message M { optional string s = 1 [default = "${name}"]; }`, hex('')),
    ).toEqual({ s: name });
  });

  it('a name that JavaScript knows can stand in a descriptor', () => {
    const field = (label: string): Buffer => lengthed(2, lengthed(1, Buffer.from(label)), hex('18 01 20 01 28 05'));
    const file = Buffer.concat([
      lengthed(1, Buffer.from('a.proto')),
      lengthed(4, lengthed(1, Buffer.from(name)), field(name)),
      lengthed(12, Buffer.from('proto3')),
    ]);
    expect(Object.entries(decodeProto(file.toString('base64'), hex('08 07')) as object)).toEqual([[name, 7]]);
  });
});

it('a placeholder that the parser reads in place of a name is not a name of the schema', () => {
  const schema = 'syntax = "proto3"; message M { int32 __proto__ = 1; int32 hidden___proto__ = 2; int32 hidden_ = 3; }';
  expect(Object.entries(decodeProto(schema, hex('08 07 10 08 18 09')) as object)).toEqual([
    ['__proto__', 7],
    ['hidden___proto__', 8],
    ['hidden_', 9],
  ]);
});
