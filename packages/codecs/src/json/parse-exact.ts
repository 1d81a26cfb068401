import { randomBytes } from 'node:crypto';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { endOfNumber, exactNumber, findExactNumber, type LatinBuffer } from './exact-number.js';

/** A number that was cut out of the text, and the name before it, if one is there. */
interface Cut {
  readonly number: bigint | number | ExactNumber;
  readonly name: string | undefined;
}

type TextOf = (from: number, to: number) => string;

/** A text that no message can know. */
const MARK = randomBytes(12).toString('base64url');

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * As `JSON.parse`, but numbers that a double does not hold come exactly: they are cut out of the
 * text, a marked string stands in for each, and is replaced in what `JSON.parse` makes of the rest.
 * So everything else is as `JSON.parse` has it.
 *
 * What looks like a number may be in a string. To find that out all that stands before would have
 * to be read; instead it is cut out, too: the quote of its mark then ends that string, the mark
 * stands bare behind it, and that is never JSON. Only then is the text read from its begin.
 *
 * @param first what {@link findExactNumber} found
 * @param text gives the text of a part of the bytes
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseExact(bytes: LatinBuffer, start: number, end: number, first: number, text: TextOf): unknown {
  try {
    return cutAndParse(bytes, start, end, first, text, false);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return cutAndParse(bytes, start, end, first, text, true);
  }
}

function cutAndParse(
  bytes: LatinBuffer,
  start: number,
  end: number,
  first: number,
  text: TextOf,
  skipStrings: boolean,
): unknown {
  const cuts: Cut[] = [];
  let marked = '';
  let done = start;
  let from = start;
  for (let at = first; at >= 0; at = findExactNumber(bytes, from, end)) {
    const outside = skipStrings ? skipStringsTo(bytes, from, at, end) : at;
    from = outside;
    if (outside > at) continue;
    from = endOfNumber(bytes, at, end);
    const number = exactNumber(bytes, at, from);
    if (number === undefined || isKey(bytes, from, end)) continue;
    marked += `${text(done, at)}"${MARK}${cuts.length}"`;
    done = from;
    cuts.push({ number, name: nameBefore(bytes, start, at, text) });
  }
  const parsed: unknown = JSON.parse(marked + text(done, end));
  return cuts.every((cut, i) => putBack(parsed, cut, i)) ? parsed : restore(parsed, cuts);
}

/** Most numbers are members of the message itself. Anything else has to be looked for. */
function putBack(parsed: unknown, { number, name }: Cut, index: number): boolean {
  if (name === undefined || typeof parsed !== 'object' || parsed === null) return false;
  const members = parsed as Record<string, unknown>;
  // What is marked is the object's own property, whatever its name: setting it reaches nothing
  // else.
  if (members[name] !== `${MARK}${index}`) return false;
  members[name] = number;
  return true;
}

function restore(value: unknown, cuts: readonly Cut[]): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? cuts[Number(value.slice(MARK.length))]?.number : value;
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const key in members) {
    const member = members[key];
    // What was put back already is whole.
    if (member instanceof ExactNumber) continue;
    if (typeof member === 'string' || typeof member === 'object') members[key] = restore(member, cuts);
  }
  return value;
}

/** From a place outside of strings: `at`, or the end of the string in which that is. */
function skipStringsTo(bytes: Uint8Array, from: number, at: number, end: number): number {
  let i = from;
  while (i < at) i = bytes[i] === QUOTE ? endOfString(bytes, i + 1, end) + 1 : i + 1;
  return i;
}

/** Begins after the opening quote; the index of the closing one. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === QUOTE) return i;
  }
  return end;
}

/**
 * What stands between the last two quotes before `"…":`. Only a guess at the member's name: the
 * mark shows whether it is one.
 */
function nameBefore(bytes: LatinBuffer, start: number, at: number, text: TextOf): string | undefined {
  let i = at - 1;
  while (i > start && bytes[i]! <= 0x20) i--;
  if (bytes[i] !== COLON) return undefined;
  do i--;
  while (i > start && bytes[i]! <= 0x20);
  if (bytes[i] !== QUOTE) return undefined;
  const close = i;
  do i--;
  while (i > start && bytes[i] !== QUOTE);
  return i < start ? undefined : text(i + 1, close);
}

/** A number in place of a key is not JSON, and must not become a key by being quoted. */
function isKey(bytes: Uint8Array, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    if (bytes[i]! > 0x20) return bytes[i] === COLON;
  }
  return false;
}
