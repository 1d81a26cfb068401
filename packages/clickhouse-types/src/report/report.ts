import type { Fix, Span } from '@proj/diagnostics';
import { typeDiagnostics, type TypeProblem } from './messages.js';

type Code = keyof (typeof typeDiagnostics)['table'];
type Values<C extends Code> = Parameters<typeof typeDiagnostics.create<C>>[1];

/** More would not help, and suggestions take time to find. */
const MAX_PROBLEMS = 100;
const MAX_QUOTE = 100;

/** Collects what is wrong with one type expression. */
export class Report {
  readonly problems: TypeProblem[] = [];

  /** Adds a problem. Returns `undefined`, which stands for what could not be read because of it. */
  add<C extends Code>(code: C, values: Values<C>, span: Span, fix?: Fix): undefined {
    if (!this.full) this.problems.push({ ...typeDiagnostics.create(code, shortened(values), { fix }), span });
  }

  get full(): boolean {
    return this.problems.length >= MAX_PROBLEMS;
  }
}

/** Quotes of what was written stay readable, however long it is. */
function shortened<V extends object>(values: V): V {
  const cut = (value: unknown): unknown =>
    typeof value === 'string' && value.length > MAX_QUOTE ? `${value.slice(0, MAX_QUOTE - 1)}…` : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cut(value)])) as V;
}
