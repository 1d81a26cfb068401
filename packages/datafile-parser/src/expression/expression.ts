import type { Span } from '@proj/diagnostics';

import type { SqlToken } from './tokens.js';

/** What a table needs to know of an expression. All places are offsets in its text. */
export interface Expression {
  /**
   * The columns that it names, in order. Not functions, lambda parameters, aliases, types and
   * units.
   */
  readonly names: readonly NameUse[];
  /** The aggregate functions that it calls. */
  readonly aggregates: readonly SqlToken[];
  /** All functions that it calls, the aggregate ones included. */
  readonly calls: readonly SqlToken[];
  /** The places of the types in casts. */
  readonly types: readonly Span[];
  /** The places of what stands in the brackets of codecs. */
  readonly codecs: readonly Span[];
  readonly tokens: readonly SqlToken[];
  /** Where it stops being an expression. Anything after it was not read. */
  readonly problem?: ExpressionProblem;
}

/** A column in an expression. */
export interface NameUse {
  /** Without quotes, but with everything that is reached by points: `a.b`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether the whole expression is certain to be NULL where this column is. */
  passesNull: boolean;
}

export interface ExpressionProblem {
  /** Completes a sentence that begins with what was read. */
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

/** Which words may stand in it besides those of expressions. */
export type ExpressionKind = 'expression' | 'ttl';
