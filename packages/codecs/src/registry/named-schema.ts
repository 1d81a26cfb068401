import type { DecodeFailure, PackedField } from '../contract/codec.js';
import { frameFailure, framedId, frameLength } from './frame.js';
import type { SchemaId } from '../schema/registered-schema.js';
import { schemaHeader, schemaHeaderFailure } from './schema-header.js';

/**
 * Goes through the messages of a batch and says which schema each one names: in a frame before its
 * payload, or in a header. One object for all of them, as this is done for every message.
 */
export class NamedSchema {
  private readonly field: PackedField;
  private lastHeader: Buffer | undefined;
  /** How the message named it, for `failure`. */
  private header: Uint8Array | undefined;
  /** Of the message that was read last, if `read` returned true. */
  id: SchemaId = -1;
  /** Where its payload begins. */
  from = 0;
  /**
   * What follows the id in its header; undefined where the id stands in a frame, and what follows
   * it with the payload.
   */
  behindId: Buffer | undefined;

  constructor(field: PackedField) {
    this.field = field;
  }

  /** False when message `i`, which is not null, names none. */
  read(i: number): boolean {
    const { field } = this;
    const first = field.start[i]!;
    const header = field.headers && schemaHeader(field, i);
    this.header = header;
    if (header) return this.readHeader(header, first);
    this.lastHeader = undefined;
    this.behindId = undefined;
    const length = frameLength(field.bytes, first, field.end[i]!);
    if (length <= 0) return false;
    this.id = framedId(field.bytes, first, length);
    this.from = first + length;
    return true;
  }

  private readHeader(header: Uint8Array, first: number): boolean {
    this.from = first;
    if (this.lastHeader?.equals(header)) return true;
    this.lastHeader = undefined;
    const length = frameLength(header, 0, header.length);
    if (length <= 0) return false;
    this.lastHeader = Buffer.from(header.buffer, header.byteOffset, header.length);
    this.id = framedId(header, 0, length);
    this.behindId = this.lastHeader.subarray(length);
    return true;
  }

  /** Why message `i` names none. */
  failure(title: string, i: number): DecodeFailure {
    const { bytes, start, end, part } = this.field;
    if (this.header) return schemaHeaderFailure(title, part, this.header);
    return frameFailure(title, bytes, start[i]!, end[i]!);
  }
}
