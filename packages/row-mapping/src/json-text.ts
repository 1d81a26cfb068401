import { isUtf8 } from 'node:buffer';
import { DecodedScalar, ExactNumber } from '@proj/clickhouse-types';

/**
 * The JSON text of a decoded value: exact numbers with all their digits, dates and times as texts, bytes that are UTF-8 as
 * texts. `undefined` when there is none that means the same: a number that is none in JSON (`1e400` was decoded to
 * Infinity), bytes that are no text, something too deep, or no decoded value at all.
 */
export function jsonText(value: unknown): string | undefined {
  try {
    return isPlain(value) ? JSON.stringify(value) : spell(value);
  } catch (error) {
    // Too deep, or without a text.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether `JSON.stringify` says it as we do. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
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

function spell(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) {
    if (!isPlain(value)) throw new NotJson();
    return JSON.stringify(value);
  }
  // What is missing in a list leaves a gap, as JSON.stringify has it.
  if (Array.isArray(value)) return `[${value.map((one) => (one === undefined ? 'null' : spell(one))).join(',')}]`;
  if (value instanceof ExactNumber) return value.toString();
  if (value instanceof DecodedScalar) return JSON.stringify(value.toString());
  if (value instanceof Uint8Array) {
    if (!isUtf8(value)) throw new NotJson();
    return JSON.stringify(Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8'));
  }
  const members = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${JSON.stringify(key)}:${spell(one)}`],
  );
  return `{${members.join(',')}}`;
}
