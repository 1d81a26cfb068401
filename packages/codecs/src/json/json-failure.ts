import type { DecodeFailure } from '../contract/codec.js';
import { isWhiteSpace, MAX_DEPTH, scanJson, TOO_DEEP } from './json-scan.js';
import { findInvalidUtf8 } from './utf8.js';

/** Why a message is not JSON, in our own words. Bytes and lines are counted from 1. */
export function explainJsonFailure(bytes: Uint8Array, start: number, end: number): DecodeFailure {
  if (start === end) return { code: 'codecs/empty', message: 'not JSON: the message is empty' };

  const invalid = findInvalidUtf8(bytes, start, end);
  if (invalid >= 0) {
    return {
      code: 'codecs/invalid-utf8',
      message: `not UTF-8: ${hex(bytes[invalid]!)} at ${place(bytes, start, invalid)}`,
    };
  }
  if (bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
    return { code: 'codecs/byte-order-mark', message: 'not JSON: the message begins with a byte order mark' };
  }
  const wrong = scanJson(bytes, start, end);
  if (wrong === TOO_DEEP) {
    return { code: 'codecs/too-deep', message: `objects and arrays stand more than ${MAX_DEPTH} levels deep` };
  }
  return { code: 'codecs/json-syntax', message: `not JSON: ${describe(bytes, start, end, wrong < 0 ? end : wrong)}` };
}

function describe(bytes: Uint8Array, start: number, end: number, at: number): string {
  if (at < end) return `unexpected ${show(bytes, at, end)} at ${place(bytes, start, at)}`;
  for (let i = start; i < end; i++) {
    if (!isWhiteSpace(bytes[i]!)) return `the message ends too early, after byte ${end - start}`;
  }
  return 'the message is only white space';
}

function place(bytes: Uint8Array, start: number, at: number): string {
  let line = 1;
  for (let i = start; i < at; i++) if (bytes[i] === 0x0a) line++;
  return line === 1 ? `byte ${at - start + 1}` : `byte ${at - start + 1} (line ${line})`;
}

/** The character at a byte; one that cannot be seen as its number. */
function show(bytes: Uint8Array, at: number, end: number): string {
  const c = bytes[at]!;
  if (c < 0x20 || c === 0x7f) return hex(c);
  const [character] = Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(4, end - at)).toString('utf8');
  return c === 0x22 ? `'"'` : `"${character ?? ''}"`;
}

const hex = (c: number): string => `byte 0x${c.toString(16).padStart(2, '0')}`;
