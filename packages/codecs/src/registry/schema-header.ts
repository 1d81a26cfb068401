import type { DecodeFailure, PackedField } from '../contract/codec.js';

type Part = PackedField['part'];

/** As Confluent's serializers call it. */
const headerName = (part: Part): string => (part === 'key' ? '__key_schema_id' : '__value_schema_id');

/**
 * The header of message `i` that names its schema: it holds what a frame begins with, and the
 * payload then has none. Of several the last one counts, as for Confluent's deserializers; an empty
 * one counts as absent.
 */
export function schemaHeader({ part, headers }: PackedField, i: number): Uint8Array | undefined {
  const all = headers?.(i);
  if (all === undefined || all.length === 0) return undefined;
  const name = headerName(part);
  for (let h = all.length - 1; h >= 0; h--) {
    const { key, value } = all[h]!;
    if (key === name) return value.length > 0 ? value : undefined;
  }
  return undefined;
}

/**
 * Why a message cannot be read whose header does not begin as a frame does, or ends inside of it.
 */
export function schemaHeaderFailure(title: string, part: Part, header: Uint8Array): DecodeFailure {
  const bytes = `0x${Buffer.from(header.subarray(0, 17)).toString('hex')}${header.length > 17 ? '…' : ''}`;
  return {
    code: 'codecs/bad-schema-header',
    message: `not ${title}: the header ${headerName(part)} holds no id of a schema, which begins with 0x00 or 0x01, but ${bytes}`,
  };
}
