import type { IToken, TokenType } from 'chevrotain';

import {
  Backticked, ClauseWord, Closing, Comma, INDEXES_TOKENS, IndexEnd, JsonPath, Opening, Operator, SCHEMA_TOKENS, StrayBacktick, Template, UnclosedBacktick, UnclosedString, Word,
} from './code-tokens.js'; // prettier-ignore
import { endOf } from './nodes.js';
import { MissingComma, Nested, StrayBracket, UnclosedBracket } from './tokens.js';

const CODE: ReadonlySet<TokenType> = new Set([...SCHEMA_TOKENS, ...INDEXES_TOKENS]);
const COLUMN_START: ReadonlySet<TokenType> = new Set([Backticked, UnclosedBacktick, Word]);
/** These keep their types inside brackets, so that they are reported there too. */
const BROKEN: ReadonlySet<TokenType> = new Set([UnclosedString, UnclosedBacktick, StrayBacktick, Template]);
const TWIN: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Words that continue an expression, so that a line beginning with one does not start a column. */
const GOES_ON: ReadonlySet<string> = new Set(
  'AND OR NOT IS IN LIKE ILIKE THEN ELSE END WHEN BETWEEN DIV MOD AS NULL'.split(' '),
);

/**
 * Stands between lexer and parser and makes the grammar flat: what lies inside brackets that match
 * becomes `Nested`, so that a comma there separates nothing; brackets that do not match are marked;
 * a comma that is missing at the end of a line is put in. Depth costs nothing: there is no
 * recursion, here or in the grammar.
 */
export function arrangeTokens(text: string, tokens: IToken[]): IToken[] {
  if (!tokens.some((token) => CODE.has(token.tokenType))) return tokens;
  const twins = matchBrackets(tokens);
  const out: IToken[] = [];
  /** Tokens of the present column so far. */
  let inColumn = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as IToken;
    const type = token.tokenType;
    if (type === Closing) {
      joinArguments(out);
      out.push(retag(token, StrayBracket));
      inColumn++;
    } else if (type === Opening) {
      const twin = twins[i] as number;
      const last = twin < 0 ? restOfLine(text, tokens, i) : twin;
      out.push(retag(token, twin < 0 ? UnclosedBracket : Nested));
      while (i < last) {
        const inner = tokens[++i] as IToken;
        out.push(BROKEN.has(inner.tokenType) ? inner : retag(inner, Nested));
      }
      inColumn++;
    } else {
      const before = tokens[i - 1];
      // A name alone may have its type on the next line, which is in no backticks.
      const mayEnd = inColumn > 1 || (inColumn === 1 && type === Backticked);
      if (before && (mayEnd || isCut(before)) && beginsColumn(text, token, before, tokens[i + 1])) {
        out.push(missingCommaAfter(before));
        inColumn = 0;
      }
      inColumn = CODE.has(type) && type !== Comma ? inColumn + 1 : 0;
      out.push(type === ClauseWord && isName(before, tokens[i + 1]) ? retag(token, Word) : token);
    }
  }
  return out;
}

/**
 * A column that is called like a clause, in an expression: `DEFAULT 1 + ttl`, `DEFAULT comment,`.
 */
function isName(before: IToken | undefined, after: IToken | undefined): boolean {
  if (before?.tokenType === Operator) return true;
  if (before?.tokenType !== ClauseWord || before.image.toUpperCase() !== 'DEFAULT') return false;
  const next = after?.tokenType;
  return next === undefined || next === Comma || next === Operator || next === JsonPath || !CODE.has(next);
}

/** For each opening bracket the index of the one that closes it, or -1. */
function matchBrackets(tokens: readonly IToken[]): Int32Array {
  const twins = new Int32Array(tokens.length).fill(-1);
  let open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as IToken;
    const type = token.tokenType;
    if (type === Opening) open.push(i);
    else if (type === Closing) {
      const last = open.at(-1);
      if (last === undefined || tokens[last]?.image !== TWIN[token.image]) continue;
      twins[last] = i;
      open.pop();
    }
    // A path belongs to a column, so nothing that was opened before it can be closed after it.
    else if (open.length > 0 && (type === JsonPath || (type !== IndexEnd && !CODE.has(type)))) open = [];
  }
  return twins;
}

/**
 * How far a bracket that nothing closes reaches: to the end of its line, so that the lines below
 * are read as what they are. A path, a clause and a comma at the very end of the line are not part
 * of it.
 */
function restOfLine(text: string, tokens: readonly IToken[], from: number): number {
  let last = from;
  for (let i = from + 1; i < tokens.length; i++) {
    const token = tokens[i] as IToken;
    const type = token.tokenType;
    if (!CODE.has(type) || type === JsonPath || type === ClauseWord || type === IndexEnd) return last;
    if (hasLineBreak(text, tokens[i - 1] as IToken, token)) {
      return tokens[last]?.tokenType === Comma ? last - 1 : last;
    }
    last = i;
  }
  return last;
}

/**
 * `Decimal10, 2)`: a single token between two commas before an unmatched closing bracket is not a
 * column, but an argument of the type whose opening bracket is missing.
 */
function joinArguments(out: readonly IToken[]): void {
  for (let i = out.length - 2; i > 0; i -= 2) {
    const [argument, comma] = [out[i + 1] as IToken, out[i] as IToken];
    if (comma.tokenType !== Comma || !CODE.has(argument.tokenType) || argument.tokenType === JsonPath) return;
    retag(comma, Nested);
    retag(argument, Nested);
  }
}

/** A name or a string that took the rest of its line with it, with the comma at its end. */
const isCut = (token: IToken): boolean => token.tokenType === UnclosedBacktick || token.tokenType === UnclosedString;

/** A name that is the first thing on its line, after something that was complete. */
function beginsColumn(text: string, token: IToken, before: IToken, after: IToken | undefined): boolean {
  if (!COLUMN_START.has(token.tokenType)) return false;
  // `name` Type: no expression goes on like this.
  const isNameAndType = token.tokenType === Backticked && after?.tokenType === Word;
  if (!isNameAndType && (before.tokenType === Operator || before.tokenType === ClauseWord)) return false;
  const word = token.image.toUpperCase();
  // A path without backticks is not a column.
  if (word === 'JSON' && text[endOf(token)] === ':') return false;
  return hasLineBreak(text, before, token) && !GOES_ON.has(word);
}

function hasLineBreak(text: string, before: IToken, token: IToken): boolean {
  for (let at = endOf(before); at < token.startOffset; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return true;
  }
  return false;
}

/** In place: the tokens are fresh from the lexer and not shared. */
function retag(token: IToken, tokenType: TokenType): IToken {
  token.tokenType = tokenType;
  token.tokenTypeIdx = tokenType.tokenTypeIdx as number;
  return token;
}

function missingCommaAfter(before: IToken): IToken {
  return retag({ ...before, image: '', startOffset: endOf(before) }, MissingComma);
}
