import { isUtf8 } from 'node:buffer';
import { DecodedScalar, ExactNumber } from '@proj/clickhouse-types/decoded-value';

/**
 * The JSON text of a decoded value: exact numbers with all their digits, dates and times as texts,
 * bytes that are UTF-8 as texts. `bigint` writes bigints; by default with all digits. `undefined`
 * if no JSON text means the same: a number that JSON does not have (`1e400` was decoded to
 * Infinity), bytes that are not text, a value nested too deeply, or something no codec decodes to.
 */
export function jsonText(value: unknown, bigint: (value: bigint) => string = String): string | undefined {
  try {
    return isPlain(value) ? JSON.stringify(value) : spell(value, bigint);
  } catch (error) {
    // Too deep, or without a text.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * A double from here on, up to where JavaScript writes an exponent, is written with one: it was (of
 * more than 15 digits it would be a `bigint`), and ClickHouse takes it for a Float64 then, not for
 * an integer of more than 64 bits.
 */
const LONG_INTEGER = 2 ** 63;
const EXPONENT_FROM = 1e21;

/** Whether `JSON.stringify` says it as we do. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Math.abs(value) < LONG_INTEGER || (Math.abs(value) >= EXPONENT_FROM && Number.isFinite(value));
    case 'object': {
      if (value === null) return true;
      if (Array.isArray(value)) return value.every(isPlain);
      if (value instanceof DecodedScalar || ArrayBuffer.isView(value)) return false;
      for (const name in value) if (!isPlain((value as Readonly<Record<string, unknown>>)[name])) return false;
      return true;
    }
    default:
      return false;
  }
}

class NotJson extends RangeError {}

function spell(value: unknown, bigint: (value: bigint) => string): string {
  if (typeof value === 'bigint') return bigint(value);
  if (typeof value !== 'object' || value === null) {
    if (isPlain(value)) return JSON.stringify(value);
    if (typeof value === 'number' && Number.isFinite(value)) return value.toExponential().replace('+', '');
    throw new NotJson();
  }
  // What is missing in a list leaves a gap, as JSON.stringify has it.
  if (Array.isArray(value))
    return `[${value.map((one) => (one === undefined ? 'null' : spell(one, bigint))).join(',')}]`;
  if (value instanceof ExactNumber) return value.toString();
  if (value instanceof DecodedScalar) return JSON.stringify(value.toString());
  if (value instanceof Uint8Array) {
    if (!isUtf8(value)) throw new NotJson();
    return JSON.stringify(Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8'));
  }
  const members = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${JSON.stringify(key)}:${spell(one, bigint)}`],
  );
  return `{${members.join(',')}}`;
}
