import {
  CalendarDate, ExactNumber, shapeOf, storedType, TimeOfDay, Timestamp, variantMembers, type ClickHouseType, type ColumnWriter, type TickPrecision,
} from '@proj/clickhouse-types'; // prettier-ignore
import { showNumber, showSixteenBytes } from '../../value/show-value.js';
import type { Coercion } from '../contract/coercion.js';
import { accepts, isWide } from '../contract/accepts.js';

/**
 * Gives values of a type in a spelling that ClickHouse reads as we do where it finds them inside of JSON. Of other spellings it
 * makes something else there (`1769854830` at a path of DateTime64(3) are milliseconds to it), or refuses the whole block (a date and time at a Date).
 *
 * @returns undefined for what is none of the type
 */
export function plainJsonOf(coercion: Coercion): (value: unknown) => unknown {
  const type = innerOf(coercion.blockType);
  const part = type.kind === 'Array' || type.kind === 'Map' || type.kind === 'Tuple';
  // Where a value can have several types, ClickHouse itself chooses inside of JSON.
  const asItIs = type.kind === 'JSON' || variantMembers(type) !== undefined;
  if (!part && !asItIs) return scalarOf(coercion, type);
  const spell = part ? spellParts(coercion, type.kind) : (coercion.spelled ?? ((value: unknown) => value));
  return (value) => {
    if (!accepts(coercion, value)) return undefined;
    return value === null || value === undefined ? null : spell(value);
  };
}

function innerOf(type: ClickHouseType): ClickHouseType {
  const stored = shapeOf(storedType(type));
  return stored.kind === 'Nullable' ? innerOf(stored.inner) : stored;
}

/** A container of parts that are spelled so. */
function spellParts({ parts = () => [] }: Coercion, kind: 'Array' | 'Map' | 'Tuple'): (value: unknown) => unknown {
  const plains = new Map<Coercion, (value: unknown) => unknown>();
  return (value) => {
    const spelled = parts(value).map(({ coercion, value: one }) => {
      let plain = plains.get(coercion);
      if (!plain) plains.set(coercion, (plain = plainJsonOf(coercion)));
      return plain(one);
    });
    if (kind !== 'Map') return spelled;
    // Not by setting members: one may be called `__proto__`.
    const entries = spelled.flatMap((one, i) => (i % 2 === 0 ? [[String(one), spelled[i + 1]] as const] : []));
    return Object.fromEntries(entries);
  };
}

/** Of a single value what it is written as. */
function scalarOf(coercion: Coercion, type: ClickHouseType): (value: unknown) => unknown {
  let written: unknown;
  const put = coercion.bind(writerInto(coercion.blockType, type, (value) => (written = value)));
  return (value) => (put(value) ? written : undefined);
}

/** A writer that decodes what it is given. */
function writerInto(type: ClickHouseType, inner: ClickHouseType, add: (value: unknown) => void): ColumnWriter {
  const common = { type, nullable: type.kind === 'Nullable', addNull: () => add(null), undo: () => undefined };
  switch (inner.kind) {
    case 'String':
    case 'FixedString':
      return { form: 'text', ...common, addText: add, addBytes: (bytes, start, end) => add(bytes.slice(start, end)) };
    case 'UUID':
    case 'IPv6': {
      const { kind } = inner;
      const addBytes = (bytes: Uint8Array, start: number): void =>
        add(showSixteenBytes(kind, bytes.subarray(start, start + 16)));
      return { form: 'fixed', ...common, addBytes };
    }
    default: {
      if (!isWide(inner.kind)) return { form: 'number', ...common, add: (value) => add(plainNumber(inner, value)) };
      const addBigInt = (value: bigint): void => add(plainWide(inner, value));
      const addScaled = (value: number, unit: number, rest: number): void =>
        addBigInt(BigInt(value) * BigInt(unit) + BigInt(rest));
      return { form: 'wide', ...common, addNumber: (value) => addBigInt(BigInt(value)), addBigInt, addScaled };
    }
  }
}

function plainNumber(type: ClickHouseType, value: number): unknown {
  switch (type.kind) {
    case 'Bool':
      return value === 1;
    case 'Date':
    case 'Date32':
      return new CalendarDate(value);
    case 'DateTime':
      return new Timestamp(value, 0);
    case 'Time':
      return new TimeOfDay(value, 0);
    case 'Enum8':
    case 'Enum16':
    case 'IPv4':
      return showNumber(type, value, false);
    default:
      // JSON has no other numbers, and ClickHouse takes -0 for an integer there; of texts it knows their names.
      return Number.isFinite(value) && !Object.is(value, -0) ? value : showNumber(type, value, false);
  }
}

function plainWide(type: ClickHouseType, value: bigint): unknown {
  switch (type.kind) {
    case 'DateTime64':
      return new Timestamp(
        value * 10n ** BigInt(tickDigits(type.precision) - type.precision),
        tickDigits(type.precision),
      );
    case 'Time64':
      return new TimeOfDay(
        value * 10n ** BigInt(tickDigits(type.precision) - type.precision),
        tickDigits(type.precision),
      );
    case 'Decimal':
      return String(new ExactNumber(value, type.scale));
    default:
      // As texts: ClickHouse reads no number of more than 64 bits.
      return value.toString();
  }
}

/** The next number of digits that decoded values count in. */
const tickDigits = (precision: number): TickPrecision =>
  precision === 0 ? 0 : precision <= 3 ? 3 : precision <= 6 ? 6 : 9;
