import type { PackedField } from './codec.js';

/**
 * Packs single values into a field, for tests and for programs that have no packed batches. Texts
 * become UTF-8.
 *
 * @example
 * const field = packField(['{}', null, new Uint8Array([91, 93])]);
 * field.count; // => 3
 * [...field.start]; // => [0, -1, 2]
 * [...field.end]; // => [2, -1, 4]
 */
export function packField(values: readonly (string | Uint8Array | null)[]): PackedField {
  const parts = values.map((value) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value));
  const start = new Int32Array(parts.length);
  const end = new Int32Array(parts.length);
  let at = 0;
  for (const [i, part] of parts.entries()) {
    start[i] = part === null ? -1 : at;
    at += part?.length ?? 0;
    end[i] = part === null ? -1 : at;
  }
  const bytes = Buffer.concat(parts.filter((part) => part !== null));
  return { count: parts.length, bytes, start, end };
}
