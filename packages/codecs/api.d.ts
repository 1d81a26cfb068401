// ---- codec.d.ts ----
/** One header of a message. */
interface MessageHeader {
  readonly key: string;
  /** Null and empty are indistinguishable: Kafka's client gives both as empty. */
  readonly value: Uint8Array;
}
/**
 * One field (the keys, or the values) of a packed batch: `count` messages whose bytes lie somewhere
 * in one buffer. `start[i] === -1` means null (a tombstone, or no key).
 */
interface PackedField {
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
type DecodeNeed =
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
interface DecodeFailure {
  /** Stable, for example `codecs/json-syntax`. */
  readonly code: string;
  /**
   * One sentence, with the position in the message where it helps. Holds at most a short excerpt of
   * the message.
   */
  readonly message: string;
}
/** What became of each message of a packed field. */
interface DecodedField {
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
interface Codec {
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

export type {
  Codec as C,
  DecodeNeed as D,
  MessageHeader as M,
  PackedField as P,
  DecodedField as a,
  DecodeFailure as b,
};

// ---- index.d.ts ----
import { C as Codec, P as PackedField, D as DecodeNeed, a as DecodedField } from './codec.js';
export { b as DecodeFailure, M as MessageHeader } from './codec.js';

/**
 * The codec of `json_without_schema`: each message is one JSON text in UTF-8.
 *
 * Answers at once, without a promise. Numbers of 16 digits and more that a double does not hold are
 * `bigint` where they are integral, else `ExactNumber`; what has more than 1000 digits is NaN. Of
 * keys that repeat in an object the last one wins. Failures: `codecs/empty`, `codecs/invalid-utf8`,
 * `codecs/byte-order-mark`, `codecs/json-syntax`, `codecs/too-deep` (more than 1000 levels of
 * objects and arrays).
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
 * Packs single values into a field, for tests and for programs that have no packed batches. Texts
 * become UTF-8.
 *
 * @example
 * const field = packField(['{}', null, new Uint8Array([91, 93])]);
 * field.count; // => 3
 * [...field.start]; // => [0, -1, 2]
 * [...field.end]; // => [2, -1, 4]
 */
declare function packField(values: readonly (string | Uint8Array | null)[]): PackedField;

export { Codec, DecodeNeed, DecodedField, type JsonCodec, PackedField, jsonCodec, packField };

// ---- registry.d.ts ----
import { C as Codec } from './codec.js';
import { IngestError } from '@proj/diagnostics';

/** A schema, with everything that it refers to. */
interface RegisteredSchema {
  /** As the registry says it; it leaves it out for Avro. */
  readonly type: string;
  readonly text: string;
  /** What it refers to, directly and further on; each after those that it refers to itself. */
  readonly references: readonly SchemaReference[];
}
/** A schema that another one refers to, by the name that it uses for it. */
interface SchemaReference {
  readonly name: string;
  readonly text: string;
}
/** How a message names its schema: the registry's number, or its GUID. */
type SchemaId = number | string;

/** Which registry, and how patient and forgetful to be with it. */
interface SchemaRegistryOptions {
  /** `https://user:password@host/path`; user, password and path where the registry wants them. */
  readonly url: string;
  /** How long one answer may take. @default 10_000 */
  readonly timeoutMs?: number;
  /** Schemas that are kept. The one not used for longest goes first. @default 1_000 */
  readonly maxSchemas?: number;
  /**
   * How long the registry is asked again for an id that it does not know, before it is believed and
   * the messages with that id fail. Replicas of a registry lag behind the producer that registered
   * a schema. @default 10_000
   */
  readonly unknownIdWindowMs?: number;
  /** How long it is then believed, before it is asked once more. @default 300_000 */
  readonly unknownIdMemoryMs?: number;
  /**
   * Other origins that the registry may send a request on to: `https://registry-2.example.com`,
   * scheme, host and port. They never get user and password.
   *
   * @default none: a redirect to another origin is refused, `codecs/registry-redirect`
   */
  readonly redirectOrigins?: readonly string[];
  /**
   * Certificates to trust besides those that Node.js brings along, in PEM. Those of
   * NODE_EXTRA_CA_CERTS then do not count.
   */
  readonly caPem?: string;
  /** For tests. @default Date.now */
  readonly now?: () => number;
}
/**
 * A schema registry with Confluent's API: what its users share, caches and requests under way
 * included.
 */
interface SchemaRegistry {
  /** Its address without user and password. */
  readonly origin: string;
  /**
   * Gets a schema with all that it refers to; from memory when it is there, sharing the request
   * with everyone who asks for the same schema at the same time. `undefined` when the registry does
   * not know it, and has said so for `unknownIdWindowMs`.
   *
   * @throws SchemaRegistryError when the registry could not be asked, or does not know the id for
   * the first time
   */
  schema(id: SchemaId): Promise<RegisteredSchema | undefined>;
  /**
   * Asks for the names of its subjects, which takes a network, a registry, a user, a password and
   * the right to read.
   *
   * @throws SchemaRegistryError
   */
  check(): Promise<{
    readonly subjects: number;
  }>;
  /** Gives up all requests under way. It can be asked again afterwards. */
  close(): void;
}
/**
 * Connects to a schema registry. Nothing is loaded or asked before the first schema is needed.
 *
 * @throws TypeError when the URL is not valid
 * @throws RangeError when one of `redirectOrigins` is not an origin
 */
declare function createSchemaRegistry(options: SchemaRegistryOptions): SchemaRegistry;

/**
 * The formats whose messages name a schema of a registry; the first two as in `KAFKA_VALUE_FORMAT`
 * of the original.
 */
type RegistryFormat = 'avro' | 'json_with_schema' | 'protobuf';
/** What {@link createRegistryCodec} is made of. */
interface RegistryCodecOptions {
  readonly format: RegistryFormat;
  readonly registry: SchemaRegistry;
  /** Compiled decoders that are kept. The one not used for longest goes first. @default 1_000 */
  readonly maxSchemas?: number;
}
/**
 * A codec for messages that name a schema of a registry. One is enough for all data sources of a
 * connection, keys and values.
 *
 * It answers without a promise when all schemas that a batch names are known. It throws
 * `SchemaRegistryError` when one cannot be had: nothing is known about the messages then, and the
 * same batch is to be decoded again later.
 */
declare function createRegistryCodec({ format, registry, maxSchemas }: RegistryCodecOptions): Codec;

/** What is wrong with a registry, or on the way to it. */
type RegistryProblem =
  /** Nothing answers, or the connection broke. */
  | 'unreachable'
  | 'timeout'
  /** The connection is not trusted. */
  | 'tls'
  /** It sends the request on to another origin, or in a circle. */
  | 'redirect'
  /** HTTP 401. */
  | 'unauthorized'
  /** HTTP 403. */
  | 'forbidden'
  /** HTTP 429. */
  | 'overloaded'
  /** HTTP 5xx. */
  | 'failing'
  /** It answers, but not as a schema registry does. */
  | 'no-registry'
  /** It does not know a schema, and is asked again before it is believed. */
  | 'unknown-schema';
/**
 * A schema could not be had because of the registry: nothing is known about the messages. Keep them
 * and try again.
 *
 * `code` is `codecs/registry-<problem>`; `retryable` is always true, as what is wrong lies outside
 * and goes away, some of it only after someone fixes the cause. No text contains the password of
 * the URL.
 */
declare class SchemaRegistryError extends IngestError {
  readonly name = 'SchemaRegistryError';
  readonly problem: RegistryProblem;
  constructor(
    problem: RegistryProblem,
    text: string,
    options?: {
      readonly cause?: unknown;
      readonly hint?: string;
    },
  );
}

export {
  type RegisteredSchema,
  type RegistryCodecOptions,
  type RegistryFormat,
  type RegistryProblem,
  type SchemaId,
  type SchemaReference,
  type SchemaRegistry,
  SchemaRegistryError,
  type SchemaRegistryOptions,
  createRegistryCodec,
  createSchemaRegistry,
};
