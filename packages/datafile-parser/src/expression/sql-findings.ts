import { parseType } from '@proj/clickhouse-types';
import { sqlProblem } from '@proj/clickhouse-types/sql';
import type { Span } from '@proj/diagnostics';

import { functionProblem, nearestFunction } from '../functions/find-function.js';
import { excerpt } from '../reporting/reports.js';
import { codecProblem } from './codec-problem.js';
import type { Expression, ExpressionKind } from './expression.js';
import { readExpression } from './read-expression.js';

/**
 * A mistake in a piece of SQL, apart from the columns that it names. Places are offsets in its
 * text.
 */
export type SqlFinding = Span &
  (
    | { readonly code: 'invalid-expression'; readonly problem: string }
    | { readonly code: 'denied-function'; readonly function: string; readonly reason: string }
    | { readonly code: 'unknown-function'; readonly function: string; readonly suggestion: string | undefined }
  );

/**
 * Finding the nearest of 1,600 names takes time, and this many unknown names have another cause
 * than a typo.
 */
const MOST_SUGGESTIONS = 20;

/**
 * Reads SQL of a table, and reports what it may not contain: text that would not stay in its place
 * in a statement, text that is not an expression, and functions that reach outside the row.
 *
 * @param kind `single`: one expression, where a comma would begin something else.
 */
export function readSql(
  text: string,
  kind: ExpressionKind | 'single' = 'expression',
): { readonly expression: Expression; readonly findings: readonly SqlFinding[] } {
  const expression = readExpression(text, kind === 'single' ? 'expression' : kind);
  const findings: SqlFinding[] = [];
  // What the expression itself shows is more to the point, as long as both saw the same text.
  const outside = needsGuard(text) ? sqlProblem(text, { comments: true, list: kind !== 'single' }) : undefined;
  const first = outside && (!expression.problem || isLexical(outside.problem)) ? outside : expression.problem;
  if (first) findings.push({ code: 'invalid-expression', ...first });
  if (!first || first === expression.problem) findings.push(...typeFindings(text, expression));
  findings.push(...callFindings(expression));
  return { expression, findings };
}

/** A single name has nothing to hide. */
const needsGuard = (text: string): boolean => !/^[A-Za-z0-9_.]*$/.test(text);

/** What the reader of expressions has no words for, as it does not see it. */
const isLexical = (problem: string): boolean =>
  !/^the (?:bracket|quote)|begins another|^IN is|^nothing opens the bracket|^; ends|^\{ cannot/.test(problem);

function* typeFindings(text: string, { types, codecs }: Expression): Iterable<SqlFinding> {
  for (const { start, end } of types) {
    const [problem] = parseType(text.slice(start, end)).problems;
    if (problem) yield { code: 'invalid-expression', problem: withoutStop(problem.message), start, end };
  }
  for (const { start, end } of codecs) {
    const problem = codecProblem(text.slice(start, end));
    if (problem !== undefined) yield { code: 'invalid-expression', problem, start, end };
  }
}

function* callFindings({ calls }: Expression): Iterable<SqlFinding> {
  let suggestions = 0;
  for (const { text, start, end } of calls) {
    const found = functionProblem(text);
    if (!found) continue;
    const name = excerpt(text);
    if (found.kind === 'denied') yield { code: 'denied-function', function: name, reason: found.reason, start, end };
    else {
      const suggestion = suggestions++ < MOST_SUGGESTIONS && text.length <= 100 ? nearestFunction(text) : undefined;
      yield { code: 'unknown-function', function: name, suggestion, start, end };
    }
  }
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
