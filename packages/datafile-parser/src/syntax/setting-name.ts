import { nearestName } from '@proj/diagnostics';

import type { FileKind } from '../settings/definition.js';
import { certainSetting, findSetting } from '../settings/table.js';
import { endOfLine, isBlank, isLineEnd, scanWord, skipBlanks, startOfNextLine } from './scan.js';

/*
 * How far the name of a setting reaches and which one it is meant to be. A name that is misspelt is
 * read like the one that it can only be, so that its block is not taken for settings, each of them
 * unknown.
 */

/** Those whose value is not read like any other. */
export type SpecialName = 'SCHEMA' | 'INDEXES' | 'DESCRIPTION';

const SPECIAL: ReadonlyMap<string, SpecialName> = new Map([
  ['SCHEMA', 'SCHEMA'],
  ['INDEXES', 'INDEXES'],
  ['INDICES', 'INDEXES'],
  ['DESCRIPTION', 'DESCRIPTION'],
]);

/** No name of a setting is longer. */
const LONGEST = 64;

/** A name as it stands in a file. */
export interface ScannedName {
  readonly end: number;
  /** What it is or can only be meant to be, if that is read in a way of its own. */
  readonly special: SpecialName | undefined;
}

/**
 * Reads a name: one word, or several that are a name once there are underscores for the blanks, as
 * in `KAFKA TOPIC`. A `>` that ends the line belongs to the block: `SCHEMA>`.
 */
export function scanName(kind: FileKind, text: string, at: number): ScannedName {
  const end = scanWord(text, at);
  if (end - at > LONGEST) return { end, special: undefined };
  const word = text.slice(at, end);
  const known = findSetting(kind, word);
  if (known && known.name !== 'ENGINE') return { end, special: SPECIAL.get(known.name) };
  if (word.endsWith('>') && isLastOnLine(text, end) && mayHaveBlock(kind, word.slice(0, -1))) {
    return { end: end - 1, special: specialName(kind, word.slice(0, -1)) };
  }
  const otherEnd = joinedName(kind, text, at)?.end ?? gluedName(kind, text, at);
  return otherEnd === undefined
    ? { end, special: known ? undefined : specialName(kind, word) }
    : { end: otherEnd, special: specialName(kind, text.slice(at, otherEnd)) };
}

function specialName(kind: FileKind, word: string): SpecialName | undefined {
  const known = findSetting(kind, word);
  if (known) return SPECIAL.get(known.name);
  // The table is long and these are few, so it is asked only when one of them is near.
  if (nearestName(word, SPECIAL.keys(), 2) === undefined) return undefined;
  return SPECIAL.get(certainSetting(kind, word) ?? '');
}

/**
 * `ENGINE"MergeTree"`, `KAFKA_TOPICorders`: the end of a name in capitals when the blank after it
 * is missing.
 */
export function gluedName(kind: FileKind, text: string, at: number): number | undefined {
  const end = scanWord(text, at);
  const word = text.slice(at, Math.min(end, at + LONGEST));
  const [name = ''] = /^[A-Z0-9_]+(?=["'a-z])/.exec(word) ?? [];
  const definition = findSetting(kind, name);
  if (!definition || definition.retired) return undefined;
  // With a value behind it, it may just as well be misspelt at its end.
  return isLastOnLine(text, end) || certainSetting(kind, word) === undefined ? at + name.length : undefined;
}

/**
 * `ENGINE SORTING KEY`: words that are a name together. Those after a word that is a name itself
 * must be in capitals.
 */
export function joinedName(
  kind: FileKind,
  text: string,
  at: number,
): { readonly name: string; readonly end: number } | undefined {
  let end = scanWord(text, at);
  let name = text.slice(at, Math.min(end, at + LONGEST));
  const inCapitals = findSetting(kind, name) !== undefined;
  let found: { readonly name: string; readonly end: number } | undefined;
  for (let words = 2; words <= 5 && name.length < LONGEST; words++) {
    const start = skipBlanks(text, end);
    if (start === end) break;
    end = scanWord(text, start);
    const word = text.slice(start, Math.min(end, start + LONGEST));
    if (!(inCapitals ? /^[A-Z]+$/ : /^\w+$/).test(word)) break;
    name += `_${word}`;
    const definition = findSetting(kind, name);
    if (definition && !definition.retired) found = { name: definition.name, end };
  }
  return found;
}

/**
 * A word with `>` behind it that can only be the beginning of a block: `SCHMA >`, `TAGS>`,
 * `SHARED WITH >`.
 */
export function beginsBlock(kind: FileKind, text: string, at: number): boolean {
  const lineEnd = endOfLine(text, at);
  if (!text.slice(at, Math.min(lineEnd, at + 2 * LONGEST)).includes('>')) return false;
  const end = joinedName(kind, text, at)?.end ?? scanWord(text, at);
  if (end - at > LONGEST) return false;
  const word = text.slice(at, end);
  if (word.endsWith('>')) return isLastOnLine(text, end) && mayHaveBlock(kind, word.slice(0, -1));
  const mark = skipBlanks(text, end);
  return text[mark] === '>' && isLastOnLine(text, mark + 1) && mayHaveBlock(kind, word);
}

function mayHaveBlock(kind: FileKind, word: string): boolean {
  const name = findSetting(kind, word) ? word : certainSetting(kind, word);
  const definition = name === undefined ? undefined : findSetting(kind, name);
  return definition !== undefined && definition.block !== 'never';
}

function isLastOnLine(text: string, at: number): boolean {
  const code = text.charCodeAt(skipBlanks(text, at));
  return isLineEnd(code) || code === 35;
}

/**
 * Where the block of a name begins although there is no `>` on its line: the next line with
 * something on it is indented and begins with no setting, or it is the `>`.
 *
 * @param at The end of the line with the name.
 */
export function findUnmarkedBlock(kind: FileKind, text: string, at: number): number | undefined {
  for (let line = at; ; line = endOfLine(text, line)) {
    while (isLineEnd(text.charCodeAt(line)) && line < text.length) line++;
    const start = skipBlanks(text, line);
    if (start >= text.length) return undefined;
    if (text[start] === '#' || isLineEnd(text.charCodeAt(start))) continue;
    if (text[start] === '>' && isLineEnd(text.charCodeAt(skipBlanks(text, start + 1))))
      return startOfNextLine(text, start);
    if (!isBlank(text.charCodeAt(line)) && text[start] !== '`') return undefined;
    const word = text.slice(start, Math.min(scanWord(text, start), start + LONGEST));
    const isSetting = findSetting('datasource', word) ?? findSetting('connection', word) ?? certainSetting(kind, word);
    return isSetting === undefined ? startOfNextLine(text, at) : undefined;
  }
}
