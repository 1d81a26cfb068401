/** The bytes are one JSON text. */
export const WELL_FORMED = -1;
/** Objects and arrays stand in each other more than {@link MAX_DEPTH} deep. */
export const TOO_DEEP = -2;

/**
 * Levels of objects and arrays that a message may have: as many as ClickHouse's own JSON reader
 * allows. Far below what overflows the stack of `JSON.stringify` (some thousands), so that no later
 * step has to check.
 */
export const MAX_DEPTH = 1000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What we are inside of, by depth: the byte that closes it. One scan at a time, so one for all. */
const closers = new Uint8Array(MAX_DEPTH);

/**
 * Bytes that a string holds as they are; not the quote, not the backslash, not control characters.
 */
const PLAIN = Uint8Array.from({ length: 256 }, (_, c) => (c < 0x20 || c === QUOTE || c === BACKSLASH ? 0 : 1));

/**
 * Checks that `bytes` from `start` to `end` are one JSON text (RFC 8259), without building
 * anything. Gives the same answer as `JSON.parse`, except for depth. UTF-8 is not looked at: bytes
 * from 0x80 are taken as they are inside strings.
 *
 * @returns one of {@link WELL_FORMED} and {@link TOO_DEEP}, or the index of the first byte that
 * cannot be there (`end` when the text stops too early)
 */
export function scanJson(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  let i = skipWhiteSpace(bytes, start, end);
  value: for (;;) {
    if (i >= end) return end;
    const first = bytes[i]!;
    if (first === QUOTE) {
      i = skipString(bytes, i + 1, end);
    } else if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      if (depth === MAX_DEPTH) return TOO_DEEP;
      const closer = first + 2;
      i = skipWhiteSpace(bytes, i + 1, end);
      if (i < end && bytes[i] === closer) {
        i++;
      } else {
        closers[depth++] = closer;
        if (closer === CLOSE_OBJECT) {
          i = skipKey(bytes, i, end);
          if (i < 0) return ~i;
        }
        continue;
      }
    } else {
      i = skipScalar(bytes, i, end, first);
    }
    if (i < 0) return ~i;
    for (;;) {
      i = skipWhiteSpace(bytes, i, end);
      if (depth === 0) return i >= end ? WELL_FORMED : i;
      if (i >= end) return end;
      const next = bytes[i]!;
      const closer = closers[depth - 1]!;
      if (next === COMMA) {
        i = skipWhiteSpace(bytes, i + 1, end);
        if (closer === CLOSE_OBJECT) {
          i = skipKey(bytes, i, end);
          if (i < 0) return ~i;
        }
        continue value;
      }
      if (next !== closer) return i;
      depth--;
      i++;
    }
  }
}

// The functions below give the index after what they read, or the complement (`~`) of the index of
// the wrong byte.

function skipWhiteSpace(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && isWhiteSpace(bytes[i]!)) i++;
  return i;
}

export const isWhiteSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

/** A key, its colon, and the white space before the value. */
function skipKey(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end || bytes[from] !== QUOTE) return ~from;
  let i = skipString(bytes, from + 1, end);
  if (i < 0) return i;
  i = skipWhiteSpace(bytes, i, end);
  if (i >= end || bytes[i] !== COLON) return ~i;
  return skipWhiteSpace(bytes, i + 1, end);
}

/** Begins after the opening quote. */
function skipString(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  for (;;) {
    while (i < end && PLAIN[bytes[i]!] === 1) i++;
    if (i >= end) return ~end;
    const c = bytes[i]!;
    if (c === QUOTE) return i + 1;
    if (c !== BACKSLASH) return ~i;
    i = skipEscape(bytes, i + 1, end);
    if (i < 0) return i;
  }
}

/** Begins after the backslash. */
function skipEscape(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return ~end;
  switch (bytes[at]) {
    case 0x22: // "
    case 0x5c: // backslash
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let i = at + 1; i < at + 5; i++) {
        if (i >= end) return ~end;
        if (!isHexDigit(bytes[i]!)) return ~i;
      }
      return at + 5;
    default:
      return ~at;
  }
}

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

function skipScalar(bytes: Uint8Array, at: number, end: number, first: number): number {
  if (first === MINUS || isDigit(first)) return skipNumber(bytes, at, end);
  const word = first === 0x74 ? TRUE : first === 0x66 ? FALSE : first === 0x6e ? NULL : undefined;
  if (word === undefined) return ~at;
  for (let k = 1; k < word.length; k++) {
    if (at + k >= end) return ~end;
    if (bytes[at + k] !== word[k]) return ~(at + k);
  }
  return at + word.length;
}

function skipNumber(bytes: Uint8Array, at: number, end: number): number {
  let i = bytes[at] === MINUS ? at + 1 : at;
  if (i < end && bytes[i] === ZERO) i++;
  else {
    i = skipDigits(bytes, i, end);
    if (i < 0) return i;
  }
  if (i < end && bytes[i] === 0x2e) {
    i = skipDigits(bytes, i + 1, end);
    if (i < 0) return i;
  }
  if (i < end && (bytes[i]! | 0x20) === 0x65) {
    i++;
    if (i < end && (bytes[i] === 0x2b || bytes[i] === MINUS)) i++;
    i = skipDigits(bytes, i, end);
  }
  return i;
}

/** At least one digit. */
function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && isDigit(bytes[i]!)) i++;
  return i === from ? ~i : i;
}

const isDigit = (c: number): boolean => c >= ZERO && c <= NINE;

const isHexDigit = (c: number): boolean => isDigit(c) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);

/**
 * Whether a text may be deeper than {@link MAX_DEPTH}: counts what opens an object or an array,
 * inside strings too. A text of fewer than two bytes a level cannot be, and costs nothing.
 *
 * @param words the memory of `bytes`, four bytes at a time
 */
export function mayBeTooDeep(bytes: Uint8Array, start: number, end: number, words: Int32Array): boolean {
  if (end - start <= 2 * MAX_DEPTH) return false;
  const first = (bytes.byteOffset + start) >> 2;
  const last = Math.min((bytes.byteOffset + end) >> 2, words.length - 1);
  // What stands behind the last whole word counts as one that opens. Neighbours in the outermost
  // words do no harm.
  let opening = 1;
  for (let i = first; i <= last; i++) {
    // `[` and `{` differ in one bit, and no other byte becomes `{` with that bit set. Then a byte
    // of zeros is looked for.
    const rest = (words[i]! | 0x20202020) ^ 0x7b7b7b7b;
    if (((rest - 0x01010101) & ~rest & 0x80808080) !== 0) opening++;
  }
  return opening * 4 > MAX_DEPTH && countOpening(bytes, start, end) > MAX_DEPTH;
}

function countOpening(bytes: Uint8Array, start: number, end: number): number {
  let open = 0;
  for (let i = start; i < end; i++) if ((bytes[i]! | 0x20) === OPEN_OBJECT) open++;
  return open;
}

/** For {@link mayBeTooDeep}. */
export const wordsOf = ({ buffer }: Uint8Array): Int32Array => new Int32Array(buffer, 0, buffer.byteLength >> 2);
