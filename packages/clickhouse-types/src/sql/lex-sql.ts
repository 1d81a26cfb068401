/** What a piece of SQL is to ClickHouse. Blanks are in no piece. */
export type SqlPieceKind =
  | 'word'
  /** In backticks or double quotes. */
  | 'quoted-name'
  | 'string'
  | 'number'
  | 'comment'
  | 'open'
  | 'close'
  | 'comma'
  | 'operator'
  /** What may not stand in SQL that becomes part of a statement; see `problem`. */
  | 'refused';

export interface SqlPiece {
  readonly kind: SqlPieceKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a refused piece: why, as a clause without a full stop. */
  readonly problem?: string;
}

const WORD = /[A-Za-z0-9_$]*/y;
/** `$` does not continue a word that begins with a digit: it could begin a heredoc. */
const NUMBER = /[0-9][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]*)?/y;
const EXPONENT = /^[0-9_.]+[eE]$/;
const SIGNED_DIGITS = /[+-][0-9_]+/y;
const BLANK = /[ \t\n\v\f\r\u00a0\ufeff]/;
const CURLY = /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f]/;

/**
 * Cuts SQL the way ClickHouse's own lexer does: comments nest, `//` and `#` begin comments too,
 * `$tag$` begins a heredoc, and curly quotes quote. Whatever could end, hide or begin something
 * that the caller does not see is a refused piece; the text after an unclosed one is part of it.
 * Takes time in proportion to the text.
 */
export function lexSql(text: string): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let at = 0;
  while (at < text.length) {
    const first = text.charAt(at);
    if (BLANK.test(first)) at++;
    else {
      const piece = pieceAt(text, at, pieces.at(-1));
      pieces.push(piece);
      at = piece.end;
    }
  }
  return pieces;
}

function pieceAt(text: string, start: number, before: SqlPiece | undefined): SqlPiece {
  const first = text.charAt(start);
  const piece = (kind: SqlPieceKind, end: number): SqlPiece => ({ kind, text: text.slice(start, end), start, end });
  const refuse = (problem: string, end = start + 1): SqlPiece => ({ ...piece('refused', end), problem });
  if (first === "'" || first === '"' || first === '`') {
    const end = endOfQuoted(text, start, first);
    if (end < 0) return refuse(`the quote ${first} is not closed`, text.length);
    if (text.slice(start, end).includes('\0')) return refuse('it holds a NUL character', end);
    if (first !== "'") return piece('quoted-name', end);
    // After a word a quote begins another kind of literal, with rules of its own.
    return before?.end === start &&
      before.kind === 'word' &&
      !/^[xb]'[0-9a-f]*'$/i.test(before.text + text.slice(start, end))
      ? refuse(`a blank is missing before ${first}`, end)
      : piece('string', end);
  }
  if (text.startsWith('--', start)) return piece('comment', endOfLine(text, start));
  if (text.startsWith('/*', start)) {
    const end = endOfNested(text, start);
    return end < 0 ? refuse('the comment /* is not closed', text.length) : piece('comment', end);
  }
  if (text.startsWith('*/', start)) return refuse('nothing opens the comment that */ closes', start + 2);
  if (text.startsWith('//', start)) return refuse('// begins a comment', start + 2);
  if (/[0-9]/.test(first)) return piece('number', endOfNumber(text, start));
  if (/[A-Za-z_]/.test(first)) return piece('word', matchEnd(WORD, text, start));
  if (first === '(' || first === '[') return piece('open', start + 1);
  if (first === ')' || first === ']') return piece('close', start + 1);
  if (first === ',') return piece('comma', start + 1);
  if (first === ';') return refuse('; ends a statement');
  if (first === '$') return refuse('$ cannot stand outside quotes');
  if (first === '{' || first === '}') return refuse(`${first} cannot stand outside quotes`);
  if (first === '#' || first === '@' || first === '\\') return refuse(`${first} cannot stand outside quotes`);
  if (CURLY.test(first)) return refuse('a curly quote cannot stand outside plain quotes');
  if (first === '\u2212') return refuse('the minus sign \u2212 is not a hyphen');
  if (first === '\0') return refuse('it holds a NUL character');
  if (first < ' ' || first === '\u007f') return refuse('it holds a control character');
  if (first > '~')
    return refuse('letters other than A to Z must stand in quotes or backticks', endOfForeign(text, start));
  return piece('operator', start + 1);
}

/** After the closing quote, or -1. A doubled quote and one after a backslash do not close. */
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

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

function endOfNested(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at + 1 < text.length) {
    const two = text.slice(at, at + 2);
    if (two === '/*') depth++;
    else if (two === '*/' && --depth === 0) return at + 2;
    at += two === '/*' || two === '*/' ? 2 : 1;
  }
  return -1;
}

function endOfNumber(text: string, start: number): number {
  const end = matchEnd(NUMBER, text, start);
  return EXPONENT.test(text.slice(start, end)) ? matchEnd(SIGNED_DIGITS, text, end) : end;
}

function endOfForeign(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text.charAt(end) > '~' && !BLANK.test(text.charAt(end))) end++;
  return end;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
