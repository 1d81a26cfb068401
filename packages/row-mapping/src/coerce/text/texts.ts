import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';
import { jsonText } from '../../value/json-text.js';
import { writerOf, type Put } from '../contract/coercion.js';

/** Texts and bytes as they are, dates and times in ISO 8601, everything else as its JSON text. */
export function bindString(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'text');
  return (value) => {
    if (typeof value === 'string') {
      target.addText(value);
      return true;
    }
    if (value instanceof Uint8Array) {
      target.addBytes(value, 0, value.length);
      return true;
    }
    if (value instanceof DecodedScalar) {
      target.addText(value.toString());
      return true;
    }
    // Null is the text `null` inside of an object only.
    const text = value === null ? undefined : jsonText(value);
    if (text === undefined) return false;
    target.addText(text);
    return true;
  };
}

/** `length`: in bytes of UTF-8; ClickHouse fills shorter texts with zero bytes. */
export function bindFixedString(writer: ColumnWriter, length: number): Put {
  const target = writerOf(writer, 'text');
  return (value) => {
    if (value instanceof Uint8Array) {
      if (value.length > length) return false;
      target.addBytes(value, 0, value.length);
      return true;
    }
    if (typeof value !== 'string') return false;
    // A UTF-16 code unit has at most three bytes.
    if (value.length * 3 > length && Buffer.byteLength(value, 'utf8') > length) return false;
    target.addText(value);
    return true;
  };
}

/** 255: not a hexadecimal digit. */
const HEX = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit++) {
  const text = digit.toString(16);
  HEX[text.charCodeAt(0)] = digit;
  HEX[text.toUpperCase().charCodeAt(0)] = digit;
}

/** Where the digits of each byte begin, with dashes and without. */
const WITH_DASHES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);
const WITHOUT_DASHES = Uint8Array.from({ length: 16 }, (_, k) => 2 * k);
const DASH = 0x2d;

/** 32 hexadecimal digits, with all four dashes or none; 16 bytes. */
export function bindUuid(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'fixed');
  const bytes = new Uint8Array(16);
  return (value) => {
    if (typeof value !== 'string') {
      if (!(value instanceof Uint8Array) || value.length !== 16) return false;
      target.addBytes(value, 0);
      return true;
    }
    let positions = WITH_DASHES;
    if (value.length === 32) positions = WITHOUT_DASHES;
    else if (value.length !== 36 || !hasDashes(value)) return false;
    let wrong = 0;
    for (let k = 0; k < 16; k++) {
      const at = positions[k]!;
      const first = value.charCodeAt(at);
      const second = value.charCodeAt(at + 1);
      const high = HEX[first & 0xff]!;
      const low = HEX[second & 0xff]!;
      // Characters from U+0100 on are not digits either.
      wrong |= high | low | (first & 0xff00) | (second & 0xff00);
      bytes[k] = (high << 4) | low;
    }
    if (wrong > 15) return false;
    target.addBytes(bytes, 0);
    return true;
  };
}

const hasDashes = (text: string): boolean =>
  text.charCodeAt(8) === DASH &&
  text.charCodeAt(13) === DASH &&
  text.charCodeAt(18) === DASH &&
  text.charCodeAt(23) === DASH;
