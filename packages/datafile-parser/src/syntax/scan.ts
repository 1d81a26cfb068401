/*
 * Scanners by hand, for what a regular expression cannot do in linear time and constant memory:
 * each looks at a character at most twice, whatever the text is. All of them take an offset and
 * return the offset after the match.
 */

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const QUOTE = 39;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const NO_BREAK_SPACE = 0xa0;
const BYTE_ORDER_MARK = 0xfeff;

/** Blanks separate words and never end a line. */
export const isBlank = (code: number): boolean =>
  code === SPACE || code === TAB || code === 11 || code === 12 || code === NO_BREAK_SPACE;

/** The end of the text counts as the end of a line: `charCodeAt` gives NaN there. */
export const isLineEnd = (code: number): boolean => code === LF || code === CR || Number.isNaN(code);

const isQuote = (code: number): boolean => code === DOUBLE_QUOTE || code === QUOTE;

export function endOfLine(text: string, from: number): number {
  let at = from;
  while (!isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** After the line break, which is LF, CRLF or CR. */
export function startOfNextLine(text: string, from: number): number {
  const end = endOfLine(text, from);
  if (end >= text.length) return end;
  return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** True in the first column; a byte-order mark at the start of the file does not count. */
export function isFirstColumn(text: string, at: number): boolean {
  if (at === 0 || (at === 1 && text.charCodeAt(0) === BYTE_ORDER_MARK)) return true;
  const before = text.charCodeAt(at - 1);
  return before === LF || before === CR;
}

export interface Scanned {
  readonly end: number;
  /**
   * False when the line ended before the closing character was there; `end` is then the end of the
   * line.
   */
  readonly closed: boolean;
}

export const startsTemplate = (text: string, at: number): boolean =>
  text.charCodeAt(at) === OPEN_BRACE &&
  (text.charCodeAt(at + 1) === OPEN_BRACE || text.charCodeAt(at + 1) === 37 || text.charCodeAt(at + 1) === HASH);

/** From `{{`, `{%` or `{#` to the closing twin. Quoted texts inside may hold anything, `}}` too. */
export function scanTemplate(text: string, from: number): Scanned {
  const opener = text.charCodeAt(from + 1);
  const closer = opener === OPEN_BRACE ? CLOSE_BRACE : opener;
  let at = from + 2;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return { end: at, closed: false };
    if (code === closer && text.charCodeAt(at + 1) === CLOSE_BRACE) return { end: at + 2, closed: true };
    at = opener === OPEN_BRACE && isQuote(code) ? scanString(text, at).end : at + 1;
  }
}

/** A quoted text with backslash escapes, on one line. */
export function scanString(text: string, from: number): Scanned {
  const quote = text.charCodeAt(from);
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return { end: at, closed: false };
    if (code === quote) return { end: at + 1, closed: true };
    at += code === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1)) ? 2 : 1;
  }
}

/**
 * A word of a value: up to a blank, a `#` or the end of the line; templates in it may hold all of
 * these.
 */
export function scanWord(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) || isBlank(code) || code === HASH) return at;
    at = startsTemplate(text, at) ? scanTemplate(text, at).end : at + 1;
  }
}

/** A quoted word of a value. It has no escapes; templates in it may contain the same quotes. */
export function scanQuoted(text: string, from: number): Scanned {
  const quote = text.charCodeAt(from);
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return { end: at, closed: false };
    if (code === quote) return { end: at + 1, closed: true };
    at = startsTemplate(text, at) ? scanTemplate(text, at).end : at + 1;
  }
}

/**
 * An SQL string: escaped by a backslash or by doubling the quote; may not go over the end of the
 * line.
 */
export function scanSqlString(text: string, from: number): Scanned {
  const first = scanString(text, from);
  let { end } = first;
  let closed = first.closed;
  while (closed && text.charCodeAt(end) === text.charCodeAt(from)) {
    ({ end, closed } = scanString(text, end));
  }
  return { end, closed };
}
