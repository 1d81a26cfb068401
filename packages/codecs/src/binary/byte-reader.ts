import { isUtf8 } from 'node:buffer';
import { valueBudget, WORD } from './value-budget.js';
import { asSlicingBuffer, type SlicingBuffer } from './slicing-buffer.js';

/**
 * The bytes of a message do not say what its schema promises. Only thrown and caught inside of this
 * package.
 */
export class MalformedMessage extends Error {
  /** The byte of the message, counted from 1, where it was noticed. */
  readonly byte: number;
  /** What is wrong, without the place. */
  readonly problem: string;

  constructor(problem: string, byte: number) {
    super(problem);
    this.problem = problem;
    this.byte = byte;
  }
}

/**
 * The message would become more than its bytes may. Where that is, and nothing more, is known: it
 * is not read again.
 */
export class TooManyValues extends MalformedMessage {}

/**
 * Levels of values in each other that a message may have where its schema refers to itself.
 * ClickHouse's own limit for JSON.
 */
export const MAX_DEPTH = 1000;

/**
 * Up to this many bytes a text is put together here; beyond, a call into Node is cheaper. Measured.
 */
const SHORT_TEXT = 12;

const TWO_28 = 2 ** 28;
/** What the high 28 bits may hold so that all 56 are a safe integer. */
const SAFE_HIGH = 2 ** 25;

/**
 * Reads the bytes of one message after the other, and never beyond the end of one: whatever a
 * length says, nothing is allocated for bytes that are not there.
 */
export class ByteReader {
  readonly buffer: SlicingBuffer;
  /** Where the message begins; byte numbers are counted from here. */
  private first = 0;
  at = 0;
  end = 0;
  /** Levels of a type inside of itself, at this moment. */
  depth = 0;
  /** What the message may still become, see `valueBudget`. */
  private budget = 0;
  private size = 0;

  constructor(bytes: Uint8Array) {
    this.buffer = asSlicingBuffer(bytes);
  }

  /**
   * Turns to the bytes `from` (included) to `end` (not included) of a message that begins at
   * `first`.
   */
  open(first: number, from: number, end: number): void {
    this.first = first;
    this.at = from;
    this.end = end;
    this.depth = 0;
    this.size = end - from;
    this.budget = valueBudget(this.size);
  }

  /**
   * Before values are made that cost so much: what a schema or a count makes of few bytes has an
   * end.
   */
  spend(cost: number): void {
    this.budget -= cost;
    if (this.budget < 0) throw this.tooMany();
  }

  private tooMany(): TooManyValues {
    const most = valueBudget(this.size) * WORD;
    const problem = `values of more than ${most} bytes from a message of ${this.size} bytes`;
    return new TooManyValues(problem, this.at - this.first + 1);
  }

  malformed(problem: string, at = this.at): MalformedMessage {
    return new MalformedMessage(problem, at - this.first + 1);
  }

  /** The message ends inside of a value. */
  tooShort(): MalformedMessage {
    return this.malformed('the message ends too early', this.end);
  }

  byte(): number {
    if (this.at >= this.end) throw this.tooShort();
    return this.buffer[this.at++]!;
  }

  /** Steps over bytes. Returns where they begin. */
  skip(count: number): number {
    const from = this.at;
    if (count > this.end - from) throw this.tooShort();
    this.at = from + count;
    return from;
  }

  /** A view, not a copy: it is what it is as long as the batch is not overwritten. */
  view(count: number): Uint8Array {
    const from = this.skip(count);
    const { buffer } = this.buffer;
    return new Uint8Array(buffer, this.buffer.byteOffset + from, count);
  }

  text(count: number): string {
    const from = this.skip(count);
    const { buffer, at: to } = this;
    if (count <= SHORT_TEXT) {
      let text = '';
      let i = from;
      for (; i < to; i++) {
        const c = buffer[i]!;
        if (c >= 0x80) break;
        text += String.fromCharCode(c);
      }
      if (i === to) return text;
    } else {
      const text = buffer.utf8Slice(from, to);
      // As many characters as bytes: it is ASCII, or every ill-formed byte became one U+FFFD.
      if (text.length === count && !text.includes('\ufffd')) return text;
    }
    if (!isUtf8(buffer.subarray(from, to))) throw this.malformed('the text is not UTF-8', from);
    return buffer.utf8Slice(from, to);
  }

  float(): number | string {
    const value = this.buffer.readFloatLE(this.skip(4));
    return Number.isFinite(value) ? value : String(value);
  }

  /**
   * Anything but a finite number comes as the text that Protobuf's JSON form uses for it: `NaN`,
   * `Infinity`, `-Infinity`. Columns of floats take it, others do not, and in JSON texts it can
   * stand; as numbers these are what JSON has for a number that is beyond all types.
   */
  double(): number | string {
    const value = this.buffer.readDoubleLE(this.skip(8));
    return Number.isFinite(value) ? value : String(value);
  }

  /** A varint of up to 64 bits; a number where a double holds it. */
  unsigned(): number | bigint {
    const low = this.low28();
    if (this.more === 0) return low;
    const middle = this.low28();
    if (this.more === 0 && middle < SAFE_HIGH) return middle * TWO_28 + low;
    return exactInteger(this.large(low, middle));
  }

  /** A zigzag varint of up to 64 bits; a number where a double holds it. */
  zigzag(): number | bigint {
    const low = this.low28();
    if (this.more === 0) return (low >>> 1) ^ -(low & 1);
    const middle = this.low28();
    if (this.more === 0 && middle < SAFE_HIGH) {
      const half = middle * (TWO_28 / 2) + (low >>> 1);
      return (low & 1) === 0 ? half : -half - 1;
    }
    const value = this.large(low, middle);
    return exactInteger((value & 1n) === 0n ? value >> 1n : -(value >> 1n) - 1n);
  }

  /** Whether the last byte that `low28` read says that more follow. */
  private more = 0;

  /** Up to four bytes of a varint. */
  private low28(): number {
    const { buffer, end } = this;
    let { at } = this;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= end) throw this.tooShort();
      const c = buffer[at++]!;
      value |= (c & 0x7f) << shift;
      if (c < 0x80) {
        this.at = at;
        this.more = 0;
        return value;
      }
    }
    this.at = at;
    this.more = 1;
    return value;
  }

  private large(low: number, middle: number): bigint {
    let value = (BigInt(middle) << 28n) | BigInt(low);
    if (this.more !== 0) {
      const ninth = this.byte();
      value |= BigInt(ninth & 0x7f) << 56n;
      if (ninth >= 0x80) {
        const tenth = this.byte();
        if (tenth > 1) throw this.malformed('an integer has more than 64 bits', this.at - 1);
        value |= BigInt(tenth) << 63n;
      }
    }
    return value;
  }
}

/** An integer as decoded values have it: a number where a double holds it. */
export function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
