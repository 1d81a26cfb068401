/** What a piece of an SQL expression is. */
export type SqlTokenKind =
  | 'name'
  /** A name with at least one part in backticks or double quotes: never a keyword. */
  | 'quoted-name'
  | 'number'
  | 'string'
  | 'open'
  | 'close'
  | 'comma'
  | 'operator'
  /** `.name` or `.1` behind a bracket. */
  | 'member'
  /** A quote that nothing closes; it takes the rest. */
  | 'unclosed';

export interface SqlToken {
  readonly kind: SqlTokenKind;
  /** A name without its quotes; anything else as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const BACKTICK = 96;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const POINT = 46;

/** By length, longest first. */
const OPERATORS = ['<=>', '->', '::', '==', '!=', '<>', '<=', '>=', '||'];

/**
 * Cuts an SQL expression into tokens: every character that is neither blank nor comment is in
 * exactly one. Each character is looked at a fixed number of times, whatever the text is.
 */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const start = at;
    if (isSpace(code)) {
      at++;
      continue;
    }
    if (isWord(code) && !isDigit(code)) {
      at = endOfName(text, at);
      tokens.push(nameToken(text, start, at));
    } else if (code === 44) {
      tokens.push({ kind: 'comma', text: ',', start, end: ++at });
    } else if (code === 40 || code === 91 || code === 123) {
      tokens.push({ kind: 'open', text: text.charAt(at), start, end: ++at });
    } else if (code === 41 || code === 93 || code === 125) {
      tokens.push({ kind: 'close', text: text.charAt(at), start, end: ++at });
    } else if (isDigit(code) || (code === POINT && isDigit(text.charCodeAt(at + 1)) && !followsBracket(tokens, at))) {
      at = endOfNumber(text, at);
      tokens.push(numberToken(text, start, at));
    } else if (code === QUOTE || code === BACKTICK || code === DOUBLE_QUOTE) {
      at = endOfQuoted(text, at);
      if (at < 0) {
        tokens.push({ kind: 'unclosed', text: text.charAt(start), start, end: text.length });
        break;
      }
      if (code === QUOTE) tokens.push({ kind: 'string', text: text.slice(start, at), start, end: at });
      else {
        at = endOfName(text, start);
        tokens.push(nameToken(text, start, at));
      }
    } else if (code === 45 && text.charCodeAt(at + 1) === 45) {
      at = endOf(text, '\n', at);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      at = endOfComment(text, at + 2);
    } else if (code === POINT && followsBracket(tokens, at)) {
      at = Math.max(at + 1, endOfName(text, at + 1));
      tokens.push({ kind: 'member', text: text.slice(start, at), start, end: at });
    } else {
      const operator = OPERATORS.find((one) => text.startsWith(one, start)) ?? text.charAt(start);
      at += operator.length;
      tokens.push({ kind: 'operator', text: operator, start, end: at });
    }
  }
  return tokens;
}

export const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  isDigit(code) ||
  code === 95 ||
  code === 36 ||
  (code > 127 && !isSpace(code));

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found + what.length;
}

/** Comments nest, as they do for ClickHouse. */
function endOfComment(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at + 1 < text.length; at++) {
    const isEnd = text.startsWith('*/', at);
    if (!isEnd && !text.startsWith('/*', at)) continue;
    at++;
    depth += isEnd ? -1 : 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** After the closing quote, or -1. A doubled quote and one behind a backslash do not close. */
function endOfQuoted(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === quote) {
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

/**
 * `a.b`, `` `a`.`b` ``, `t.1`, `j.a.:Int64`, `j.^a`: a name with everything that is reached from it
 * by points.
 */
function endOfName(text: string, start: number): number {
  let at = endOfPart(text, start);
  while (text.charCodeAt(at) === POINT) {
    const mark = text.charCodeAt(at + 1);
    const next = mark === 58 || mark === 94 ? at + 2 : at + 1;
    const end = endOfPart(text, next);
    if (end === next) break;
    at = end;
  }
  return at;
}

function endOfPart(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === BACKTICK || first === DOUBLE_QUOTE) {
    const end = endOfQuoted(text, start);
    return end < 0 ? start : end;
  }
  let at = start;
  while (isWord(text.charCodeAt(at))) at++;
  return at;
}

function nameToken(text: string, start: number, end: number): SqlToken {
  const written = text.slice(start, end);
  const quoted = written.includes('`') || written.includes('"');
  return { kind: quoted ? 'quoted-name' : 'name', text: quoted ? withoutQuotes(written) : written, start, end };
}

const withoutQuotes = (written: string): string => written.replace(/[`"]/g, '');

function endOfNumber(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isWord(code) || code === POINT) at++;
    else if ((code === 43 || code === 45) && (text.charCodeAt(at - 1) | 32) === 101 && !isHex(text, start)) at++;
    else return at;
  }
}

const isHex = (text: string, start: number): boolean =>
  text.charCodeAt(start) === 48 && (text.charCodeAt(start + 1) | 32) === 120;

/** A word that begins with a digit but is not a number is a name: `2fa_enabled`. */
function numberToken(text: string, start: number, end: number): SqlToken {
  const written = text.slice(start, end);
  const isNumber = /^(?:0[xXbB][\da-fA-F_]+|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)$/.test(written);
  return { kind: isNumber ? 'number' : 'name', text: written, start, end };
}

function followsBracket(tokens: readonly SqlToken[], at: number): boolean {
  const last = tokens.at(-1);
  return last?.end === at && (last.kind === 'close' || last.kind === 'member');
}
