import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { formOf } from '@proj/clickhouse-types/column-writer';
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
  const form = formOf(type);
  if (!form) throw unwritable(type);
  const inside = (part: ClickHouseType): BlockWriter => createWriter(part, true);
  switch (form.form) {
    case 'number':
      return numberWriter(type, form.stored);
    case 'wide':
      return wideWriter(type, form.stored);
    case 'text':
      if (form.stored.kind === 'FixedString') return new FixedStringWriter(type, form.stored.length);
      return form.stored.kind === 'JSON' ? new JsonWriter(type) : new StringWriter(type);
    case 'fixed':
      return new SixteenByteWriter(type, form.kind);
    case 'array':
      if (type.kind === 'Nullable' && nested) throw unwritable(type);
      return new ArrayColumnWriter(type, inside(form.element), nested);
    case 'map':
      return new MapColumnWriter(type, inside(form.key), inside(form.value), nested);
    case 'tuple':
      return new TupleColumnWriter(type, form.elements.map(inside), nested);
    case 'variant':
      // A Dynamic travels as the Variant of its members.
      if (type.kind === 'Nullable' || form.stored.kind === 'Dynamic') throw unwritable(type);
      return new VariantColumnWriter(type, form.members.map(inside), nested);
  }
}

const unwritable = (type: ClickHouseType): Error => new Error(`no block can hold ${printType(type)}`);

/** By how many bytes a value takes. */
function numberWriter(type: ClickHouseType, { kind }: ClickHouseType): BlockWriter {
  switch (kind) {
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
    case 'BFloat16':
      return new BFloat16Writer(type);
    case 'Float32':
      return new Float32Writer(type);
    case 'Float64':
      return new Float64Writer(type);
    case 'Int32':
    case 'UInt32':
    case 'Date32':
    case 'DateTime':
    case 'Time':
    case 'IPv4':
      return new WordWriter(type);
    default:
      throw unwritable(type);
  }
}

/** By how many bits a value takes: 64 unless the type says otherwise. */
function wideWriter(type: ClickHouseType, stored: ClickHouseType): BlockWriter {
  switch (stored.kind) {
    case 'Int128':
    case 'UInt128':
      return new WiderWriter(type, 128);
    case 'Int256':
    case 'UInt256':
      return new WiderWriter(type, 256);
    case 'Decimal':
      if (stored.precision <= 9) return new Wide32Writer(type);
      if (stored.precision <= 18) return new Wide64Writer(type);
      return new WiderWriter(type, stored.precision <= 38 ? 128 : 256);
    default:
      return new Wide64Writer(type);
  }
}
