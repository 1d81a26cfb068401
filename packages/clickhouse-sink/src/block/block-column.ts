import { canTravelAsNullable, cannotTravel, printType, shapeOf, type ClickHouseType } from '@proj/clickhouse-types';
import type { BlockColumnDefinition } from '../contract.js';
import { createWriter } from './create-writer.js';
import { ArrayColumnWriter } from './nested-writers.js';
import type { NullMap } from './null-map.js';
import { lengthPrefixed } from './varint.js';
import { headerType, wireType } from './wire-type.js';
import type { BlockWriter } from './writer.js';

/** A column of a block as Native has it. */
export interface BlockColumn {
  readonly name: string;
  /** As Native and the structure of a table name it. */
  readonly type: string;
  /** What precedes the values, in addition to name and type. */
  readonly prefix: Uint8Array;
  parts(into: Uint8Array[]): void;
  /** The DEFAULT that NULL (or `omitted`) means, with the type that the table has. */
  readonly byDefault?: { readonly expression: string; readonly type: string };
  /** Which rows get the DEFAULT of a column that cannot be NULL. */
  readonly omitted?: NullMap;
}

/**
 * A column as requested: where its values are written, and the columns of the block that they
 * become.
 */
export interface WrittenColumn {
  readonly writer: BlockWriter;
  /** One, or for a Nested column one for each element, as in ClickHouse's tables. */
  readonly columns: readonly BlockColumn[];
}

export function writtenColumn({ name, type, defaultExpression }: BlockColumnDefinition): WrittenColumn {
  const value = type.kind === 'Nullable' && defaultExpression !== undefined ? type.inner : type;
  const part = cannotTravel(value);
  if (part) throw new Error(`no block can hold ${printType(part)}`);
  if (type.kind === 'Nullable' && defaultExpression === undefined && shapeOf(type.inner).kind === 'Array')
    throw new Error(`no block can hold ${printType(type)}: the expression of its DEFAULT is missing`);
  const wire = wireType(type);
  const writer = createWriter(wire);
  const parts = (into: Uint8Array[]): void => writer.parts(into);
  if (type.kind === 'Nested') return { writer, columns: nestedColumns(name, type.elements, writer) };
  if (type.kind !== 'Nullable' || defaultExpression === undefined)
    return { writer, columns: [{ name, type: headerType(wire), prefix: prefixOf(writer), parts }] };
  const byDefault = { expression: defaultExpression, type: printType(type.inner, { canonical: true }) };
  if (canTravelAsNullable(type.inner))
    return { writer, columns: [{ name, type: headerType(wire), prefix: prefixOf(writer), parts, byDefault }] };
  if (!(writer instanceof ArrayColumnWriter) || !writer.omitted) throw new Error(`no DEFAULT for ${printType(type)}`);
  const sent = headerType(wireType(type.inner));
  return {
    writer,
    columns: [{ name, type: sent, prefix: prefixOf(writer), parts, byDefault, omitted: writer.omitted }],
  };
}

function nestedColumns(
  name: string,
  elements: readonly { readonly name: string; readonly type: ClickHouseType }[],
  list: BlockWriter,
): readonly BlockColumn[] {
  if (!(list instanceof ArrayColumnWriter) || list.element.form !== 'tuple')
    throw new Error('no writer of a Nested column');
  const writers = list.element.elements as readonly BlockWriter[];
  return elements.map((one, i) => {
    const writer = writers[i];
    if (!writer) throw new Error(`the Nested column ${name} has no writer for ${one.name}`);
    return {
      name: `${name}.${one.name}`,
      type: headerType({ kind: 'Array', element: wireType(one.type) }),
      prefix: prefixOf(writer),
      parts(into) {
        into.push(list.ends());
        writer.parts(into);
      },
    };
  });
}

function prefixOf(writer: BlockWriter): Uint8Array {
  const parts: Uint8Array[] = [];
  writer.prefix(parts);
  return Buffer.concat(parts);
}

/** Name, type and whatever else precedes the values. */
export const headerOf = (name: string, { type, prefix }: Pick<BlockColumn, 'type' | 'prefix'>): Uint8Array =>
  Buffer.concat([lengthPrefixed(name), lengthPrefixed(type), prefix]);
