import type { ClickHouseType, ColumnWriter } from '@proj/clickhouse-types';
import { arrayCoercion, mapCoercion } from './containers.js';
import type { Coercion, Put } from './coercion.js';
import { bindDate, bindDateTime, bindDateTime64, DATE32_DAYS, DATE_DAYS } from './dates.js';
import { bindBool, bindFloat } from './floats.js';
import { bindNarrowInteger, bindWideInteger } from './integers.js';
import { bindFixedString, bindString, bindUuid } from './texts.js';
import { timeZone, type TimeZone } from './time-zone.js';

/** Why a type cannot be filled from a message. */
export interface Unsupported {
  readonly unsupported: 'type' | 'time-zone';
  /** The part that is not supported: the type itself, or one inside it. */
  readonly type: ClickHouseType;
}

/** How values of a type are recognised and written, or which part of the type is not supported. */
export function coercionOf(type: ClickHouseType): Coercion | Unsupported {
  switch (type.kind) {
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
      return coercionOf(type.inner);
    case 'Nullable': {
      const inner = coercionOf(type.inner);
      return 'unsupported' in inner ? inner : nullable(inner);
    }
    case 'Array': {
      const element = coercionOf(type.element);
      return 'unsupported' in element ? element : arrayCoercion(type, element);
    }
    case 'Map': {
      const key = coercionOf(type.key);
      const value = coercionOf(type.value);
      if ('unsupported' in key) return key;
      if (key.begins) return { unsupported: 'type', type: type.key };
      return 'unsupported' in value ? value : mapCoercion(type, key, value);
    }
    default:
      return scalarCoercion(type);
  }
}

/** The same, and NULL for what is missing. */
export function nullable(inner: Coercion): Coercion {
  return {
    blockType: { kind: 'Nullable', inner: inner.blockType },
    bind(writer) {
      const put = inner.bind(writer);
      return (value) => {
        if (value !== null && value !== undefined) return put(value);
        writer.addNull();
        return true;
      };
    },
  };
}

/** Null is a value of no type but Nullable. The rest is up to the type. */
function scalarCoercion(type: ClickHouseType): Coercion | Unsupported {
  const bind = binderOf(type);
  if (typeof bind !== 'function') return { unsupported: bind, type };
  return { blockType: withoutSpelling(type), bind: (writer) => bind(writer) };
}

type Binder = (writer: ColumnWriter) => Put;

function binderOf(type: ClickHouseType): Binder | Unsupported['unsupported'] {
  switch (type.kind) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
      return (writer) => bindNarrowInteger(writer, bitsOf(type.kind), type.kind.startsWith('Int'));
    case 'Int64':
    case 'Int128':
    case 'Int256':
    case 'UInt64':
    case 'UInt128':
    case 'UInt256':
      return (writer) => bindWideInteger(writer, bitsOf(type.kind), type.kind.startsWith('Int'));
    case 'Float32':
      return (writer) => bindFloat(writer, 32);
    case 'Float64':
      return (writer) => bindFloat(writer, 64);
    case 'Bool':
      return bindBool;
    case 'String':
      return bindString;
    case 'FixedString':
      return (writer) => bindFixedString(writer, type.length);
    case 'UUID':
      return bindUuid;
    case 'Date':
      return (writer) => bindDate(writer, DATE_DAYS);
    case 'Date32':
      return (writer) => bindDate(writer, DATE32_DAYS);
    case 'DateTime':
      return inZone(type.timezone, (writer, zone) => bindDateTime(writer, zone));
    case 'DateTime64':
      return inZone(type.timezone, (writer, zone) => bindDateTime64(writer, type.precision, zone));
    default:
      return 'type';
  }
}

const bitsOf = (kind: string): number => Number(kind.replace(/^U?Int/, ''));

function inZone(name: string | undefined, bind: (writer: ColumnWriter, zone: TimeZone) => Put): Binder | 'time-zone' {
  const zone = timeZone(name ?? 'UTC');
  return zone === undefined ? 'time-zone' : (writer) => bind(writer, zone);
}

/** The block names types as ClickHouse does, not as the user wrote them. */
function withoutSpelling(type: ClickHouseType): ClickHouseType {
  const { span: _span, written: _written, ...plain } = type;
  return plain;
}
