import { createToken, Lexer, type CustomPatternMatcherFunc, type IToken, type TokenType } from 'chevrotain';

import { endOfLine, scanSqlString, scanString, scanTemplate, startsTemplate } from './scan.js';
import { Code, NameStart, Separator } from './tokens.js';

/*
 * Tokens of SCHEMA and INDEXES blocks: enough of SQL to see where a column, a type or an expression
 * ends.
 */

export const COMMENTS = 'comments';

export const match = (text: string, from: number, end: number): [string] | null =>
  end > from ? [text.slice(from, end)] : null;

/*
 * What a token may begin with, in ASCII. With a hint for every token Chevrotain tries only those
 * that are possible at a character, which makes lexing about a third faster. A hint may say too
 * much, never too little; a text with other characters is read without hints.
 */
export const ANYTHING: readonly number[] = Array.from({ length: 128 }, (_, i) => i);
export const BLANKS: readonly number[] = [9, 10, 11, 12, 13, 32];
export const LINE_ENDS: readonly number[] = [10, 13];
export const LETTERS: readonly number[] = ANYTHING.filter((code) => /[A-Za-z]/.test(String.fromCharCode(code)));

export const JsonPath = createToken({ name: 'JsonPath', start_chars_hint: ['`'], pattern: /`json:[^`\r\n]*`/i });
export const Backticked = createToken({
  name: 'Backticked',
  start_chars_hint: ['`'],
  pattern: /`[^`\s]*`|`[^`\r\n]*`(?!json:)/i,
  categories: [Code, NameStart],
});
export const UnclosedBacktick = createToken({
  name: 'UnclosedBacktick',
  start_chars_hint: ['`'],
  pattern: custom((text, at) => (text[at] === '`' ? match(text, at, scanUnclosedName(text, at)) : null)),
  categories: [Code, NameStart],
});
/** The backtick that ends a name or a path whose first one is missing. */
export const StrayBacktick = createToken({
  name: 'StrayBacktick',
  start_chars_hint: ['`'],
  pattern: custom((text, at) =>
    text[at] === '`' && /[\w\])]/.test(text[at - 1] ?? '') && /[\s,]/.test(text[at + 1] ?? '\n')
      ? match(text, at, at + 1)
      : null,
  ),
  categories: Code,
});
export const DoubleQuoted = createToken({
  name: 'DoubleQuoted',
  start_chars_hint: ['"'],
  pattern: custom((text, at) => quoted(text, at, '"', true)),
  categories: [Code, NameStart],
});
export const SqlString = createToken({
  name: 'SqlString',
  start_chars_hint: ["'"],
  pattern: custom((text, at) => quoted(text, at, "'", true)),
  categories: Code,
});
export const UnclosedString = createToken({
  name: 'UnclosedString',
  start_chars_hint: ['"', "'"],
  pattern: custom((text, at) => quoted(text, at, text[at] ?? '', false)),
  categories: Code,
});

export const Opening = createToken({
  name: 'Opening',
  start_chars_hint: ['(', '[', '{'],
  pattern: /[([{]/,
  categories: Code,
});
export const Closing = createToken({
  name: 'Closing',
  start_chars_hint: [')', ']', '}'],
  pattern: /[)\]}]/,
  categories: Code,
});
export const Comma = createToken({ name: 'Comma', pattern: ',', categories: Separator });

/** What a column clause begins with. */
export const ClauseWord = createToken({
  name: 'ClauseWord',
  start_chars_hint: [...LETTERS],
  pattern: /(?:DEFAULT|CODEC|MATERIALIZED|ALIAS|EPHEMERAL|TTL|COMMENT)(?![\w.$])/i,
  categories: NameStart,
});
export const Word = createToken({
  name: 'Word',
  start_chars_hint: [...ANYTHING],
  pattern: /[^\s,()[\]{}`"'#=!<>+*/%?:;|&^~-]+/,
  categories: [Code, NameStart],
});
/** Any other character. */
export const Operator = createToken({
  name: 'Operator',
  start_chars_hint: [...ANYTHING],
  pattern: /[^\s]/,
  categories: Code,
});

/**
 * Secrets and control blocks are not allowed here; they are read as one token, so that there is one
 * clear error.
 */
export const Template = createToken({
  name: 'Template',
  start_chars_hint: ['{'],
  pattern: custom((text, at) => (startsTemplate(text, at) ? match(text, at, scanTemplate(text, at).end) : null)),
  categories: Code,
});

export const DashComment = createToken({
  name: 'DashComment',
  start_chars_hint: ['-'],
  pattern: /--[^\r\n]*/,
  group: COMMENTS,
});
export const HashComment = createToken({
  name: 'HashComment',
  start_chars_hint: ['#'],
  pattern: /#[^\r\n]*/,
  group: COMMENTS,
});

/** Line ends say nothing in a schema. */
export const Space = createToken({
  name: 'Space',
  start_chars_hint: [...BLANKS],
  pattern: /\s+/,
  group: Lexer.SKIPPED,
});
/** In INDEXES they do. */
export const Blank = createToken({
  name: 'Blank',
  start_chars_hint: [...BLANKS],
  pattern: /[^\S\r\n]+/,
  group: Lexer.SKIPPED,
});
export const IndexEnd = createToken({ name: 'IndexEnd', start_chars_hint: [...LINE_ENDS], pattern: /[\r\n]+/ });

const SHARED = [
  HashComment, DashComment, Template, JsonPath, StrayBacktick, Backticked, UnclosedBacktick, DoubleQuoted, SqlString, UnclosedString,
  Opening, Closing, Comma,
]; // prettier-ignore

/** In the order in which they are tried, after the names that end the block. */
export const SCHEMA_TOKENS: readonly TokenType[] = [...SHARED, ClauseWord, Word, Operator];
export const INDEXES_TOKENS: readonly TokenType[] = [...SHARED, Word, Operator];

/** A custom matcher in Chevrotain's form. */
export function custom(find: (text: string, at: number, before: readonly IToken[]) => [string] | null): {
  exec: CustomPatternMatcherFunc;
} {
  return { exec: (text, at, before) => find(text, at, before) };
}

/**
 * To the end of the line, or to the end of the name before a path that is written as it should be.
 */
function scanUnclosedName(text: string, at: number): number {
  const lineEnd = endOfLine(text, at);
  const next = text.indexOf('`', at + 1);
  if (next < 0 || next > lineEnd || text.slice(next, next + 6).toLowerCase() !== '`json:') return lineEnd;
  let end = at + 1;
  while (end < next && !/[\s,]/.test(text.charAt(end))) end++;
  return end;
}

function quoted(text: string, at: number, quote: string, closed: boolean): [string] | null {
  if ((quote !== "'" && quote !== '"') || text[at] !== quote) return null;
  const scanned = quote === "'" ? scanSqlString(text, at) : scanString(text, at);
  return scanned.closed === closed ? match(text, at, scanned.end) : null;
}
