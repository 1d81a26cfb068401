import {
  CalendarDate, ExactNumber, shapeOf, storedType, TimeOfDay, Timestamp, type ClickHouseType, type ColumnWriter, type TickPrecision,
} from '@proj/clickhouse-types'; // prettier-ignore
import { showNumber, showSixteenBytes } from '../explain/show-value.js';
import type { Coercion } from './coercion.js';
import { accepts, isWide } from './discard.js';

/**
 * Gives values of a type in a spelling that ClickHouse reads as we do where it finds them inside of JSON. Of other spellings it
 * makes something else there (`1769854830` at a path of DateTime64(3) are milliseconds to it), or refuses the whole block (a date and time at a Date).
 *
 * @returns undefined for what is none of the type
 */
export function plainJsonOf(coercion: Coercion): (value: unknown) => unknown {
  if (isUpToClickHouse(coercion.blockType)) return (value) => (accepts(coercion, value) ? value : undefined);
  const list: unknown[] = [];
  const put = coercion.bind(writerInto(coercion.blockType, list));
  return (value) => {
    list.length = 0;
    return put(value) ? list[0] : undefined;
  };
}

/** Inside of JSON, ClickHouse itself chooses the type of a value that can have several. */
function isUpToClickHouse(type: ClickHouseType): boolean {
  switch (type.kind) {
    case 'JSON':
    case 'Variant':
    case 'Dynamic':
    case 'Geometry':
      return true;
    case 'Nullable':
      return isUpToClickHouse(type.inner);
    case 'Array':
      return isUpToClickHouse(type.element);
    case 'Map':
      return isUpToClickHouse(type.key) || isUpToClickHouse(type.value);
    case 'Tuple':
    case 'Nested':
      return type.elements.some((one) => isUpToClickHouse(one.type));
    default:
      return false;
  }
}

/** A writer that collects decoded values. */
function writerInto(type: ClickHouseType, list: unknown[]): ColumnWriter {
  const stored = shapeOf(storedType(type));
  const nullable = stored.kind === 'Nullable';
  const inner = nullable ? shapeOf(storedType(stored.inner)) : stored;
  const add = (value: unknown): void => void list.push(value);
  const common = { type, nullable, addNull: () => add(null), undo: () => void list.pop() };
  const part = (of: ClickHouseType) => {
    const values: unknown[] = [];
    return { values, writer: writerInto(of, values) };
  };
  switch (inner.kind) {
    case 'Array': {
      const { values, writer } = part(inner.element);
      return { form: 'array', ...common, element: writer, begin: () => void (values.length = 0), end: () => add([...values]) }; // prettier-ignore
    }
    case 'Map': {
      const [key, value] = [part(inner.key), part(inner.value)];
      const begin = (): void => void (key.values.length = value.values.length = 0);
      // Not by setting members: one may be called `__proto__`.
      const end = (): void => add(Object.fromEntries(key.values.map((one, i) => [String(one), value.values[i]])));
      return { form: 'map', ...common, key: key.writer, value: value.writer, begin, end };
    }
    case 'Tuple': {
      const parts = inner.elements.map((one) => part(one.type));
      const begin = (): void => parts.forEach(({ values }) => void (values.length = 0));
      const elements = parts.map(({ writer }) => writer);
      return { form: 'tuple', ...common, elements, begin, end: () => add(parts.map(({ values }) => values[0])) };
    }
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
