import { randomUUID } from 'node:crypto';
import type { ExactNumber } from '@proj/clickhouse-types';
import { endOfNumber, exactNumber, type LatinBuffer } from './exact-number.js';

type Exact = bigint | number | ExactNumber;

/** A text that no message can know. */
const MARK = randomUUID();

/**
 * As `JSON.parse`, but numbers that a double does not hold come exactly: they are taken out of the text, a marked string
 * stands in for each, and is replaced in what `JSON.parse` makes of the rest. So everything else is as `JSON.parse` has it.
 *
 * @param text gives the text of a part of the bytes
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExact(
  bytes: LatinBuffer,
  start: number,
  end: number,
  text: (from: number, to: number) => string,
): unknown {
  const numbers: Exact[] = [];
  let marked = '';
  let done = start;
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if (c === 0x22) i = endOfString(bytes, i + 1, end);
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      const last = endOfNumber(bytes, i, end);
      const number = exactNumber(bytes, i, last);
      if (number !== undefined && !isKey(bytes, last, end)) {
        marked += `${text(done, i)}"${MARK}${numbers.length}"`;
        numbers.push(number);
        done = last;
      }
      i = last - 1;
    }
  }
  const parsed: unknown = JSON.parse(marked + text(done, end));
  return numbers.length === 0 ? parsed : restore(parsed, numbers);
}

/** Begins after the opening quote; the index of the closing one. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    if (bytes[i] === 0x5c) i++;
    else if (bytes[i] === 0x22) return i;
  }
  return end;
}

/** A number where a key has to be is no JSON, and must not become one by standing in quotes. */
function isKey(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    if (bytes[i]! > 0x20) return bytes[i] === 0x3a;
  }
  return false;
}

function restore(value: unknown, numbers: readonly Exact[]): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? numbers[Number(value.slice(MARK.length))] : value;
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  // Each key is its own property, `__proto__` too: setting it reaches nothing else.
  for (const key in members) {
    const member = members[key];
    if (typeof member === 'string' || typeof member === 'object') members[key] = restore(member, numbers);
  }
  return value;
}
