import type { Span } from '@proj/diagnostics';
import { typeDiagnostics, type TypeProblem } from './messages.js';

type Code = keyof (typeof typeDiagnostics)['table'] & string;
type Values<C extends Code> = Parameters<typeof typeDiagnostics.create<C>>[1];

/** More help nobody, and suggestions take time to find. */
const MAX_PROBLEMS = 100;

/** Collects what is wrong with one type expression. */
export class Report {
  readonly problems: TypeProblem[] = [];

  /** Adds a problem. Returns `undefined`, which stands for what could not be read because of it. */
  add<C extends Code>(code: C, values: Values<C>, span: Span): undefined {
    if (!this.full) this.problems.push({ ...typeDiagnostics.create(code, values), span });
  }

  get full(): boolean {
    return this.problems.length >= MAX_PROBLEMS;
  }
}
