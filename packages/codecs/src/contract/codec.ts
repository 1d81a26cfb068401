/** One header of a message. */
export interface MessageHeader {
  readonly key: string;
  /** Null and empty are indistinguishable: Kafka's client gives both as empty. */
  readonly value: Uint8Array;
}

/**
 * One field (the keys, or the values) of a packed batch: `count` messages whose bytes lie somewhere
 * in one buffer. `start[i] === -1` means null (a tombstone, or no key).
 */
export interface PackedField {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** What of the messages it is. @default 'value' */
  readonly part?: 'key' | 'value';
  /**
   * The headers of message `i`, in their order. Absent unless the codec asks for them with
   * `usesHeaders`.
   */
  readonly headers?: (i: number) => readonly MessageHeader[];
}

/** How much of a message the caller will look at. */
export type DecodeNeed =
  /** The decoded value. */
  | 'value'
  /**
   * Only whether the bytes are well-formed: the codec need not build a value and may answer
   * `undefined`.
   */
  | 'validity';

/**
 * Why the bytes of one message could not be decoded. A fact about the message, so the message goes
 * to quarantine.
 */
export interface DecodeFailure {
  /** Stable, for example `codecs/json-syntax`. */
  readonly code: string;
  /**
   * One sentence, with the position in the message where it helps. Holds at most a short excerpt of
   * the message.
   */
  readonly message: string;
}

/** What became of each message of a packed field. */
export interface DecodedField {
  /** One per message; `undefined` where it was null, failed, or was not needed. */
  readonly values: readonly unknown[];
  /** Failed messages by index; absent if none failed. */
  readonly failures?: ReadonlyMap<number, DecodeFailure>;
  /**
   * Where the values begin in the bytes, when something stands in front of some of them, such as
   * the id of a schema; else absent.
   */
  readonly start?: Int32Array;
}

/**
 * Turns the bytes of messages into values, a batch at a time.
 *
 * Values are decoded values, as `DecodedValue` of `@proj/clickhouse-types` defines them: what
 * `JSON.parse` gives, and classes of their own for what it cannot say exactly.
 *
 * A message that cannot be decoded is an entry in `failures`, never an exception. An exception (an
 * `IngestError`) means that the outside world failed, a schema registry for example: the caller
 * keeps the batch and tries again. A codec that needs no I/O answers without a promise.
 */
export interface Codec {
  /** As in `KAFKA_VALUE_FORMAT`. */
  readonly format: string;
  /**
   * What the bytes of a value are. `json`: its JSON text, so that a String column can store parts
   * of it as they were written. `binary`: anything else; a String column then stores the JSON text
   * of the decoded value.
   *
   * @default 'binary'
   */
  readonly messages?: 'json' | 'binary';
  /**
   * Whether `decode` looks at the headers of messages: they are kept for it then.
   *
   * @default false
   */
  readonly usesHeaders?: boolean;
  decode(field: PackedField, need: DecodeNeed): DecodedField | Promise<DecodedField>;
}
