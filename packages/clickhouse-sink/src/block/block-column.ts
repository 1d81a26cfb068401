import { cannotTravel, printType, type ClickHouseType } from '@proj/clickhouse-types';
import { createWriter } from './create-writer.js';
import { ArrayColumnWriter } from './nested-writers.js';
import { lengthPrefixed } from './varint.js';
import { headerType, wireType } from './wire-type.js';
import type { BlockWriter } from './writer.js';

/** A column of a block as Native has it. */
export interface BlockColumn {
  readonly name: string;
  /** Name, type, and what else stands before the values. */
  readonly header: Uint8Array;
  parts(into: Uint8Array[]): void;
}

/** A column as it was asked for: where its values are written, and the columns of the block that they become. */
export interface WrittenColumn {
  readonly writer: BlockWriter;
  /** One; of a Nested column one for each of its elements, as ClickHouse's tables have them. */
  readonly columns: readonly BlockColumn[];
}

export function writtenColumn(name: string, type: ClickHouseType): WrittenColumn {
  const part = cannotTravel(type);
  if (part) throw new Error(`no block can hold ${printType(part)}`);
  const wire = wireType(type);
  const writer = createWriter(wire);
  if (type.kind !== 'Nested')
    return { writer, columns: [{ name, header: header(name, wire, writer), parts: (into) => writer.parts(into) }] };
  if (!(writer instanceof ArrayColumnWriter) || writer.element.form !== 'tuple')
    throw new Error('no writer of a Nested column');
  const elements = writer.element.elements as readonly BlockWriter[];
  return {
    writer,
    columns: type.elements.map((one, i) => {
      const element = elements[i];
      if (!element) throw new Error(`the Nested column ${name} has no writer for ${one.name}`);
      const full = `${name}.${one.name}`;
      return {
        name: full,
        header: header(full, { kind: 'Array', element: wireType(one.type) }, element),
        parts(into) {
          into.push(writer.ends());
          element.parts(into);
        },
      };
    }),
  };
}

function header(name: string, type: ClickHouseType, writer: BlockWriter): Uint8Array {
  const parts = [lengthPrefixed(name), lengthPrefixed(headerType(type))];
  writer.prefix(parts);
  return Buffer.concat(parts);
}
