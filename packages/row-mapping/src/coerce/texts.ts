import type { ColumnWriter } from '@proj/clickhouse-types';
import { jsonText } from '../json-text.js';
import { writerOf, type Put } from './coercion.js';

/** Texts as they are, everything else as its JSON text. */
export function bindString(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'text');
  return (value) => {
    if (typeof value === 'string') {
      target.addText(value);
      return true;
    }
    // Null is the text `null` inside of an object only.
    const text = value === null ? undefined : jsonText(value);
    if (text === undefined) return false;
    target.addText(text);
    return true;
  };
}

/** @param length in bytes of UTF-8; ClickHouse fills shorter ones with zero bytes */
export function bindFixedString(writer: ColumnWriter, length: number): Put {
  const target = writerOf(writer, 'text');
  return (value) => {
    if (typeof value !== 'string') return false;
    // A UTF-16 code unit has at most three bytes.
    if (value.length * 3 > length && Buffer.byteLength(value, 'utf8') > length) return false;
    target.addText(value);
    return true;
  };
}

/** 255: not a hexadecimal digit. */
const HEX = new Uint8Array(256).fill(255);
for (const [i, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = i;
  HEX[digit.toUpperCase().charCodeAt(0)] = i;
}
const hexDigit = (text: string, at: number): number => HEX[text.charCodeAt(at)] ?? 255;

/** 32 hexadecimal digits, with all four dashes or none. */
export function bindUuid(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'fixed');
  const bytes = new Uint8Array(16);
  return (value) => {
    if (typeof value !== 'string' || (value.length !== 36 && value.length !== 32)) return false;
    const dashes = value.length === 36;
    let wrong = 0;
    let at = 0;
    for (let k = 0; k < 16; k++) {
      if (dashes && (k === 4 || k === 6 || k === 8 || k === 10) && value.charCodeAt(at++) !== 0x2d) return false;
      const high = hexDigit(value, at++);
      const low = hexDigit(value, at++);
      wrong |= high | low;
      bytes[k] = (high << 4) | low;
    }
    if (wrong > 15) return false;
    target.addBytes(bytes, 0);
    return true;
  };
}
