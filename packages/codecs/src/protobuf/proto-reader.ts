import { ByteReader, exactInteger, MAX_DEPTH } from '../binary/byte-reader.js';
import { BYTES_COST } from '../binary/value-budget.js';
import { END_GROUP, FIXED32, FIXED64, LENGTH, START_GROUP, VARINT } from './message.js';

const WIRE_NAMES = ['varint', '64-bit', 'length-delimited', 'group', 'end of group', '32-bit', '6', '7'];

/** Reads values as Protobuf's binary encoding writes them. What compiled decoders call. */
export class ProtoReader extends ByteReader {
  /** A field's number and wire type. */
  tag(): number {
    const from = this.at;
    const tag = this.unsigned();
    if (tag < 8 || tag > 0xffff_ffff) throw this.malformed(`there is no field with the tag ${tag}`, from);
    return tag as number;
  }

  length(): number {
    const from = this.at;
    const length = this.unsigned();
    if (length > this.end - this.at) {
      throw this.malformed(`a length of ${length} goes beyond the end of the message`, from);
    }
    return length as number;
  }

  int32(): number {
    const value = this.unsigned();
    return typeof value === 'number' ? value | 0 : Number(BigInt.asIntN(32, value));
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  sint32(): number {
    const value = this.int32();
    return (value >>> 1) ^ -(value & 1);
  }

  int64(): number | bigint {
    const value = this.unsigned();
    return typeof value === 'number' ? value : exactInteger(BigInt.asIntN(64, value));
  }

  bool(): boolean {
    return Number(this.unsigned()) !== 0;
  }

  bytes(): Uint8Array {
    this.spend(BYTES_COST);
    return this.view(this.length());
  }

  /** An enum's name; the number when it has none, as a newer version of the schema may. */
  symbol(names: ReadonlyMap<number, string>): string | number {
    const value = this.int32();
    return names.get(value) ?? value;
  }

  fixed32(): number {
    return this.buffer.readUInt32LE(this.skip(4));
  }

  sfixed32(): number {
    return this.buffer.readInt32LE(this.skip(4));
  }

  fixed64(): number | bigint {
    return exactInteger(this.buffer.readBigUInt64LE(this.skip(8)));
  }

  sfixed64(): number | bigint {
    return exactInteger(this.buffer.readBigInt64LE(this.skip(8)));
  }

  /** Goes into a value with a length. Returns the end to give to `leave`. */
  enter(): number {
    this.deeper();
    const outer = this.end;
    this.end = this.length() + this.at;
    return outer;
  }

  leave(outer: number): void {
    this.end = outer;
    this.depth--;
  }

  deeper(): void {
    if (++this.depth > MAX_DEPTH) throw this.malformed(`messages stand more than ${MAX_DEPTH} levels deep`);
  }

  /** Reads values that stand in one field into a list. */
  packed(list: unknown[], read: (reader: this) => unknown): void {
    const outer = this.enter();
    while (this.at < this.end) list.push(read(this));
    this.leave(outer);
  }

  /**
   * Steps over a field that the schema does not have. `known`: the fields that it has, by number.
   */
  other(tag: number, known: ReadonlyMap<number, string>): void {
    const name = known.get(tag >>> 3);
    if (name !== undefined) {
      throw this.malformed(`the field ${name} is written as ${WIRE_NAMES[tag & 7]!}, which its type is not`);
    }
    this.skipValue(tag);
  }

  private skipValue(tag: number): void {
    switch (tag & 7) {
      case VARINT:
        this.unsigned();
        return;
      case FIXED64:
        this.skip(8);
        return;
      case LENGTH:
        this.skip(this.length());
        return;
      case FIXED32:
        this.skip(4);
        return;
      case START_GROUP: {
        this.deeper();
        const end = tag - START_GROUP + END_GROUP;
        for (let inner = this.tag(); inner !== end; inner = this.tag()) this.skipValue(inner);
        this.depth--;
        return;
      }
      default:
        throw this.malformed(`field ${tag >>> 3} is written as ${WIRE_NAMES[tag & 7]!}, which cannot be here`);
    }
  }
}
