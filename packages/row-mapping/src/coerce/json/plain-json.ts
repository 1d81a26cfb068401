import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import { formOf, type ColumnWriter, type WriterForm } from '@proj/clickhouse-types/column-writer';
import {
  CalendarDate,
  ExactNumber,
  TimeOfDay,
  Timestamp,
  type TickPrecision,
} from '@proj/clickhouse-types/decoded-value';
import { showNumber, showSixteenBytes } from '../../value/show-value.js';
import { accepts } from '../contract/accepts.js';
import type { Coercion } from '../contract/coercion.js';

/**
 * Gives values of a type in a spelling that ClickHouse reads as we do where it finds them inside of
 * JSON. Of other spellings it makes something else there (`1769854830` at a path of DateTime64(3)
 * are milliseconds to it), or refuses the whole block (a date and time at a Date).
 *
 * @returns undefined for a value that is not of the type
 */
export function plainJsonOf(coercion: Coercion): (value: unknown) => unknown {
  const form = formOf(coercion.blockType);
  if (!form) throw new Error(`${printType(coercion.blockType)} has no writer.`);
  switch (form.form) {
    case 'array':
    case 'map':
    case 'tuple':
      return ifAccepted(coercion, spellParts(coercion, form.form));
    case 'variant':
      // ClickHouse itself chooses the type of such a value inside JSON.
      return ifAccepted(coercion, (value) => value);
    default:
      if (form.stored.kind === 'JSON') return ifAccepted(coercion, coercion.spelled ?? ((value) => value));
      return scalarOf(coercion, form);
  }
}

const ifAccepted =
  (coercion: Coercion, spell: (value: unknown) => unknown): ((value: unknown) => unknown) =>
  (value) => {
    if (!accepts(coercion, value)) return undefined;
    return value === null || value === undefined ? null : spell(value);
  };

/** A container of parts that are spelled so. */
function spellParts({ parts = () => [] }: Coercion, form: 'array' | 'map' | 'tuple'): (value: unknown) => unknown {
  const plains = new Map<Coercion, (value: unknown) => unknown>();
  return (value) => {
    const spelled = parts(value).map(({ coercion, value: one }) => {
      let plain = plains.get(coercion);
      if (!plain) plains.set(coercion, (plain = plainJsonOf(coercion)));
      return plain(one);
    });
    if (form !== 'map') return spelled;
    // Not by setting members: one may be called `__proto__`.
    const entries = spelled.flatMap((one, i) => (i % 2 === 0 ? [[String(one), spelled[i + 1]] as const] : []));
    return Object.fromEntries(entries);
  };
}

/** What a single value is written as. */
function scalarOf(coercion: Coercion, form: WriterForm): (value: unknown) => unknown {
  let written: unknown;
  const put = coercion.bind(writerInto(coercion.blockType, form, (value) => (written = value)));
  return (value) => (put(value) ? written : undefined);
}

/** A writer that hands on each value decoded. */
function writerInto(type: ClickHouseType, form: WriterForm, add: (value: unknown) => void): ColumnWriter {
  const { stored, nullable } = form;
  const common = { type, nullable, addNull: () => add(null), undo: () => undefined };
  switch (form.form) {
    case 'number':
      return { form: 'number', ...common, add: (value) => add(plainNumber(stored, value)) };
    case 'wide': {
      const addBigInt = (value: bigint): void => add(plainWide(stored, value));
      const addScaled = (value: number, unit: number, rest: number): void =>
        addBigInt(BigInt(value) * BigInt(unit) + BigInt(rest));
      return { form: 'wide', ...common, addNumber: (value) => addBigInt(BigInt(value)), addBigInt, addScaled };
    }
    case 'text':
      return { form: 'text', ...common, addText: add, addBytes: (bytes, start, end) => add(bytes.slice(start, end)) };
    case 'fixed': {
      const addBytes = (bytes: Uint8Array, start: number): void =>
        add(showSixteenBytes(form.kind, bytes.subarray(start, start + 16)));
      return { form: 'fixed', ...common, addBytes };
    }
    default:
      throw new Error(`${printType(type)} is not a type of single values.`);
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
      // JSON has no other numbers, and ClickHouse takes -0 for an integer there; of texts it knows
      // their names.
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
