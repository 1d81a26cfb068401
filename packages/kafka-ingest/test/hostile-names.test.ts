import { jsonCodec, type Codec } from '@proj/codecs';
import { createRegistryCodec, type RegistryFormat } from '@proj/codecs/registry';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BatchEncoder } from '../src/encode/batch-encoder.js';
import { decodeRun } from '../src/encode/decode-run.js';
import { MessagePacker } from '../src/kafka/readers/pack-messages.js';
import { readBlock } from './support/native-reader.js';
import { pipelineOf } from './support/pipelines.js';

/** Names that JavaScript's own objects have, or that its machinery asks for. */
const NAMES = [
  '__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toString', 'toLocaleString', 'valueOf',
  '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__', 'toJSON', 'then', 'length', 'name', 'scale', 'ticks', 'map', 'values', 'buffer',
] as const; // prettier-ignore
type Name = (typeof NAMES)[number];

/** What a message has, by name: at its top, and as entries of the map `m`. */
interface Message {
  readonly own: ReadonlyMap<Name, string>;
  readonly entries: ReadonlyMap<Name, string>;
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length * 2]), Buffer.from(value)]);
const short = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const tag = (number: number): Buffer =>
  number < 16 ? Buffer.from([number * 8 + 2]) : Buffer.from([((number * 8 + 2) & 0x7f) | 0x80, (number * 8 + 2) >> 7]);
const members = (all: ReadonlyMap<Name, string>): string =>
  [...all].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join();

const avroSchema = JSON.stringify({
  type: 'record',
  name: 'E',
  fields: [
    ...NAMES.map((name) => ({ name, type: ['null', 'string'] })),
    { name: 'm', type: { type: 'map', values: 'string' } },
  ],
});
const avro = ({ own, entries }: Message): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0, 1]),
    ...NAMES.map((name) =>
      own.has(name) ? Buffer.concat([Buffer.from([2]), text(own.get(name)!)]) : Buffer.from([0]),
    ),
    ...(entries.size > 0 ? [Buffer.from([entries.size * 2])] : []),
    ...[...entries].flatMap(([name, value]) => [text(name), text(value)]),
    Buffer.from([0]),
  ]);

const protoSchema = `syntax = "proto3";\nmessage E { map<string, string> m = 1; ${NAMES.map((name, i) => `optional string ${name} = ${i + 2};`).join(' ')} }`;
const proto = ({ own, entries }: Message): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0, 1, 0]),
    ...[...entries].map(([name, value]) => {
      const entry = Buffer.concat([tag(1), short(name), tag(2), short(value)]);
      return Buffer.concat([tag(1), Buffer.from([entry.length]), entry]);
    }),
    ...[...own].map(([name, value]) => Buffer.concat([tag(NAMES.indexOf(name) + 2), short(value)])),
  ]);

const json = ({ own, entries }: Message): Buffer =>
  Buffer.from(`{${own.size > 0 ? `${members(own)},` : ''}"m":{${members(entries)}}}`);

const codecOf = (format: RegistryFormat, schema: string): Codec =>
  createRegistryCodec({
    format,
    registry: {
      origin: 'http://registry',
      schema: async () => ({ type: format === 'avro' ? 'AVRO' : 'PROTOBUF', text: schema, references: [] }),
      check: async () => ({ subjects: 1 }),
      close: () => undefined,
    },
  });

const formats: readonly (readonly [string, Codec, (message: Message) => Buffer])[] = [
  ['json_without_schema', jsonCodec, json],
  [
    'json_with_schema',
    codecOf('json_with_schema', ''),
    (message) => Buffer.concat([Buffer.from([0, 0, 0, 0, 1]), json(message)]),
  ],
  ['avro', codecOf('avro', avroSchema), avro],
  ['protobuf', codecOf('protobuf', protoSchema), proto],
];

/**
 * By all ways to write the path: as a member, in quotes, below another member, and as what is found
 * anywhere.
 */
const columns = NAMES.flatMap((name, i) => [
  [`a${i}`, 'Nullable(String)', `$.${name}`] as const,
  [`b${i}`, 'Nullable(String)', `$['m']['${name}']`] as const,
  [`c${i}`, 'Nullable(String)', `$.m.${name}.${name}`] as const,
]);

const some = fc
  .uniqueArray(fc.constantFrom(...NAMES))
  .map((names) => new Map(names.map((name) => [name, `of ${name}`] as const)));
const inherited = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

it.each(formats)(
  '%s: any name leads from the message to the row, and what is missing is missing',
  async (_, valueCodec, write) => {
    const pipeline = pipelineOf({ columns, valueCodec, meta: [] });
    await fc.assert(
      fc.asyncProperty(some, some, async (own, entries) => {
        const message = { topic: 'events', partition: 0, offset: 0, value: write({ own, entries }) };
        const run = { batch: new MessagePacker().pack([message]), from: 0, to: 1 };
        const encoder = new BatchEncoder(pipeline);
        encoder.append(run, await decodeRun(pipeline, run));
        expect(encoder.lastReasons).toEqual([]);
        const [row] = readBlock(encoder.finish().landing!);
        const expected = NAMES.flatMap((name, i) => [
          [`a${i}`, own.get(name) ?? null],
          [`b${i}`, entries.get(name) ?? null],
          [`c${i}`, null],
        ]);
        expect(row).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 150 },
    );
    // No name was polluted for everyone.
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(inherited);
    expect(Object.keys({})).toEqual([]);
  },
);

it('a header is kept whatever its name', () => {
  // As the client makes them: what it sets as `__proto__` becomes the prototype of the object.
  const headers = NAMES.map((name) => {
    const header: Record<string, Buffer> = {};
    header[name] = Buffer.from(`of ${name}`);
    return header;
  });
  const batch = new MessagePacker().pack([{ topic: 't', partition: 0, offset: 0, value: null, headers }]);
  expect(batch.headers(0).map(({ key, value }) => [key, Buffer.from(value).toString()])).toEqual(
    NAMES.map((name) => [name, `of ${name}`]),
  );
});

it('an object is stored as JSON with all of its keys, whatever their names', async () => {
  const own = new Map(NAMES.map((name) => [name, `of ${name}`] as const));
  for (const [, valueCodec, write] of formats) {
    const pipeline = pipelineOf({ columns: [['m', 'String', '$.m']], valueCodec, meta: [] });
    const message = { topic: 'events', partition: 0, offset: 0, value: write({ own, entries: own }) };
    const run = { batch: new MessagePacker().pack([message]), from: 0, to: 1 };
    const encoder = new BatchEncoder(pipeline);
    encoder.append(run, await decodeRun(pipeline, run));
    const [row] = readBlock(encoder.finish().landing!);
    const stored = JSON.parse(String(row?.['m'])) as Record<string, unknown>;
    expect(Object.entries(stored).sort()).toEqual([...own].sort());
  }
});
