import type { ReadingPosition } from './reading-position.js';
import type { SqlToken } from './tokens.js';
import { INFIX, isAggregate, LITERALS, passesNull, UNIT_FUNCTIONS, UNITS } from './words.js';

/**
 * Reads a token where a value must come.
 *
 * @returns what is wrong with it, if anything
 */
export function readOperand(at: ReadingPosition, token: SqlToken): string | undefined {
  switch (token.kind) {
    case 'number':
    case 'string':
      at.wantsOperand = false;
      return undefined;
    case 'quoted-name':
      readName(at, token);
      return undefined;
    case 'name':
      if (!readKeyword(at, token)) readName(at, token);
      return undefined;
    default:
      if (token.text === '*' && at.frame.open === '(') {
        at.wantsOperand = false;
        return undefined;
      }
      return token.text === '-' || token.text === '+' || token.text === '~'
        ? undefined
        : `${token.text} was not expected`;
  }
}

function readName(at: ReadingPosition, token: SqlToken): void {
  const next = at.token(1);
  if (next.kind === 'open' && next.text === '(') {
    const lower = token.text.toLowerCase();
    at.calls.push(token);
    if (isAggregate(lower)) at.aggregates.push(token);
    at.skip(1);
    at.enter(next, lower, at.passesNull && passesNull(lower));
    return;
  }
  at.wantsOperand = false;
  if (next.text === '->') {
    at.addParameters([token.text]);
    at.skip(1);
    at.wantsOperand = true;
  } else if (!at.isParameter(token.text)) {
    at.names.push({ name: token.text, start: token.start, end: token.end, passesNull: at.passesNull });
  }
}

/** Whether a word in the place of a value is a keyword there. A column may have the same name. */
function readKeyword(at: ReadingPosition, token: SqlToken): boolean {
  const word = token.text.toUpperCase();
  const next = at.token(1);
  const { frame } = at;
  const beginsValue =
    next.kind === 'name' || next.kind === 'quoted-name' || next.kind === 'number' || next.kind === 'string';
  if (LITERALS.has(word) && next.text !== '(') at.wantsOperand = false;
  else if (word === 'NOT' && (beginsValue || next.text === '(')) return true;
  else if (word === 'CASE' && beginsValue) frame.cases++;
  else if (word === 'WHEN' && frame.cases > 0) return true;
  else if (word === 'INTERVAL' && (beginsValue || next.text === '(') && !INFIX.has(at.word(1))) frame.interval = true;
  else if (word === 'DISTINCT' && frame.call !== '' && beginsValue) return true;
  else if ((word === 'DATE' || word === 'TIMESTAMP') && next.kind === 'string') return true;
  else if (UNITS.has(word) && frame.arguments === 0 && UNIT_FUNCTIONS.has(frame.call) && next.kind === 'comma')
    at.wantsOperand = false;
  else if (frame.call === 'extract' && at.word(1) === 'FROM') at.wantsOperand = false;
  else if (frame.call === 'trim' && (word === 'BOTH' || word === 'LEADING' || word === 'TRAILING') && beginsValue)
    return true;
  else return false;
  return true;
}
