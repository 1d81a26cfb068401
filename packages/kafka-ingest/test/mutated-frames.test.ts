import { packField } from '@proj/codecs';
import { createRegistryCodec, type RegistryFormat, type SchemaRegistry } from '@proj/codecs/registry';
import { parseProject } from '@proj/datafile-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// nx-ignore-next-line -- another encoder, no dependency of this package
import { framed, otherAvroFrame } from '../../../tools/servers/registry-messages.js';
import { BatchEncoder, type QuarantinedMessage } from '../src/encode/batch-encoder.js';
import { decodeRun } from '../src/encode/decode-run.js';
import { compileProject, type PackedBatch, type Pipeline } from '../src/index.js';

const AVRO = 1;
const PROTOBUF = 2;

const avroSchema = {
  type: 'record', name: 'Event', fields: [
    { name: 'id', type: 'long' },
    { name: 's', type: ['null', 'string'] },
    { name: 'd', type: { type: 'array', items: 'double' } },
    { name: 'm', type: ['null', 'Event'] },
    { name: 'p', type: { type: 'map', values: 'int' } },
    { name: 't', type: { type: 'long', logicalType: 'timestamp-nanos' } },
    { name: 'dec', type: { type: 'bytes', logicalType: 'decimal', precision: 76, scale: 10 } },
    { name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'B'] } },
    { name: 'f', type: { type: 'fixed', name: 'F', size: 5 } },
    { name: 'n', type: { type: 'array', items: 'null' } },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
  ],
}; // prettier-ignore

const protoText = `syntax = "proto2";
  import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/struct.proto";
  import "confluent/type/decimal.proto";
  message Event {
    required int64 id = 1; optional string s = 2; repeated double d = 3 [packed = true]; optional Event m = 4; map<string, int32> p = 5;
    optional group G = 6 { optional bytes b = 1; } optional google.protobuf.Timestamp t = 7; optional confluent.type.Decimal dec = 8;
    optional google.protobuf.Value v = 9; enum E { A = 0; B = 1; } optional E e = 10; repeated sint32 n = 11; optional fixed64 f = 12;
    oneof o { string x = 13; uint64 y = 14; } optional google.protobuf.Duration du = 15;
  }`;

const schemas: ReadonlyMap<number | string, { readonly type: string; readonly text: string }> = new Map([
  [AVRO, { type: 'AVRO', text: JSON.stringify(avroSchema) }],
  [PROTOBUF, { type: 'PROTOBUF', text: protoText }],
]);
/** One that answers at once, and knows these two. */
const registry: SchemaRegistry = {
  origin: 'http://registry',
  schema: async (id) => {
    const found = schemas.get(id);
    return found && { ...found, references: [] };
  },
  check: async () => ({ subjects: 2 }),
  close: () => undefined,
};

function pipelineFor(format: RegistryFormat): Pipeline {
  const { project } = parseProject([
    { path: 'c.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS a:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL http://registry\n' },
    {
      path: 'events.datasource',
      text: `SCHEMA >
        id Int64 \`json:$.id\`, s Nullable(String) \`json:$.s\`, d Array(Float64) \`json:$.d[:]\`, m Nullable(String) \`json:$.m\`,
        deep Nullable(Int64) \`json:$.m.m.id\`, p Map(String, Int32) \`json:$.p\` DEFAULT map(), t Nullable(DateTime64(9)) \`json:$.t\`,
        dec Nullable(Decimal(38, 10)) \`json:$.dec\`, dectext Nullable(String) \`json:$.dec\`, e Nullable(String) \`json:$.e\`,
        f Nullable(String) \`json:$.f\`, whole String \`json:$\`\n
ENGINE MergeTree\nENGINE_SORTING_KEY id\nKAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_VALUE_FORMAT ${format}\nKAFKA_STORE_RAW_VALUE True\n`,
    },
  ]); // prettier-ignore
  const codecs = { [format]: createRegistryCodec({ format, registry }) };
  const { pipelines, diagnostics } = compileProject(project, { lookupSecret: () => undefined, codecs });
  if (!pipelines[0]) throw new Error(diagnostics.map(({ message }) => message).join());
  return pipelines[0];
}

function batchOf(messages: readonly Uint8Array[]): PackedBatch {
  const { bytes, start, end } = packField(messages);
  const { length } = messages;
  const none = new Int32Array(length).fill(-1);
  return {
    count: length, bytes, topics: ['t'], topicIndex: new Uint16Array(length), partition: new Int32Array(length),
    offset: Float64Array.from({ length }, (_, i) => i), timestamp: new Float64Array(length),
    keyStart: none, keyEnd: none, valueStart: start, valueEnd: end, headers: () => [], retain: () => undefined,
  }; // prettier-ignore
}

/** What the engine does with a batch, up to the blocks. */
async function encode(pipeline: Pipeline, messages: readonly Uint8Array[]): Promise<{ readonly rows: number; readonly rejected: readonly QuarantinedMessage[] }> {
  const run = { batch: batchOf(messages), from: 0, to: messages.length };
  const decoded = await decodeRun(pipeline, run);
  const rejected: QuarantinedMessage[] = [];
  const encoder = new BatchEncoder(pipeline);
  for (let i = 0; i < messages.length; i++) {
    const one = { values: { ...decoded.values, values: [decoded.values.values[i]], ...(decoded.values.failures?.has(i) ? { failures: new Map([[0, decoded.values.failures.get(i)!]]) } : { failures: new Map() }), ...(decoded.values.start && { start: decoded.values.start.subarray(i) }) } };
    const before = encoder.quarantined;
    encoder.append({ ...run, from: i, to: i + 1 }, one);
    if (encoder.quarantined > before) rejected.push(encoder.lastReasons.at(-1)!);
  }
  const { landing, quarantine } = encoder.finish();
  expect([landing !== undefined, quarantine !== undefined]).toEqual([encoder.rows > 0, encoder.quarantined > 0]);
  return { rows: encoder.rows, rejected };
} // prettier-ignore

const event = (id: number, m: object | null) => ({
  id, s: `text ${id} ü`, d: [1.5, -2, id], m, p: { a: 1, b: -id }, t: 1_700_000_000_123_456_789n % 2n === 0n ? 0 : 1_700_000_000_123_000,
  dec: Buffer.from('0de0b6b3a763ffff', 'hex'), e: 'B', f: Buffer.alloc(5, id), n: [null, null], day: 20_500,
}); // prettier-ignore

const varint = (n: number): Buffer => {
  const bytes: number[] = [];
  let rest = BigInt(n);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
};
const lengthed = (number: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
};
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const protoEvent = (id: number, inner?: Buffer): Buffer =>
  Buffer.concat([
    Buffer.concat([varint(8), varint(id)]), lengthed(2, Buffer.from(`text ${id} ü`)), lengthed(3, Buffer.alloc(16, id)),
    inner ? lengthed(4, inner) : EMPTY, lengthed(5, hex('0a 01 61 10 07')), hex('33 0a 02 6f6b 34'), lengthed(7, hex('08 80e2cfaa06 10 95 9a ef 3a')),
    lengthed(8, hex('0a 02 04d2 10 04 18 02')), lengthed(9, lengthed(5, lengthed(1, lengthed(1, Buffer.from('k')), lengthed(2, hex('20 01'))))),
    hex('50 01'), lengthed(11, hex('01 02 03')), hex('61 0102030405060708'), hex('70 05'), lengthed(15, hex('08 01 10 02')),
  ]); // prettier-ignore
const EMPTY = Buffer.alloc(0);

const frames: Readonly<Record<RegistryFormat, readonly Buffer[]>> = {
  avro: [
    otherAvroFrame(AVRO, avroSchema, event(1, null)),
    otherAvroFrame(AVRO, avroSchema, event(300, event(2, event(3, null)))),
  ],
  protobuf: [1, 2].map((id) => framed(PROTOBUF, Buffer.concat([Buffer.of(0), protoEvent(id, protoEvent(7, protoEvent(8)))]))),
  json_with_schema: [1, 2].map((id) => framed(3, Buffer.from(JSON.stringify({ ...event(id, { m: { id } }), dec: 1.25, f: 'f', t: 1_700_000_000 })))),
}; // prettier-ignore

/**
 * What breaks on the way, and what somebody would try: a changed bit, a length that lies, a part
 * that is missing, doubled, or of another message.
 */
type Mutation = (bytes: Buffer, other: Buffer) => Buffer;
const at = (bytes: Buffer, part: number): number => Math.floor(part * (bytes.length + 1));
const part = fc.double({ min: 0, max: 0.999999, noNaN: true });
const lies = [
  '00',
  '01',
  '7f',
  '80',
  'ff',
  '808080808040',
  'ffffffffffffffffff01',
  'feffffffffffffffff01',
  '8080808010',
  '33',
  '34',
].map(hex);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(part, fc.nat(7)).map(([p, bit]): Mutation => (bytes) => {
    const copy = Buffer.from(bytes);
    const i = Math.min(at(bytes, p), bytes.length - 1);
    if (i >= 0) copy[i] = (copy[i] ?? 0) ^ (1 << bit);
    return copy;
  }),
  fc.tuple(part, fc.constantFrom(...lies), fc.boolean()).map(([p, lie, instead]): Mutation => (bytes) =>
    Buffer.concat([bytes.subarray(0, at(bytes, p)), lie, bytes.subarray(at(bytes, p) + (instead ? lie.length : 0))])),
  fc.tuple(part, part).map(([p, q]): Mutation => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, Math.min(p, q))), bytes.subarray(at(bytes, Math.max(p, q)))])),
  fc.tuple(part, part).map(([p, q]): Mutation => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, Math.max(p, q))), bytes.subarray(at(bytes, Math.min(p, q)))])),
  part.map((p): Mutation => (bytes) => bytes.subarray(0, at(bytes, p))),
  fc.tuple(part, part).map(([p, q]): Mutation => (bytes, other) => Buffer.concat([bytes.subarray(0, at(bytes, p)), other.subarray(at(other, q))])),
  fc.tuple(part, fc.uint8Array({ maxLength: 20 })).map(([p, more]): Mutation => (bytes) => Buffer.concat([bytes.subarray(0, at(bytes, p)), more, bytes.subarray(at(bytes, p))])),
); // prettier-ignore

describe('every mutation of a frame becomes a row or goes to quarantine with a reason, and its neighbours land', () => {
  it.each(['avro', 'protobuf', 'json_with_schema'] as const)('%s', async (format) => {
    const pipeline = pipelineFor(format);
    const [one, other] = frames[format];
    if (!one || !other) throw new Error('no frames');
    expect(await encode(pipeline, [one, other])).toEqual({ rows: 2, rejected: [] });
    let rejections = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(mutation, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }), async (mutations) => {
        const mutated = mutations.map((steps) => steps.reduce((bytes, step) => step(bytes, other), one));
        const result = await encode(pipeline, [one, ...mutated, other]);
        expect(result.rows + result.rejected.length).toBe(mutated.length + 2);
        for (const { offset, reasons } of result.rejected) {
          expect(offset).toBeGreaterThan(0);
          expect(offset).toBeLessThanOrEqual(mutated.length);
          expect(reasons.length).toBeGreaterThan(0);
          for (const { code, message } of reasons) {
            expect(code).toMatch(/^(?:codecs|mapping)\//);
            expect(message.length).toBeGreaterThan(10);
            expect(message.length).toBeLessThan(1_000);
          }
        }
        rejections += result.rejected.length;
        rows += result.rows;
      }),
      { numRuns: 1_500 },
    );
    // Both happen, else nothing was tried.
    expect(Math.min(rows, rejections)).toBeGreaterThan(1_000);
  }); // prettier-ignore
});
