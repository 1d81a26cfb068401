import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { Coercion, Put, Unsupported } from './contract/coercion.js';
import { bindIpv4, bindIpv6 } from './text/addresses.js';
import { bindDate, bindDateTime, bindDateTime64, DATE32_DAYS, DATE_DAYS } from './time/dates.js';
import { bindDecimal } from './number/decimals.js';
import { bindEnum } from './text/enums.js';
import { bindBool, bindFloat } from './number/floats.js';
import { bindNarrowInteger, bindWideInteger } from './number/integers.js';
import { bindFixedString, bindString, bindUuid } from './text/texts.js';
import { timeZone, type TimeZone } from '../value/time-zone.js';
import { bindTime, bindTime64 } from './time/times.js';

/** Null is a value of no type but Nullable. The rest is up to the type. */
export function scalarCoercion(type: ClickHouseType): Coercion | Unsupported {
  const bind = binderOf(type);
  if (typeof bind !== 'function') return { unsupported: bind, type };
  return { blockType: withoutSpelling(type), bind: (writer) => bind(writer) };
}

type Binder = (writer: ColumnWriter) => Put;

function binderOf(type: ClickHouseType): Binder | Unsupported['unsupported'] {
  const { kind } = type;
  switch (kind) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
      return (writer) => bindNarrowInteger(writer, bitsOf(kind), kind.startsWith('Int'));
    case 'Int64':
    case 'Int128':
    case 'Int256':
    case 'UInt64':
    case 'UInt128':
    case 'UInt256':
      return (writer) => bindWideInteger(writer, bitsOf(kind), kind.startsWith('Int'));
    case 'Float32':
      return (writer) => bindFloat(writer, 32);
    case 'Float64':
      return (writer) => bindFloat(writer, 64);
    case 'BFloat16':
      return (writer) => bindFloat(writer, 16);
    case 'Decimal':
      return (writer) => bindDecimal(writer, type.precision, type.scale);
    case 'Bool':
      return bindBool;
    case 'Enum8':
    case 'Enum16':
      return (writer) => bindEnum(writer, type);
    case 'String':
      return bindString;
    case 'FixedString':
      return (writer) => bindFixedString(writer, type.length);
    case 'UUID':
      return bindUuid;
    case 'IPv4':
      return bindIpv4;
    case 'IPv6':
      return bindIpv6;
    case 'Date':
      return (writer) => bindDate(writer, DATE_DAYS);
    case 'Date32':
      return (writer) => bindDate(writer, DATE32_DAYS);
    case 'DateTime':
      return inZone(type.timezone, (writer, zone) => bindDateTime(writer, zone));
    case 'DateTime64':
      return inZone(type.timezone, (writer, zone) => bindDateTime64(writer, type.precision, zone));
    case 'Time':
      return bindTime;
    case 'Time64':
      return (writer) => bindTime64(writer, type.precision);
    default:
      // A length of time: how many of its unit.
      return kind.startsWith('Interval') ? (writer) => bindWideInteger(writer, 64, true) : 'type';
  }
}

const bitsOf = (kind: string): number => Number(kind.replace(/^U?Int/, ''));

function inZone(name: string | undefined, bind: (writer: ColumnWriter, zone: TimeZone) => Put): Binder | 'time-zone' {
  const zone = timeZone(name ?? 'UTC');
  return zone === undefined ? 'time-zone' : (writer) => bind(writer, zone);
}

/** The block names types as ClickHouse does, not as the user wrote them. */
export function withoutSpelling(type: ClickHouseType): ClickHouseType {
  const { span: _span, written: _written, ...plain } = type;
  return plain;
}
