import { CalendarDate, TimeOfDay, Timestamp, type ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { ByteReader, MAX_DEPTH } from '../binary/byte-reader.js';
import { setMember } from '../binary/members.js';
import { decimalOf, skipSign } from '../binary/decimal.js';

/** Reads values as Avro's binary encoding writes them. What compiled decoders call. */
export class AvroReader extends ByteReader {
  boolean(): boolean {
    const c = this.byte();
    if (c > 1) throw this.malformed(`a boolean is 0 or 1, not ${c}`, this.at - 1);
    return c === 1;
  }

  int(): number {
    const from = this.at;
    const value = this.zigzag();
    if (value !== Number(value) || (value | 0) !== value) throw this.malformed('an int has more than 32 bits', from);
    return value;
  }

  /** Bytes of a text, or of bytes. */
  length(): number {
    const from = this.at;
    const value = this.zigzag();
    if (value < 0) throw this.malformed(`a length is not negative (${value})`, from);
    if (value > this.end - this.at) {
      throw this.malformed(`a length of ${value} goes beyond the end of the message`, from);
    }
    return value as number;
  }

  branch(count: number): number {
    const from = this.at;
    const value = this.zigzag();
    if (value < 0 || value >= count) throw this.malformed(`the union has ${count} branches, and none ${value}`, from);
    return value as number;
  }

  symbol(symbols: readonly string[]): string {
    const from = this.at;
    const symbol = symbols[this.zigzag() as number];
    if (symbol === undefined) throw this.malformed(`the enum has ${symbols.length} symbols, and not this one`, from);
    return symbol;
  }

  /** `cost`: of an item. `takesBytes`: whether each item takes one at least. */
  items(read: (reader: this) => unknown, cost: number, takesBytes: boolean): unknown[] {
    const list: unknown[] = [];
    for (let count = this.block(cost, takesBytes); count > 0; count = this.block(cost, takesBytes)) {
      const { blockEnd } = this;
      for (let i = 0; i < count; i++) list.push(read(this));
      this.endBlock(blockEnd);
    }
    return list;
  }

  entries(read: (reader: this) => unknown, cost: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (let count = this.block(cost, true); count > 0; count = this.block(cost, true)) {
      const { blockEnd } = this;
      for (let i = 0; i < count; i++) setMember(map, this.text(this.length()), read(this));
      this.endBlock(blockEnd);
    }
    return map;
  }

  /** Where the block that was just begun ends, where the writer says it; -1 else. */
  blockEnd = -1;

  /** Begins a block of items. Returns how many there are; 0 after the last block. */
  block(cost: number, takesBytes: boolean): number {
    const from = this.at;
    const count = this.zigzag();
    this.blockEnd = -1;
    if (count === 0) return 0;
    const items = count < 0 ? -count : count;
    if (count < 0) this.blockEnd = this.length() + this.at;
    if (takesBytes && items > this.end - this.at)
      throw this.malformed(`a block of ${items} items goes beyond the end of the message`, from);
    this.spend(Number(items) * cost);
    return Number(items);
  }

  endBlock(blockEnd: number): void {
    if (blockEnd >= 0 && this.at !== blockEnd) throw this.malformed('a block has not the size that it says');
  }

  /** Before a value of a type that can be inside of itself. */
  enter(cost: number): void {
    this.spend(cost);
    if (++this.depth > MAX_DEPTH) throw this.malformed(`values stand more than ${MAX_DEPTH} levels deep`);
  }

  /** `mostBytes`: what its precision needs. */
  decimal(size: number, scale: number, mostBytes: number): number | bigint | ExactNumber {
    const from = skipSign(this.buffer, this.skip(size), this.at);
    if (this.at - from > mostBytes) throw this.malformed('a decimal has more digits than its precision', from);
    return decimalOf(this.buffer, from, this.at, scale);
  }

  date(): CalendarDate {
    return new CalendarDate(this.int());
  }

  time(precision: 3 | 6): TimeOfDay {
    return new TimeOfDay(precision === 3 ? this.int() : this.zigzag(), precision);
  }

  timestamp(precision: 3 | 6 | 9, clock: 'instant' | 'local'): Timestamp {
    return new Timestamp(this.zigzag(), precision, clock);
  }

  uuid(): string {
    const from = this.skip(16);
    const hex = this.buffer.toString('hex', from, this.at);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Three numbers that cannot be added up: a month has no length. */
  duration(): { readonly months: number; readonly days: number; readonly milliseconds: number } {
    const from = this.skip(12);
    const { buffer } = this;
    return {
      months: buffer.readUInt32LE(from),
      days: buffer.readUInt32LE(from + 4),
      milliseconds: buffer.readUInt32LE(from + 8),
    };
  }
}
