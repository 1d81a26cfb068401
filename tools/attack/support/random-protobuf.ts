import type { Random } from '../fuzz/random.js';

const VARINTS = ['int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'bool', 'E'];
const LONG_NAMES = ['fixed64', 'sfixed64', 'double'];
const SHORT_NAMES = ['fixed32', 'sfixed32', 'float'];

/** A schema, and a message written with it, preceded by its index. */
export function randomProtobuf(random: Random): { readonly schema: string; readonly bytes: Buffer } {
  const fields: string[] = [];
  const parts: Buffer[] = [Buffer.of(0)];
  const count = 1 + random.below(8);
  for (let number = 1; number <= count; number++) {
    const [type, write] = field(random);
    const kind = random.below(6);
    const fieldNumber = random.chance(10) ? 536_870_911 - number : number;
    const label = kind === 0 ? 'repeated ' : kind === 1 ? 'optional ' : '';
    fields.push(`  ${label}${type} f${number} = ${fieldNumber};`);
    for (let i = kind === 0 ? random.below(4) : 1; i > 0; i--) parts.push(write(fieldNumber));
  }
  const imports = ['timestamp', 'struct', 'wrappers'].map((name) => `import "google/protobuf/${name}.proto";`);
  const body = `message M {\n${fields.join('\n')}\n  map<string, int64> m = 100;\n  M self = 101;\n  oneof o { string x = 102; int32 y = 103; }\n}`;
  const more = [lengthed(100, Buffer.from('0a016b1007', 'hex')), lengthed(101, Buffer.concat(parts.slice(1, 3))), lengthed(102, Buffer.from('x'))];
  return {
    schema: `syntax = "proto3";\n${imports.join('\n')}\nenum E { A = 0; B = 1; }\n${body}\n`,
    bytes: Buffer.concat([...parts, ...more.filter(() => random.chance(2))]),
  };
} // prettier-ignore

function field(random: Random): [type: string, write: (number: number) => Buffer] {
  const anyBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)));
  switch (random.below(6)) {
    case 0:
      return [random.pick(VARINTS), (number) => Buffer.concat([tag(number, 0), varint(random.below(random.chance(2) ? 2 : 1e9))])];
    case 1:
      return [random.pick(LONG_NAMES), (number) => Buffer.concat([tag(number, 1), anyBytes(8)])];
    case 2:
      return [random.pick(SHORT_NAMES), (number) => Buffer.concat([tag(number, 5), anyBytes(4)])];
    case 3:
      return ['google.protobuf.Timestamp', (number) => lengthed(number, Buffer.concat([tag(1, 0), varint(random.next()), tag(2, 0), varint(random.below(1e9))]))];
    case 4:
      return ['google.protobuf.Value', (number) => lengthed(number, Buffer.from('2a0d0a0b0a016b12062a040a020a00', 'hex'))];
    default:
      return ['string', (number) => lengthed(number, Buffer.from('tü'.repeat(random.below(5))))];
  }
} // prettier-ignore

export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

const tag = (number: number, wire: number): Buffer => varint(number * 8 + wire);
const lengthed = (number: number, body: Buffer): Buffer => Buffer.concat([tag(number, 2), varint(body.length), body]);
