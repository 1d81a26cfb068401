import type { ColumnWriter } from '@proj/clickhouse-types';

/** A value in the shape that its writer takes: nested arrays for arrays and tuples, pairs for maps, null for NULL. */
export type Value = null | number | bigint | string | Uint8Array | readonly Value[];

/** Adds a value, choosing the writer's calls by its form. */
export function write(writer: ColumnWriter, value: Value): void {
  if (value === null) return writer.addNull();
  switch (writer.form) {
    case 'number':
      return writer.add(value as number);
    case 'wide':
      return typeof value === 'bigint' ? writer.addBigInt(value) : writer.addNumber(value as number);
    case 'text':
      if (typeof value === 'string') return writer.addText(value);
      return writer.addBytes(value as Uint8Array, 0, (value as Uint8Array).length);
    case 'fixed':
      return writer.addBytes(value as Uint8Array, 0);
    case 'array':
      writer.begin();
      for (const element of value as readonly Value[]) write(writer.element, element);
      return writer.end();
    case 'map':
      writer.begin();
      for (const [key, item] of value as readonly (readonly [Value, Value])[]) {
        write(writer.key, key);
        write(writer.value, item);
      }
      return writer.end();
    case 'tuple':
      writer.begin();
      for (const [i, element] of writer.elements.entries()) write(element, (value as readonly Value[])[i] ?? null);
      return writer.end();
  }
}

/** Begins a value and leaves it half done, as a mapping does that finds out in the middle. */
export function writeHalf(writer: ColumnWriter, value: Value): void {
  switch (writer.form) {
    case 'array':
      writer.begin();
      for (const element of (value as readonly Value[]).slice(0, 1)) writeHalf(writer.element, element);
      return;
    case 'map':
      writer.begin();
      for (const [key] of (value as readonly (readonly [Value, Value])[]).slice(0, 1)) write(writer.key, key);
      return;
    case 'tuple': {
      writer.begin();
      const [first] = writer.elements;
      if (first) writeHalf(first, (value as readonly Value[])[0] ?? null);
      return;
    }
    default:
      return write(writer, value);
  }
}
