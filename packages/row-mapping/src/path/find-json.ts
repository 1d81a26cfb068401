/**
 * Where a value stands in a message: from `start` (included) to `end` (not included). One object
 * for all messages of a column.
 */
export interface Place {
  start: number;
  end: number;
}

/** A step of a path to one value: a member of an object, or a position in an array. */
export interface NameStep {
  readonly name: string;
  /** The name in UTF-8. */
  readonly bytes: Uint8Array;
  /** The name as a position in an array; -1 if it is not one. */
  readonly position: number;
}

export const nameStep = (name: string): NameStep => ({
  name,
  bytes: Buffer.from(name),
  position: /^(?:0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1,
});

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Finds the JSON text of a value in a message that is known to be JSON, without decoding it. Of
 * keys that repeat the last one counts, as in the decoded value.
 *
 * @returns false when it is not there
 */
export function findJson(
  bytes: Uint8Array,
  start: number,
  end: number,
  steps: readonly NameStep[],
  into: Place,
): boolean {
  let at = skipBlank(bytes, start);
  for (const step of steps) {
    at = bytes[at] === OPEN_OBJECT ? memberOf(bytes, at, end, step) : elementOf(bytes, at, end, step);
    if (at < 0) return false;
  }
  into.start = at;
  into.end = endOfValue(bytes, at, end);
  return true;
}

function memberOf(bytes: Uint8Array, object: number, end: number, { name, bytes: wanted }: NameStep): number {
  let found = -1;
  let at = skipBlank(bytes, object + 1);
  while (at < end && bytes[at] === QUOTE) {
    const closing = endOfString(bytes, at + 1, end);
    const same = isKey(bytes, at, closing, name, wanted);
    // The colon is next.
    const value = skipBlank(bytes, skipBlank(bytes, closing + 1) + 1);
    if (same) found = value;
    at = skipBlank(bytes, endOfValue(bytes, value, end));
    if (bytes[at] !== COMMA) break;
    at = skipBlank(bytes, at + 1);
  }
  return found;
}

function elementOf(bytes: Uint8Array, array: number, end: number, { position }: NameStep): number {
  if (bytes[array] !== OPEN_ARRAY || position < 0) return -1;
  let at = skipBlank(bytes, array + 1);
  if (bytes[at] === CLOSE_ARRAY) return -1;
  for (let i = 0; i < position; i++) {
    at = skipBlank(bytes, endOfValue(bytes, at, end));
    if (bytes[at] !== COMMA) return -1;
    at = skipBlank(bytes, at + 1);
  }
  return at;
}

/** `at`: the opening quote. A key with escapes is decoded. */
function isKey(bytes: Uint8Array, at: number, closing: number, name: string, wanted: Uint8Array): boolean {
  const length = closing - at - 1;
  for (let i = at + 1; i < closing; i++) {
    if (bytes[i] === BACKSLASH) return JSON.parse(textOf(bytes, at, closing + 1)) === name;
  }
  if (length !== wanted.length) return false;
  for (let i = 0; i < length; i++) if (bytes[at + 1 + i] !== wanted[i]) return false;
  return true;
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

function endOfValue(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const c = bytes[at]!;
    if (c === QUOTE) {
      at = endOfString(bytes, at + 1, end);
      if (depth === 0) return at + 1;
    } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++;
    else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (c === COMMA || c <= 0x20)) return at;
  }
  return end;
}

/** The index of the closing quote. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at]! <= 0x20) at++;
  return at;
}
