export { jsonCodec } from './json/json-codec.js';
export type { JsonCodec } from './json/json-codec.js';
export { packField } from './contract/pack-field.js';
export type { Codec, DecodedField, DecodeFailure, DecodeNeed, MessageHeader, PackedField } from './contract/codec.js';
