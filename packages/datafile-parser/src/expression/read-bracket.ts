import type { ReadingPosition } from './reading-position.js';
import type { SqlToken } from './tokens.js';

const TWIN: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** @returns what is wrong with the bracket, if anything; so do the other functions here */
export function readOpening(at: ReadingPosition, token: SqlToken): string | undefined {
  const before = at.token(-1);
  const outer = at.frame;
  let call = '';
  if (!outer.isType) {
    if (token.text === '{') return '{ was not expected';
    // f(…)(…): parameters, then arguments.
    const isSecondList = !at.wantsOperand && token.text === '(' && before.kind === 'close';
    if (!at.wantsOperand && token.text === '(' && !isSecondList) return 'an operator is missing before (';
    if (isSecondList) call = 'unknown';
  }
  at.enter(token, call, at.passesNull && call === '' && token.text === '(');
  return undefined;
}

export function readClosing(at: ReadingPosition, token: SqlToken): string | undefined {
  const { frame } = at;
  if (frame.open !== TWIN[token.text]) {
    return frame.token
      ? `the bracket ${frame.open} is not closed before ${token.text}`
      : `nothing opens the bracket ${token.text}`;
  }
  const before = at.token(-1);
  if (at.wantsOperand && !frame.isType && before.kind === 'operator') {
    return `a value is missing before ${token.text}`;
  }
  at.leave();
  if (frame.typeStart !== undefined) {
    if (frame.call === 'codec') at.codecs.push({ start: frame.typeStart, end: token.start });
    else at.types.push({ start: frame.typeStart, end: frame.call === 'type' ? token.end : token.start });
  }
  if (frame.call === '' && frame.open === '(' && at.token(1).text === '->') {
    at.addParameters(at.names.splice(frame.firstName).map(({ name }) => name));
    at.skip(1);
    at.wantsOperand = true;
  }
  return undefined;
}

export function readComma(at: ReadingPosition): string | undefined {
  if (at.wantsOperand && !at.frame.isType) return 'a value is missing before ,';
  at.endArgument();
  at.frame.arguments++;
  at.frame.argument = at.names.length;
  at.wantsOperand = true;
  return undefined;
}
