import type { Span } from '@proj/diagnostics';

type TokenKind =
  | 'word'
  | 'number'
  /** A name in back-ticks or double quotes. */
  | 'name'
  | 'string'
  | 'mark'
  /** A quote that never ends; it takes the rest of the text. */
  | 'unclosed'
  /** A character that has no meaning in types. */
  | 'other';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
}

const SPACE = /\s/;
const WORD = /[\w$]/;
const MARKS = '(),=.+-';
const NUMBER = /^(?:0[xX][\dA-Fa-f]+|\d[\d_]*)$/;

/**
 * Cuts a text into tokens: every character that is neither blank nor comment is in exactly one of
 * them. Written by hand and not as one expression, so that no input can make it slow.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const first = text.charAt(at);
    let kind: TokenKind | undefined;
    if (SPACE.test(first)) at++;
    else if (text.startsWith('--', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
    else if (first === "'" || first === '`' || first === '"') {
      at = endOfQuoted(text, at, first);
      kind = at < 0 ? 'unclosed' : first === "'" ? 'string' : 'name';
      if (at < 0) at = text.length;
    } else if (WORD.test(first) || (first === '.' && /\d/.test(text.charAt(at + 1)) && !continuesPath(tokens, at))) {
      at = endOfWord(text, at);
      if (/[\d.]/.test(first)) at = endOfFraction(text, start, at);
      const piece = text.slice(start, at);
      kind = NUMBER.test(piece) || /[.]/.test(piece) || /^\d+[eE][+-]?\d+$/.test(piece) ? 'number' : 'word';
    } else {
      at++;
      kind = MARKS.includes(first) ? 'mark' : 'other';
    }
    if (kind !== undefined) tokens.push({ kind, text: text.slice(start, at), span: { start, end: at } });
  }
  return tokens;
}

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
}

/** The end of a quoted piece, or -1. A doubled quote and one after a backslash do not end it. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const one = text.charAt(at);
    if (one === '\\') at++;
    else if (one === quote) {
      if (text.charAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && WORD.test(text.charAt(at))) at++;
  return at;
}

/** Goes on over `.5`, `e-1`: what makes a number of digits that were read. */
function endOfFraction(text: string, start: number, digitsEnd: number): number {
  let at = digitsEnd;
  if (text.charAt(at) === '.' && /^[\d_]*$/.test(text.slice(start, at))) at = endOfWord(text, at + 1);
  if (/^[\d_.]*[eE]$/.test(text.slice(start, at)) && /[+-]/.test(text.charAt(at))) at = endOfWord(text, at + 1);
  return at;
}

/** In `a.1` the point belongs to a path, in `(.5)` to a number. */
function continuesPath(tokens: readonly Token[], at: number): boolean {
  const last = tokens.at(-1);
  return last?.span.end === at && (last.kind === 'word' || last.kind === 'name');
}
