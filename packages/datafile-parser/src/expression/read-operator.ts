import type { ReadingPosition } from './reading-position.js';
import type { SqlToken } from './tokens.js';
import { CASTS, FROM_FUNCTIONS, INFIX, POSTFIX, UNITS } from './words.js';

const NO_OPERATORS: ReadonlySet<string> = new Set([';', '@', '!', '\\', '->', '#', '.']);

/**
 * Reads a token after a value.
 *
 * @returns what is wrong with it, if anything; so do the other functions here
 */
export function readOperator(at: ReadingPosition, token: SqlToken): string | undefined {
  if (token.kind === 'member') return undefined;
  if (token.kind === 'operator') {
    if (token.text === '::') return readCast(at);
    if (NO_OPERATORS.has(token.text)) return `${token.text} was not expected`;
    if (token.text === '?') at.keepNull();
    at.wantsOperand = true;
    return undefined;
  }
  if (token.kind !== 'name') return unexpected(at, token);
  return readKeyword(at, token, token.text.toUpperCase());
}

function unexpected(at: ReadingPosition, token: SqlToken): string {
  return `${token.text} was not expected after ${at.token(-1).text}`;
}

function readKeyword(at: ReadingPosition, token: SqlToken, word: string): string | undefined {
  const { frame } = at;
  const next = at.word(1);
  if (INFIX.has(word)) {
    if (word === 'IN') at.keepNull();
    at.wantsOperand = true;
  } else if (frame.interval && UNITS.has(word)) frame.interval = false;
  else if (word === 'IS') return readIs(at, token);
  else if (word === 'NOT' && (next === 'IN' || next === 'LIKE' || next === 'ILIKE' || next === 'BETWEEN'))
    return undefined;
  else if (word === 'GLOBAL') return undefined;
  else if (frame.cases > 0 && (word === 'WHEN' || word === 'THEN' || word === 'ELSE')) at.wantsOperand = true;
  else if (frame.cases > 0 && word === 'END') frame.cases--;
  else if (word === 'AS') return readAs(at);
  else if (POSTFIX.has(word)) return undefined;
  else if (word === 'COLLATE' && at.token(1).kind === 'string') at.skip(1);
  else if ((word === 'FROM' || word === 'FOR') && FROM_FUNCTIONS.has(frame.call)) at.wantsOperand = true;
  else if (at.isTtl) return readTtlWord(at, token, word, next);
  else return unexpected(at, token);
  return undefined;
}

function readTtlWord(at: ReadingPosition, token: SqlToken, word: string, next: string): string | undefined {
  if (word === 'DELETE') return undefined;
  if (word === 'WHERE' || word === 'SET') at.wantsOperand = true;
  else if (word === 'GROUP' && next === 'BY') {
    at.skip(1);
    at.wantsOperand = true;
  } else if (word === 'TO' && (next === 'DISK' || next === 'VOLUME') && at.token(2).kind === 'string') at.skip(2);
  else if (word === 'RECOMPRESS' && next === 'CODEC' && at.token(2).text === '(') {
    at.skip(2);
    at.enterType(at.token(0), 'codec', at.token(0).end);
  } else return unexpected(at, token);
  return undefined;
}

function readIs(at: ReadingPosition, token: SqlToken): string | undefined {
  at.keepNull();
  const ahead = at.word(1) === 'NOT' ? 2 : 1;
  if (at.word(ahead) === 'NULL') at.skip(ahead);
  else if (at.word(ahead) === 'DISTINCT' && at.word(ahead + 1) === 'FROM') {
    at.skip(ahead + 1);
    at.wantsOperand = true;
  } else return unexpected(at, token);
  return undefined;
}

/** `value AS alias`, or in a cast `value AS Type`. */
function readAs(at: ReadingPosition): string | undefined {
  if (CASTS.has(at.frame.call)) {
    at.beginType(at.token(0).end);
    return undefined;
  }
  const alias = at.token(1);
  if (alias.kind !== 'name' && alias.kind !== 'quoted-name') return 'a name is missing after AS';
  at.aliases.add(alias.text);
  at.skip(1);
  return undefined;
}

/** `value::Type`. */
function readCast(at: ReadingPosition): string | undefined {
  const type = at.token(1);
  if (type.kind !== 'name') return 'a type is missing after ::';
  at.keepNull();
  at.skip(1);
  const next = at.token(1);
  if (next.text === '(' && next.start === type.end) {
    at.skip(1);
    at.enterType(next, 'type', type.start);
  } else at.types.push({ start: type.start, end: type.end });
  return undefined;
}
