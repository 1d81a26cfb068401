import { nearestName } from '@proj/diagnostics';

import type { FileKind } from '../settings/definition.js';
import { findSetting, settingsFor } from '../settings/table.js';
import { endOfLine, isBlank, isLineEnd, scanWord, skipBlanks } from './scan.js';
import { beginsBlock, gluedName, joinedName } from './setting-name.js';

/*
 * Where a block ends: at a line whose first column begins with a setting. Everything else is the
 * block's.
 */

/**
 * In text only a setting of this kind of file ends the block: prose may look like anything else.
 * SETTINGS and INDICES are refused anyway, and a query may end in SETTINGS. A misspelt name
 * followed by `>` is not prose.
 */
export function endsText(kind: FileKind, text: string, at: number): boolean {
  const word = wordAt(text, at);
  if (word === undefined) return false;
  if (findSetting(kind, word)) return !/^(?:SETTINGS|INDICES)$/i.test(word);
  return beginsBlock(kind, text, at);
}

/**
 * In a schema or a list of indexes also a word that is nearly a setting, or a setting of the other
 * kind of file, unless the line looks like a column: there it can only be a mistake, which is then
 * reported as such.
 */
export function endsSchema(kind: FileKind, text: string, at: number): boolean {
  const word = wordAt(text, at);
  if (word === undefined) return false;
  if (findSetting(kind, word)) return true;
  if (looksLikeColumn(text, at)) return false;
  if (!isUpperCase(word)) return beginsBlock(kind, text, at) || gluedName(kind, text, at) !== undefined;
  return looksLikeSetting(kind, word) || beginsBlock(kind, text, at) || joinedName(kind, text, at) !== undefined;
}

/**
 * A misspelt setting that a text block would take for its own, and the name that was probably
 * meant.
 */
export function swallowedSetting(
  kind: FileKind,
  text: string,
  at: number,
): { word: string; meant: string } | undefined {
  const word = wordAt(text, at);
  if (word === undefined || !isUpperCase(word) || word.length < 4 || findSetting(kind, word)) return undefined;
  const after = skipBlanks(text, at + word.length);
  if (isLineEnd(text.charCodeAt(after))) return undefined;
  const meant = meantSetting(kind, word);
  return meant === undefined ? undefined : { word, meant };
}

/** One letter off for short names, two for long ones. */
function meantSetting(kind: FileKind, word: string): string | undefined {
  return nearestName(word, settingsFor(kind).keys(), word.length < 7 ? 1 : 2);
}

function looksLikeSetting(kind: FileKind, word: string): boolean {
  const other = kind === 'connection' ? 'datasource' : 'connection';
  return (
    findSetting(other, word) !== undefined ||
    /^(?:KAFKA|ENGINE|IMPORT|PG|S3|GCS|DYNAMODB)_/.test(word) ||
    meantSetting(kind, word) !== undefined
  );
}

const TYPE_START =
  /^(?:String|FixedString|U?Int\d|Float\d|BFloat|Decimal|Date|Time|UUID|IPv|Enum|Array|Map|Tuple|Nested|Nullable|LowCardinality|SimpleAggregateFunction|AggregateFunction|Variant|Dynamic|JSON|Bool|Object|Point|Ring|Polygon)/;

function looksLikeColumn(text: string, at: number): boolean {
  const start = skipBlanks(text, scanWord(text, at));
  const rest = text.slice(start, Math.min(endOfLine(text, start), start + 200));
  return rest.startsWith('`') || rest.includes('`json:') || rest.trimEnd().endsWith(',') || TYPE_START.test(rest);
}

/** In capitals, but for one letter or sign that is wrong. */
const isUpperCase = (word: string): boolean => /^(?=[A-Za-z]..)[A-Z0-9_]*[a-z.-]?[A-Z0-9_]*[:=>]?$/.test(word);

/**
 * The first word of a line, up to a blank or a comment. Undefined when it is longer than any
 * setting.
 */
function wordAt(text: string, at: number): string | undefined {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isLineEnd(code) || isBlank(code) || code === 35) break;
    if (end - at > 64) return undefined;
    end++;
  }
  return end > at ? text.slice(at, end) : undefined;
}
