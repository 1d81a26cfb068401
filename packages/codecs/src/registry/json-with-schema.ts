import type { Codec, DecodedField, DecodeFailure, DecodeNeed, PackedField } from '../contract/codec.js';
import { jsonCodec } from '../json/json-codec.js';
import { frameFailure, frameLength } from './frame.js';

/**
 * Reads JSON in a registry's frame: the frame is taken off, and the rest is read exactly as
 * `json_without_schema` is. A message without a frame is JSON as it stands: no JSON text begins as
 * a frame does.
 *
 * The registry is not asked. Its schema says nothing that is needed for reading, as JSON says
 * itself what it is; so messages go on arriving while the registry is down. Byte numbers in
 * failures are counted from the begin of the JSON text.
 */
export const jsonWithSchemaCodec: Codec = { format: 'json_with_schema', messages: 'json', decode };

function decode(field: PackedField, need: DecodeNeed): DecodedField {
  const { count, bytes, end } = field;
  const start = field.start.slice();
  let framed = false;
  let failures: Map<number, DecodeFailure> | undefined;
  for (let i = 0; i < count; i++) {
    const first = start[i]!;
    if (first < 0) continue;
    const frame = frameLength(bytes, first, end[i]!);
    if (frame >= 0) {
      start[i] = first + frame;
      framed ||= frame > 0;
    } else {
      (failures ??= new Map()).set(i, frameFailure('JSON', bytes, first, end[i]!));
      start[i] = -1;
    }
  }
  const decoded = jsonCodec.decode({ count, bytes, start, end }, need);
  for (const [i, failure] of decoded.failures ?? []) (failures ??= new Map()).set(i, failure);
  return { values: decoded.values, ...(failures && { failures }), ...(framed && { start }) };
}
