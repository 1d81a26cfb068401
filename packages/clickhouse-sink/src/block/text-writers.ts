import type { ClickHouseType } from '@proj/clickhouse-types';
import type { TextWriter } from '@proj/clickhouse-types/column-writer';
import { NullMap } from './null-map.js';
import { varintLength, writeVarint } from './varint.js';

/** Up to here a loop over characters is faster than a call into the runtime. */
const SHORT_TEXT = 24;
const FIRST_BYTES = 512;

/** A method of every Buffer that Node's types lack: `write` without the checks, a tenth faster. */
interface WritingBuffer extends Buffer {
  utf8Write(text: string, offset: number, length: number): number;
}

/** String: each value with its length in front, written straight into the block. */
export class StringWriter implements TextWriter {
  readonly form = 'text';
  readonly type: ClickHouseType;
  readonly nullable: boolean;
  count = 0;
  readonly #nulls: NullMap | undefined;
  #bytes = Buffer.alloc(0) as WritingBuffer;
  #end = 0;
  /** Where the last value begins. */
  #last = 0;
  #savedCount = 0;
  #savedEnd = 0;

  constructor(type: ClickHouseType) {
    this.type = type;
    this.nullable = type.kind === 'Nullable';
    this.#nulls = this.nullable ? new NullMap() : undefined;
  }

  get byteLength(): number {
    return this.#end + (this.#nulls ? this.count : 0);
  }

  addText(value: string): void {
    const { length } = value;
    let p = this.#end;
    // A UTF-16 code unit takes at most three bytes.
    if (p + length * 3 + 5 > this.#bytes.length) this.#grow(length * 3 + 5);
    this.#last = p;
    this.count++;
    const bytes = this.#bytes;
    if (length < SHORT_TEXT) {
      bytes[p++] = length;
      let seen = 0;
      for (let i = 0; i < length; i++) {
        const code = value.charCodeAt(i);
        seen |= code;
        bytes[p + i] = code;
      }
      if (seen < 128) {
        this.#end = p + length;
        return;
      }
      p--;
    }
    // The length in bytes is known only afterwards. It usually takes as many bytes as that of an
    // ASCII text.
    const expected = varintLength(length);
    const written = bytes.utf8Write(value, p + expected, length * 3);
    const needed = varintLength(written);
    if (needed !== expected) bytes.copyWithin(p + needed, p + expected, p + expected + written);
    this.#end = writeVarint(bytes, p, written) + written;
  }

  addBytes(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#end + length + 5 > this.#bytes.length) this.#grow(length + 5);
    this.#last = this.#end;
    this.count++;
    const bytes = this.#bytes;
    const p = writeVarint(bytes, this.#end, length);
    if (length < SHORT_TEXT) for (let i = 0; i < length; i++) bytes[p + i] = source[start + i] ?? 0;
    else bytes.set(source.subarray(start, end), p);
    this.#end = p + length;
  }

  addNull(): void {
    if (!this.#nulls) throw new Error('addNull on a column that is not Nullable');
    this.#nulls.mark(this.count);
    this.addZero();
  }

  addDefault(): void {
    if (this.#nulls) this.addNull();
    else this.addZero();
  }

  /** Adds what stands under a NULL. */
  protected addZero(): void {
    this.addText('');
  }

  undo(): void {
    this.#truncate(this.count - 1, this.#last);
  }

  save(): void {
    this.#savedCount = this.count;
    this.#savedEnd = this.#end;
  }

  restore(): void {
    this.#truncate(this.#savedCount, this.#savedEnd);
  }

  reset(): void {
    this.#truncate(0, 0);
  }

  prefix(_into: Uint8Array[]): void {
    // Texts have none.
  }

  parts(into: Uint8Array[]): void {
    if (this.#nulls) into.push(this.#nulls.slice(this.count));
    into.push(this.#bytes.subarray(0, this.#end));
  }

  #truncate(count: number, end: number): void {
    this.#nulls?.truncate(count);
    this.count = count;
    this.#end = end;
  }

  #grow(more: number): void {
    const bytes = Buffer.allocUnsafeSlow(
      Math.max(this.#bytes.length * 2, this.#end + more, FIRST_BYTES),
    ) as WritingBuffer;
    this.#bytes.copy(bytes, 0, 0, this.#end);
    this.#bytes = bytes;
  }
}

/** FixedString(N): N bytes each, zeros at the end. */
export class FixedStringWriter implements TextWriter {
  readonly form = 'text';
  readonly type: ClickHouseType;
  readonly nullable: boolean;
  count = 0;
  readonly #width: number;
  readonly #nulls: NullMap | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #saved = 0;

  constructor(type: ClickHouseType, width: number) {
    this.type = type;
    this.nullable = type.kind === 'Nullable';
    this.#nulls = this.nullable ? new NullMap() : undefined;
    this.#width = width;
  }

  get byteLength(): number {
    return this.count * (this.#width + (this.#nulls ? 1 : 0));
  }

  addText(value: string): void {
    const at = this.#next();
    this.#bytes.write(value, at, this.#width, 'utf8');
  }

  addBytes(source: Uint8Array, start: number, end: number): void {
    const at = this.#next();
    this.#bytes.set(source.subarray(start, Math.min(end, start + this.#width)), at);
  }

  addNull(): void {
    if (!this.#nulls) throw new Error('addNull on a column that is not Nullable');
    this.#nulls.mark(this.count);
    this.#next();
  }

  addDefault(): void {
    if (this.#nulls) this.addNull();
    else this.#next();
  }

  undo(): void {
    this.#truncate(this.count - 1);
  }

  save(): void {
    this.#saved = this.count;
  }

  restore(): void {
    this.#truncate(this.#saved);
  }

  reset(): void {
    this.#truncate(0);
  }

  prefix(): void {
    // Texts have none.
  }

  parts(into: Uint8Array[]): void {
    if (this.#nulls) into.push(this.#nulls.slice(this.count));
    into.push(this.#bytes.subarray(0, this.count * this.#width));
  }

  /** Makes room for a value, all zeros, and returns where. */
  #next(): number {
    const at = this.count++ * this.#width;
    if (at + this.#width > this.#bytes.length) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, at + this.#width, FIRST_BYTES));
      this.#bytes.copy(bytes, 0, 0, at);
      this.#bytes = bytes;
    }
    this.#bytes.fill(0, at, at + this.#width);
    return at;
  }

  #truncate(count: number): void {
    this.#nulls?.truncate(count);
    this.count = count;
  }
}
