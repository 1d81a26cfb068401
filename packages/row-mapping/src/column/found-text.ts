import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';
import type { MessageForm } from '../contract/mapping.js';
import { PATH_FAILED } from '../path/general-getter.js';
import { findJson, type Place } from '../path/find-json.js';
import { jsonText } from '../value/json-text.js';
import type { CompiledColumn } from './compile-column.js';

/**
 * What a column found in a message, as text: a text as it is, anything else as the message wrote it
 * where it did.
 */
export function foundText(
  { raw, path }: CompiledColumn,
  messages: MessageForm,
  value: unknown,
  bytes: Uint8Array,
  start: number,
  end: number,
): string | null {
  if (raw) return start < 0 ? null : slice(bytes, start, end);
  const found = path.get(value);
  const decoded = textOf(found);
  if (decoded === null || typeof found === 'string' || messages === 'binary' || start < 0 || !path.names)
    return decoded;
  const place: Place = { start: 0, end: 0 };
  return findJson(bytes, start, end, path.names, place) ? slice(bytes, place.start, place.end) : decoded;
}

const slice = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

/**
 * What was found, as text: texts as they are, everything else as JSON. An object without a JSON
 * text is `…`.
 */
export function textOf(found: unknown): string | null {
  if (found === undefined || found === null || found === PATH_FAILED) return null;
  if (typeof found === 'string') return found;
  if (found instanceof DecodedScalar) return found.toString();
  if (found instanceof Uint8Array) return Buffer.from(found.buffer, found.byteOffset, found.length).toString('utf8');
  return jsonText(found) ?? (typeof found === 'number' ? String(found) : '…');
}
