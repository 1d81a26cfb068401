import { randomBytes } from 'node:crypto';
import type { ExactNumber } from '@proj/clickhouse-types';
import { endOfNumber, exactNumber, findExactNumber, type LatinBuffer } from './exact-number.js';
import { MAX_DEPTH } from './json-scan.js';

type Exact = bigint | number | ExactNumber;

/** A number, and the way to it: names and positions. */
interface Found {
  readonly number: Exact;
  readonly way: readonly (string | number)[];
}

/** A text that no message can know. */
const MARK = randomBytes(12).toString('base64url');

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/** By depth: where the last key begins, or -1 in an array; and the position in it. One message at a time, so one for all. */
const keyAt = new Int32Array(MAX_DEPTH + 2);
const position = new Int32Array(MAX_DEPTH + 2);

/**
 * As `JSON.parse`, but numbers that a double does not hold come exactly: they are taken out of the text, a marked string
 * stands in for each, and is replaced in what `JSON.parse` makes of the rest. So everything else is as `JSON.parse` has it.
 *
 * @param first what {@link findExactNumber} found: what stands before is only looked through for the way
 * @param text gives the text of a part of the bytes
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExact(
  bytes: LatinBuffer,
  start: number,
  end: number,
  first: number,
  text: (from: number, to: number) => string,
): unknown {
  const found: Found[] = [];
  let marked = '';
  let done = start;
  let depth = 0;
  let string = start;
  let i = start;
  for (let next = first; next >= 0; next = findExactNumber(bytes, i, end)) {
    for (; i < next; i++) {
      const c = bytes[i]!;
      if (c === QUOTE) {
        string = i;
        i = endOfString(bytes, i + 1, end);
      } else if (c === COLON) keyAt[depth] = string;
      else if (c === COMMA) position[depth]!++;
      else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
        depth++;
        keyAt[depth] = -1;
        position[depth] = 0;
      } else if (c === OPEN_OBJECT + 2 || c === OPEN_ARRAY + 2) depth--;
    }
    // It was in a string.
    if (i > next) continue;
    i = endOfNumber(bytes, next, end);
    const number = exactNumber(bytes, next, i);
    if (number === undefined || isKey(bytes, i, end)) continue;
    marked += `${text(done, next)}"${MARK}${found.length}"`;
    done = i;
    found.push({ number, way: wayTo(bytes, depth, end, text) });
  }
  let parsed: unknown = JSON.parse(marked + text(done, end));
  for (const [k, { number, way }] of found.entries()) {
    if (way.length > 0) putBack(parsed, way, `${MARK}${k}`, number);
    else if (parsed === `${MARK}${k}`) parsed = number;
  }
  return parsed;
}

function wayTo(
  bytes: LatinBuffer,
  depth: number,
  end: number,
  text: (from: number, to: number) => string,
): readonly (string | number)[] {
  const way: (string | number)[] = [];
  for (let d = 1; d <= depth; d++) {
    const key = keyAt[d]!;
    if (key < 0) way.push(position[d]!);
    else {
      const close = endOfString(bytes, key + 1, end);
      const name = text(key + 1, close);
      way.push(name.includes('\\') ? (JSON.parse(text(key, close + 1)) as string) : name);
    }
  }
  return way;
}

/** Where keys repeat, the way may lead to another value; only what is marked is replaced. */
function putBack(parsed: unknown, way: readonly (string | number)[], mark: string, number: Exact): void {
  let value = parsed;
  for (let k = 0; k < way.length; k++) {
    if (typeof value !== 'object' || value === null) return;
    const members = value as Record<string | number, unknown>;
    const step = way[k]!;
    value = members[step];
    // It is the object's own property, `__proto__` too: setting it reaches nothing else.
    if (value === mark) members[step] = number;
  }
}

/** Begins after the opening quote; the index of the closing one. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    if (bytes[i] === 0x5c) i++;
    else if (bytes[i] === QUOTE) return i;
  }
  return end;
}

/** A number where a key has to be is no JSON, and must not become one by standing in quotes. */
function isKey(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    if (bytes[i]! > 0x20) return bytes[i] === COLON;
  }
  return false;
}
