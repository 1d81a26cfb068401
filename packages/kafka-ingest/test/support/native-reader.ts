import type { Block } from '@proj/clickhouse-sink';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Reads a block in ClickHouse's Native format, as far as these tests have types. Written from the
 * format's description, not from our writer.
 */
export function readBlock(block: Block): Row[] {
  const bytes = Buffer.concat(block.parts.map((part) => Buffer.from(part)));
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const text = (): string => {
    const length = varint();
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  const many = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one);
  const fixed = <T>(size: number, read: (at: number) => T): T => {
    at += size;
    return read(at - size);
  };
  const column = (type: string, count: number): unknown[] => {
    const inner = /^\w+\((.*)\)$/s.exec(type)?.[1] ?? '';
    if (type === 'String') return many(count, text);
    if (type === 'Int16') return many(count, () => fixed(2, (i) => bytes.readInt16LE(i)));
    if (type === 'Int64') return many(count, () => fixed(8, (i) => Number(bytes.readBigInt64LE(i))));
    if (type.startsWith('DateTime64')) return many(count, () => fixed(8, (i) => bytes.readBigInt64LE(i)));
    if (type === 'DateTime') return many(count, () => fixed(4, (i) => bytes.readUInt32LE(i)));
    if (type.startsWith('Nullable(')) {
      const nulls = many(count, () => fixed(1, (i) => bytes[i] === 1));
      return column(inner, count).map((value, i) => (nulls[i] ? null : value));
    }
    const ends = many(count, () => fixed(8, (i) => Number(bytes.readBigUInt64LE(i))));
    const total = ends.at(-1) ?? 0;
    const slices = (all: unknown[]): unknown[][] => ends.map((end, i) => all.slice(ends[i - 1] ?? 0, end));
    if (type === 'Array(String)') return slices(column('String', total));
    if (type === 'Map(String, String)') {
      const keys = slices(column('String', total));
      const values = slices(column('String', total));
      return keys.map((own, i) => own.map((key, k) => [key, values[i]?.[k]]));
    }
    throw new Error(`this reader has no ${type}`);
  };
  const columns = varint();
  const rows = varint();
  const result = many(rows, (): Record<string, unknown> => ({}));
  for (let c = 0; c < columns; c++) {
    const name = text();
    column(text(), rows).forEach((value, i) => ((result[i] as Record<string, unknown>)[name] = value));
  }
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes are left over`);
  return result;
}
