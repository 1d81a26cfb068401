import type { DecodeFailure } from '../contract/codec.js';
import type { SchemaId } from '../schema/registered-schema.js';

/** Begins a frame with a schema's number: four bytes, big-endian. */
const MAGIC_ID = 0;
/** Begins a frame with a schema's GUID: sixteen bytes. */
const MAGIC_GUID = 1;

const ID_FRAME = 5;
const GUID_FRAME = 17;

/**
 * Bytes of the frame that a message begins with; 0 when it has none, -1 when it ends inside of it.
 */
export function frameLength(bytes: Uint8Array, start: number, end: number): number {
  const length = bytes[start] === MAGIC_ID ? ID_FRAME : bytes[start] === MAGIC_GUID ? GUID_FRAME : 0;
  if (start === end || length === 0) return 0;
  return end - start < length ? -1 : length;
}

/** The schema that a frame names. `length`: as {@link frameLength} returned it. */
export function framedId(bytes: Uint8Array, start: number, length: number): SchemaId {
  if (length === ID_FRAME) {
    return bytes[start + 1]! * 0x1000000 + ((bytes[start + 2]! << 16) | (bytes[start + 3]! << 8) | bytes[start + 4]!);
  }
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + start + 1, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Why a message has no frame that can be read. `length`: as {@link frameLength} returned it. */
export function frameFailure(format: string, bytes: Uint8Array, start: number, end: number): DecodeFailure {
  if (start === end) return { code: 'codecs/empty', message: `not ${format}: the message is empty` };
  if (frameLength(bytes, start, end) < 0) {
    const text = `not ${format}: the message ends inside of the frame that names its schema, after byte ${end - start}`;
    return { code: 'codecs/truncated-frame', message: text };
  }
  const first = `0x${bytes[start]!.toString(16).padStart(2, '0')}`;
  return {
    code: 'codecs/no-frame',
    message: `not ${format} with a schema id: the message begins with byte ${first}, not with 0x00 and the id of its schema`,
  };
}
