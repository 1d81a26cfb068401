import avsc from 'avsc';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitrarySchema } from '../support/arbitrary-avro.js';
import { decodeAvro } from '../support/decode-avro.js';

/** Exact integers for avsc, which refuses those that a double does not hold. */
const exactLong = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => exact(buffer.readBigInt64LE()),
  toBuffer: (value: number | bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: (value: number) => value,
  toJSON: (value: number) => value,
  isValid: (value: unknown) => typeof value === 'number' || typeof value === 'bigint',
  compare: (a: number, b: number) => a - b,
});

const exact = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

it('decodes what avsc encodes, for any schema and value', () => {
  fc.assert(
    fc.property(arbitrarySchema({ logical: false }), fc.infiniteStream(fc.maxSafeInteger()), (schema, numbers) => {
      const type = avsc.Type.forSchema(schema as never, { registry: { long: exactLong }, wrapUnions: false });
      const value = valueOf(schema, numbers, new Map(), 0);
      const bytes = type.toBuffer(value);
      expect(bytesAsHex(decodeAvro(schema, bytes))).toEqual(bytesAsHex(value));
    }),
    { numRuns: 1_000 },
  );
});

/** avsc wants a Buffer, and gives one; we give a Uint8Array. */
function bytesAsHex(value: unknown): unknown {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return value.map(bytesAsHex);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bytesAsHex(one)]));
}

/**
 * A value of a schema, as we decode it: made here and not by avsc, so that it has bigint and the
 * like.
 */
function valueOf(schema: unknown, numbers: fc.Stream<number>, named: Map<string, unknown>, depth: number): unknown {
  const n = (): number => Math.abs(numbers.next().value as number);
  const pick = (count: number): number => n() % count;
  if (Array.isArray(schema)) {
    const branch: unknown = depth > 6 ? schema[0] : schema[pick(schema.length)];
    return valueOf(branch, numbers, named, depth + 1);
  }
  if (typeof schema === 'string') {
    const known = named.get(schema);
    if (known !== undefined) return valueOf(known, numbers, named, depth);
    return primitive(schema, n);
  }
  const { type, name, items, values, size, symbols, fields } = schema as {
    readonly type: string;
    readonly name?: string;
    readonly items?: unknown;
    readonly values?: unknown;
    readonly size: number;
    readonly symbols: readonly string[];
    readonly fields: readonly { readonly name: string; readonly type: unknown }[];
  };
  if (name !== undefined) named.set(name, schema);
  switch (type) {
    case 'array':
      return Array.from({ length: pick(4) }, () => valueOf(items, numbers, named, depth + 1));
    case 'map':
      return Object.fromEntries(
        Array.from({ length: pick(4) }, (_, i) => [`${i}é${n()}`, valueOf(values, numbers, named, depth + 1)]),
      );
    case 'fixed':
      return Buffer.alloc(size, pick(256));
    case 'enum':
      return symbols[pick(symbols.length)];
    default:
      return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, numbers, named, depth + 1)]));
  }
}

function primitive(type: string, n: () => number): unknown {
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return n() % 2 === 0;
    case 'int':
      return n() | 0;
    case 'long':
      return n() % 3 === 0 ? exact(BigInt.asIntN(64, BigInt(n()) * BigInt(n()))) : n() * (n() % 2 === 0 ? 1 : -1) || 0;
    case 'float':
      return Math.fround(n() / 7);
    case 'double':
      return n() / 7;
    case 'bytes':
      return Buffer.alloc(n() % 40, n() % 256);
    default:
      return ['', 'a', 'éß', '漢字', '😀', 'x'.repeat(n() % 100), 'ö'.repeat(n() % 40)][n() % 7];
  }
}
