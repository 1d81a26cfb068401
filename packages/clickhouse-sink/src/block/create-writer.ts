import { printType, shapeOf, storedType, variantMembers, type ClickHouseType } from '@proj/clickhouse-types';
import { SixteenByteWriter } from './fixed-writer.js';
import { JsonWriter } from './json-writer.js';
import { asLowCardinality } from './low-cardinality.js';
import { ArrayColumnWriter, MapColumnWriter, TupleColumnWriter } from './nested-writers.js';
import { BFloat16Writer, ByteWriter, Float32Writer, Float64Writer, ShortWriter, WordWriter } from './number-writers.js';
import { FixedStringWriter, StringWriter } from './text-writers.js';
import { VariantColumnWriter } from './variant-writer.js';
import { Wide32Writer, Wide64Writer, WiderWriter } from './wide-writers.js';
import type { BlockWriter } from './writer.js';

/** The writer for a type as it is in the block (see `wireType`). */
export function createWriter(type: ClickHouseType, nested = false): BlockWriter {
  // Inside a Variant types are kept as the table has them.
  if (type.kind === 'LowCardinality') return asLowCardinality(type, createWriter(type.inner, nested));
  const shape = shapeOf(storedType(type.kind === 'Nullable' ? type.inner : type));
  switch (shape.kind) {
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
    case 'BFloat16':
      return new BFloat16Writer(type);
    case 'Float32':
      return new Float32Writer(type);
    case 'Float64':
      return new Float64Writer(type);
    case 'Int64':
    case 'UInt64':
    case 'DateTime64':
    case 'Time64':
    case 'IntervalNanosecond':
    case 'IntervalMicrosecond':
    case 'IntervalMillisecond':
    case 'IntervalSecond':
    case 'IntervalMinute':
    case 'IntervalHour':
    case 'IntervalDay':
    case 'IntervalWeek':
    case 'IntervalMonth':
    case 'IntervalQuarter':
    case 'IntervalYear':
      return new Wide64Writer(type);
    case 'Int128':
    case 'UInt128':
      return new WiderWriter(type, 128);
    case 'Int256':
    case 'UInt256':
      return new WiderWriter(type, 256);
    case 'Decimal':
      if (shape.precision <= 9) return new Wide32Writer(type);
      if (shape.precision <= 18) return new Wide64Writer(type);
      return new WiderWriter(type, shape.precision <= 38 ? 128 : 256);
    case 'String':
      return new StringWriter(type);
    case 'JSON':
      return new JsonWriter(type);
    case 'FixedString':
      return new FixedStringWriter(type, shape.length);
    case 'UUID':
    case 'IPv6':
      return new SixteenByteWriter(type, shape.kind);
    case 'Array':
      if (type.kind === 'Nullable' && nested) break;
      return new ArrayColumnWriter(type, createWriter(shape.element, true), nested);
    case 'Map':
      return new MapColumnWriter(type, createWriter(shape.key, true), createWriter(shape.value, true), nested);
    case 'Tuple': {
      const elements = shape.elements.map((one) => createWriter(one.type, true));
      return new TupleColumnWriter(type, elements, nested);
    }
    case 'Variant':
    case 'Geometry': {
      const members = variantMembers(shape) ?? [];
      if (type.kind === 'Nullable') break;
      return new VariantColumnWriter(
        type,
        members.map((one) => createWriter(one, true)),
        nested,
      );
    }
    default:
      break;
  }
  throw new Error(`no block can hold ${printType(type)}`);
}
