import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { writerOf, type Put } from '../contract/coercion.js';

const POINT = 0x2e;
const COLON = 0x3a;

/**
 * Four numbers of 0 to 255 with points between them, without leading zeros (some read those as
 * octal).
 */
export function bindIpv4(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'number');
  return (value) => {
    if (value instanceof Uint8Array) {
      if (value.length !== 4) return false;
      target.add(((value[0]! << 24) | (value[1]! << 16) | (value[2]! << 8) | value[3]!) >>> 0);
      return true;
    }
    const address = typeof value === 'string' ? readIpv4(value, 0) : -1;
    if (address < 0) return false;
    target.add(address);
    return true;
  };
}

/**
 * Eight groups of up to four hexadecimal digits; `::` for zeros; the last two as IPv4. An IPv4
 * address is `::ffff:` and it.
 */
export function bindIpv6(writer: ColumnWriter): Put {
  const target = writerOf(writer, 'fixed');
  const bytes = new Uint8Array(16);
  return (value) => {
    if (value instanceof Uint8Array) {
      if (value.length !== 16) return false;
      target.addBytes(value, 0);
      return true;
    }
    if (typeof value !== 'string' || !readIpv6(value, bytes)) return false;
    target.addBytes(bytes, 0);
    return true;
  };
}

/** The address in a text from `start` to its end, or -1. */
function readIpv4(text: string, start: number): number {
  let address = 0;
  let at = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== POINT) return -1;
    const first = at;
    let n = 0;
    while (at < text.length && at < first + 3) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      n = n * 10 + digit;
      at++;
    }
    if (at === first || n > 255 || (at > first + 1 && text.charCodeAt(first) === 0x30)) return -1;
    address = address * 256 + n;
  }
  return at === text.length ? address : -1;
}

function readIpv6(text: string, into: Uint8Array): boolean {
  into.fill(0);
  if (text.length > 45) return false;
  const mapped = readIpv4(text, 0);
  if (mapped >= 0) {
    into[10] = into[11] = 0xff;
    writeWord(into, 12, mapped);
    return true;
  }
  let at = 0;
  let filled = 0;
  let gap = -1;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (filled === 16) return false;
    const end = endOfGroup(text, at);
    if (text.charCodeAt(end) === POINT) {
      const last = filled <= 12 ? readIpv4(text, at) : -1;
      if (last < 0) return false;
      writeWord(into, filled, last);
      filled += 4;
      at = text.length;
      break;
    }
    if (end === at || end > at + 4) return false;
    const group = Number.parseInt(text.slice(at, end), 16);
    into[filled++] = group >> 8;
    into[filled++] = group & 0xff;
    at = end;
    if (at === text.length) break;
    if (text.charCodeAt(at++) !== COLON) return false;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return false;
      gap = filled;
      at++;
    } else if (at === text.length) return false;
  }
  if (gap < 0) return filled === 16;
  if (filled > 14) return false;
  into.copyWithin(16 - (filled - gap), gap, filled);
  into.fill(0, gap, 16 - (filled - gap));
  return true;
}

function endOfGroup(text: string, from: number): number {
  let at = from;
  while (at < text.length && isHexDigit(text.charCodeAt(at))) at++;
  return at;
}

const isHexDigit = (c: number): boolean => (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);

function writeWord(into: Uint8Array, at: number, word: number): void {
  into[at] = word >>> 24;
  into[at + 1] = word >>> 16;
  into[at + 2] = word >>> 8;
  into[at + 3] = word;
}
