import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { SixteenByteWriter } from './fixed-writer.js';
import { ArrayColumnWriter, MapColumnWriter, TupleColumnWriter } from './nested-writers.js';
import { ByteWriter, Float32Writer, Float64Writer, ShortWriter, WordWriter } from './number-writers.js';
import { FixedStringWriter, StringWriter } from './text-writers.js';
import { Wide32Writer, Wide64Writer, WiderWriter } from './wide-writers.js';
import type { BlockWriter } from './writer.js';

/** The writer for a type as it is in the block (see `wireType`). */
export function createWriter(type: ClickHouseType, nested = false): BlockWriter {
  const inner = type.kind === 'Nullable' ? type.inner : type;
  switch (inner.kind) {
    case 'Int8':
    case 'UInt8':
    case 'Bool':
    case 'Enum8':
      return new ByteWriter(type);
    case 'Int16':
    case 'UInt16':
    case 'Date':
    case 'Enum16':
      return new ShortWriter(type);
    case 'Int32':
    case 'UInt32':
    case 'Date32':
    case 'DateTime':
    case 'Time':
    case 'IPv4':
      return new WordWriter(type);
    case 'Float32':
      return new Float32Writer(type);
    case 'Float64':
      return new Float64Writer(type);
    case 'Int64':
    case 'UInt64':
    case 'DateTime64':
    case 'Time64':
      return new Wide64Writer(type);
    case 'Int128':
    case 'UInt128':
      return new WiderWriter(type, 128);
    case 'Int256':
    case 'UInt256':
      return new WiderWriter(type, 256);
    case 'Decimal':
      if (inner.precision <= 9) return new Wide32Writer(type);
      if (inner.precision <= 18) return new Wide64Writer(type);
      return new WiderWriter(type, inner.precision <= 38 ? 128 : 256);
    case 'String':
      return new StringWriter(type);
    case 'FixedString':
      return new FixedStringWriter(type, inner.length);
    case 'UUID':
    case 'IPv6':
      return new SixteenByteWriter(type, inner.kind);
    case 'Array':
      return new ArrayColumnWriter(type, createWriter(inner.element, true), nested);
    case 'Map':
      return new MapColumnWriter(type, createWriter(inner.key, true), createWriter(inner.value, true), nested);
    case 'Tuple':
      return new TupleColumnWriter(
        type,
        inner.elements.map((one) => createWriter(one.type, true)),
        nested,
      );
    default:
      throw new Error(`no block can hold ${printType(type)}`);
  }
}
