import type { MalformedMessage } from '../binary/byte-reader.js';

/** Decodes messages that were written with one schema. */
export interface SchemaDecoder {
  /**
   * Turns to a batch.
   *
   * @param behindId what follows the id of the schema where that is not in front of the payload,
   * but in a header: Protobuf's message index
   */
  open(bytes: Uint8Array, behindId?: Uint8Array): MessageReader;
}

/**
 * Reads messages of one batch. A message begins at `first`; its payload, after the frame, goes from
 * `from` (included) to `end` (not included).
 */
export interface MessageReader {
  /** @throws MalformedMessage */
  read(first: number, from: number, end: number): unknown;
  /** Why `read` threw, with the path of the value and the byte. */
  explain(first: number, from: number, end: number, failure: MalformedMessage): string;
}
