import { printType } from '@proj/clickhouse-types';
import type { ColumnWriter, VariantWriter } from '@proj/clickhouse-types/column-writer';

/** A value of one of the types of a Variant. */
export class Member {
  /** The type's name. */
  readonly of: string;
  readonly value: Value;
  constructor(of: string, value: Value) {
    this.of = of;
    this.value = value;
  }
  toString(): string {
    return String(this.value);
  }
}

/**
 * A value in the shape that its writer takes: nested arrays for arrays and tuples, pairs for maps,
 * null for NULL.
 */
export type Value = null | number | bigint | string | Uint8Array | Member | readonly Value[];

function memberOf(writer: VariantWriter, { of }: Member): number {
  const index = writer.members.findIndex((one) => printType(one.type, { canonical: true }) === of);
  if (index < 0) throw new Error(`the variant has no ${of}`);
  return index;
}

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
    case 'variant': {
      const member = memberOf(writer, value as Member);
      writer.begin(member);
      const chosen = writer.members[member];
      if (chosen) write(chosen, (value as Member).value);
      return writer.end();
    }
  }
}

/** Begins a value and leaves it half done, as a mapping does that finds out in the middle. */
export function writeHalf(writer: ColumnWriter, value: Value): void {
  if (value === null) return writer.addNull();
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
    case 'variant': {
      const member = memberOf(writer, value as Member);
      writer.begin(member);
      const chosen = writer.members[member];
      if (chosen) writeHalf(chosen, (value as Member).value);
      return;
    }
    default:
      return write(writer, value);
  }
}
