import type { Random } from '../fuzz/random.js';

interface Written {
  readonly schema: unknown;
  readonly bytes: Buffer;
}

/** A schema, and a value written with it. */
export function randomAvro(random: Random): Written {
  let names = 0;
  const one = (depth: number): Written => {
    const kind = random.below(depth > 3 ? PLAIN.length : PLAIN.length + 6);
    const plain = PLAIN[kind];
    if (plain) return { schema: plain.schema, bytes: plain.write(random) };
    const [a, b] = [one(depth + 1), one(depth + 1)];
    switch (kind - PLAIN.length) {
      case 0: {
        const count = random.below(4);
        return { schema: { type: 'array', items: a.schema }, bytes: blocks(count, a.bytes) };
      }
      case 1: {
        const count = random.below(3);
        return { schema: { type: 'map', values: a.schema }, bytes: blocks(count, Buffer.concat([text('k'), a.bytes])) };
      }
      case 2:
        return { schema: ['null', 'string'], bytes: random.chance(2) ? zigzag(0) : Buffer.concat([zigzag(1), text('x')]) };
      case 3:
        return { schema: { type: 'enum', name: `E${names++}`, symbols: ['A', 'B', 'C'] }, bytes: zigzag(random.below(3)) };
      case 4: {
        const size = random.below(20);
        return { schema: { type: 'fixed', name: `F${names++}`, size }, bytes: Buffer.alloc(size, random.below(256)) };
      }
      default: {
        const name = `R${names++}`;
        const fields = [{ name: 'a', type: a.schema }, { name: 'b', type: b.schema }, { name: 'self', type: ['null', name] }];
        return { schema: { type: 'record', name, fields }, bytes: Buffer.concat([a.bytes, b.bytes, zigzag(0)]) };
      }
    }
  };
  return one(0);
} // prettier-ignore

export function zigzag(value: number): Buffer {
  let rest = BigInt(value) >= 0n ? BigInt(value) * 2n : BigInt(value) * -2n - 1n;
  const bytes: number[] = [];
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

const text = (value: string): Buffer => Buffer.concat([zigzag(Buffer.byteLength(value)), Buffer.from(value)]);
const blocks = (count: number, item: Buffer): Buffer =>
  Buffer.concat([...(count === 0 ? [] : [zigzag(count)]), ...Array.from({ length: count }, () => item), zigzag(0)]);
const anyBytes = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

const number = (random: Random): Buffer => zigzag(random.below(2) * random.next() - random.below(1_000));
const small = (random: Random): Buffer => zigzag(random.below(100_000) - 50_000);
const PLAIN: readonly { readonly schema: unknown; readonly write: (random: Random) => Buffer }[] = [
  { schema: 'null', write: () => Buffer.alloc(0) },
  { schema: 'boolean', write: (random) => Buffer.of(random.below(2)) },
  { schema: 'int', write: small },
  { schema: 'long', write: number },
  { schema: 'float', write: (random) => anyBytes(random, 4) },
  { schema: 'double', write: (random) => anyBytes(random, 8) },
  { schema: 'string', write: (random) => text('ü'.repeat(random.below(9))) },
  { schema: 'bytes', write: (random) => text('b'.repeat(random.below(9))) },
  { schema: { type: 'int', logicalType: 'date' }, write: small },
  { schema: { type: 'long', logicalType: 'timestamp-nanos' }, write: number },
  { schema: { type: 'bytes', logicalType: 'decimal', precision: 30, scale: 5 }, write: (random) => Buffer.concat([zigzag(4), anyBytes(random, 4)]) },
]; // prettier-ignore
