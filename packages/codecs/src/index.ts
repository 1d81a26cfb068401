export { jsonCodec } from './json.js';
export type { JsonCodec } from './json.js';
export { packField } from './pack-field.js';
export type { Codec, DecodedField, DecodeFailure, DecodeNeed, MessageHeader, PackedField } from './codec.js';
