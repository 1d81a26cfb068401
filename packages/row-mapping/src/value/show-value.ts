import type { ClickHouseType } from '@proj/clickhouse-types';
import { CalendarDate, ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { timeZone } from './time-zone.js';

// How ClickHouse shows values: as they are, and inside containers with quotes around everything but
// numbers.

export const quoted = (text: string): string => `'${text.replace(/[\\'\n\t\r\0\b\f]/g, (c) => `\\${SHORT[c] ?? c}`)}'`;

const SHORT: Readonly<Record<string, string>> = { '\n': 'n', '\t': 't', '\r': 'r', '\0': '0', '\b': 'b', '\f': 'f' };

/** A number as a `number` writer gets it. */
export function showNumber(type: ClickHouseType, value: number, nested: boolean): string {
  const quote = (text: string): string => (nested ? quoted(text) : text);
  switch (type.kind) {
    case 'Bool':
      return value === 1 ? 'true' : 'false';
    case 'Date':
    case 'Date32':
      return quote(String(new CalendarDate(value)));
    case 'DateTime':
      return quote(showClock(value, type.timezone));
    case 'Time':
      return quote(showTime(BigInt(value), 0));
    case 'Enum8':
    case 'Enum16':
      return quote(type.values.find((one) => one.value === value)?.name ?? String(value));
    case 'IPv4':
      return quote([24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.'));
    case 'Float32':
      return showFloat(value, Math.fround);
    case 'BFloat16':
      return showFloat(value, cutToBFloat16);
    case 'Float64':
      return showFloat(value);
    default:
      return String(value);
  }
}

/** An integer as a `wide` writer gets it. */
export function showWide(type: ClickHouseType, value: bigint, nested: boolean): string {
  const quote = (text: string): string => (nested ? quoted(text) : text);
  switch (type.kind) {
    case 'Decimal':
      return showDecimal(value, type.scale);
    case 'DateTime64': {
      const { whole, fraction } = splitTicks(value, type.precision);
      return quote(`${showClock(whole, type.timezone)}${fraction}`);
    }
    case 'Time64':
      return quote(showTime(value, type.precision));
    default:
      return value.toString();
  }
}

/** 16 bytes as a `fixed` writer gets them. */
export function showSixteenBytes(kind: 'UUID' | 'IPv6', bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  if (kind === 'UUID') return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (/^0{20}ffff/.test(hex)) return `::ffff:${bytes.subarray(12).join('.')}`;
  const groups = (hex.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, ''));
  const [zeros] = [...groups.join(':').matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].sort(
    (a, b) => b[0].length - a[0].length,
  );
  const text = groups.join(':');
  if (!zeros) return text;
  const before = text.slice(0, zeros.index).replace(/:$/, '');
  const after = text.slice(zeros.index + zeros[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

/** The shortest text that is this number of the type. `narrow`: makes a double one of the type. */
function showFloat(value: number, narrow: (value: number) => number = (double) => double): string {
  const kept = narrow(value);
  if (!Number.isFinite(kept)) return Number.isNaN(kept) ? 'nan' : kept > 0 ? 'inf' : '-inf';
  if (Object.is(kept, -0)) return '-0';
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(kept.toPrecision(digits));
    if (narrow(short) === kept) return exponential(short);
  }
  return exponential(kept);
}

const exponential = (value: number): string => String(value).replace('e+', 'e');

function cutToBFloat16(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint16(2, 0);
  return view.getFloat32(0);
}

/** Without zeros at the end, as ClickHouse shows it. */
function showDecimal(unscaled: bigint, scale: number): string {
  let [digits, left] = [unscaled, scale];
  while (left > 0 && digits % 10n === 0n) [digits, left] = [digits / 10n, left - 1];
  return String(new ExactNumber(digits, left));
}

function showClock(utcSeconds: number, zone: string | undefined): string {
  const local = timeZone(zone ?? 'UTC')?.toLocal(utcSeconds) ?? utcSeconds;
  return new Date(local * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function showTime(ticks: bigint, precision: number): string {
  const negative = ticks < 0n;
  const { whole, fraction } = splitTicks(negative ? -ticks : ticks, precision);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return `${negative ? '-' : ''}${clock}${fraction}`;
}

function splitTicks(ticks: bigint, precision: number): { readonly whole: number; readonly fraction: string } {
  const unit = 10n ** BigInt(precision);
  const rest = ((ticks % unit) + unit) % unit;
  const fraction = precision === 0 ? '' : `.${rest.toString().padStart(precision, '0')}`;
  return { whole: Number((ticks - rest) / unit), fraction };
}
