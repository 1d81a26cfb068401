// ---- index.d.ts ----
/**
 * One field (the keys, or the values) of a packed batch: `count` messages whose bytes lie somewhere in
 * one buffer. `start[i] === -1` means null (a tombstone, or no key).
 */
interface PackedField {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}
/** How much of a message the caller will look at. */
type DecodeNeed =
  /** The decoded value. */
  | 'value'
  /** Only whether the bytes are well-formed: the codec need not build a value and may answer `undefined`. */
  | 'validity';
/** Why the bytes of one message are no value. A fact about the message, so it goes to quarantine. */
interface DecodeFailure {
  /** Stable, for example `codecs/json-syntax`. */
  readonly code: string;
  /** One sentence, with the position in the message where it helps. Holds at most a short excerpt of the message. */
  readonly message: string;
}
/** What became of each message of a packed field. */
interface DecodedField {
  /** One per message; `undefined` where it was null, failed, or was not needed. */
  readonly values: readonly unknown[];
  /** Failed messages by index; absent when there are none. */
  readonly failures?: ReadonlyMap<number, DecodeFailure>;
}
/**
 * Turns the bytes of messages into values, a batch at a time.
 *
 * Values are what JSON can say, and exact: an object, array, string, boolean, null, a number, and `bigint` for
 * an integer that a double does not hold.
 *
 * A message that cannot be decoded is an entry in `failures`, never an exception. An exception (an
 * `IngestError`) means that the outside world failed, a schema registry for example: the caller keeps
 * the batch and tries again. A codec that needs no I/O answers without a promise.
 */
interface Codec {
  /** As in `KAFKA_VALUE_FORMAT`. */
  readonly format: string;
  decode(field: PackedField, need: DecodeNeed): DecodedField | Promise<DecodedField>;
}

/**
 * The codec of `json_without_schema`: each message is one JSON text in UTF-8.
 *
 * Answers at once, without a promise. Integers beyond ±(2^53 - 1) that are written with 16 digits or more are `bigint`. Of keys that repeat in an object the
 * last one wins. Failures: `codecs/empty`, `codecs/invalid-utf8`, `codecs/byte-order-mark`, `codecs/json-syntax`,
 * `codecs/too-deep` (more than 1000 levels of objects and arrays).
 *
 * @example
 * const { values, failures } = jsonCodec.decode(packField(['{"id":9007199254740993}', '{"id":']), 'value');
 * values[0]; // => { id: 9007199254740993n }
 * failures?.get(1)?.message; // => 'not JSON: the message ends too early, after byte 6'
 */
declare const jsonCodec: JsonCodec;
/** A {@link Codec} that needs no I/O. */
interface JsonCodec extends Codec {
  decode(field: PackedField, need: DecodeNeed): DecodedField;
}

/**
 * Packs single values into a field, for tests and for programs that have no packed batches. Texts become UTF-8.
 *
 * @example
 * const field = packField(['{}', null, new Uint8Array([91, 93])]);
 * field.count; // => 3
 * [...field.start]; // => [0, -1, 2]
 * [...field.end]; // => [2, -1, 4]
 */
declare function packField(values: readonly (string | Uint8Array | null)[]): PackedField;

export {
  type Codec,
  type DecodeFailure,
  type DecodeNeed,
  type DecodedField,
  type JsonCodec,
  type PackedField,
  jsonCodec,
  packField,
};
