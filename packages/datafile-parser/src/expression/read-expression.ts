import type { Expression, ExpressionKind, ExpressionProblem } from './expression.js';
import { readClosing, readComma, readOpening } from './read-bracket.js';
import { readOperand } from './read-operand.js';
import { readOperator } from './read-operator.js';
import { ReadingPosition } from './reading-position.js';
import { sqlTokens, type SqlToken } from './tokens.js';

/**
 * Reads an SQL expression, or several with commas between them, far enough to know which columns it
 * names. One pass with a stack of its own: neither length nor depth can hurt.
 *
 * It does not validate SQL: ClickHouse may refuse what is accepted here, but what is refused here
 * is never a valid expression.
 */
export function readExpression(text: string, kind: ExpressionKind = 'expression'): Expression {
  const tokens = sqlTokens(text);
  const at = new ReadingPosition(tokens, kind);
  const problem = readAll(at) ?? missingAtEnd(at, tokens.at(-1));
  const names = at.aliases.size === 0 ? at.names : at.names.filter(({ name }) => !at.aliases.has(name));
  const { aggregates, calls, types, codecs } = at;
  return { names, aggregates, calls, types, codecs, tokens, ...(problem ? { problem } : {}) };
}

function readAll(at: ReadingPosition): ExpressionProblem | undefined {
  for (; !at.isAtEnd; at.skip(1)) {
    const token = at.token(0);
    const problem = readToken(at, token);
    if (problem !== undefined) return { problem, start: token.start, end: token.end };
  }
  return undefined;
}

function missingAtEnd(at: ReadingPosition, last: SqlToken | undefined): ExpressionProblem | undefined {
  const { token } = at.frame;
  if (token) return { problem: `the bracket ${token.text} is not closed`, start: token.start, end: token.end };
  if (at.wantsOperand && last && last.kind !== 'comma') {
    return { problem: `a value is missing after ${last.text}`, start: last.start, end: last.end };
  }
  return undefined;
}

function readToken(at: ReadingPosition, token: SqlToken): string | undefined {
  switch (token.kind) {
    case 'unclosed':
      return `the quote ${token.text} is not closed`;
    case 'open':
      return readOpening(at, token);
    case 'close':
      return readClosing(at, token);
    case 'comma':
      return readComma(at);
    default:
      if (at.frame.isType) return undefined;
      return at.wantsOperand ? readOperand(at, token) : readOperator(at, token);
  }
}
