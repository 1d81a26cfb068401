import type { Span } from '@proj/diagnostics';
import type { Report } from '../report/report.js';
import { tokenize, type Token } from './tokens.js';

/** What stands between two commas. What it means depends on the type whose argument it is. */
export interface Argument {
  readonly items: readonly Item[];
  /** From the first to the last item; empty where nothing was written. */
  readonly span: Span;
}

export type Item = Token | Group;

/** A pair of brackets and what is between them. */
export interface Group {
  readonly kind: 'group';
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

/**
 * Deeper nesting is refused: what works with a type afterwards may then simply recurse. ClickHouse
 * itself ends between 400 and 600.
 */
export const MAX_DEPTH = 200;

interface OpenGroup {
  readonly start: number;
  readonly arguments: Argument[];
  items: Item[];
}

/**
 * Sorts out brackets and commas, with a stack of its own instead of recursion. Wrong brackets are
 * reported and mended, so that the rest can be checked as well.
 */
export function readArguments(text: string, report: Report): Argument {
  const root: OpenGroup = { start: 0, arguments: [], items: [] };
  const stack: OpenGroup[] = [root];
  let top = root;
  let end = 0;
  let cutShort = false;

  const endArgument = (at: number): void => {
    top.arguments.push({ items: top.items, span: spanOf(top.items, at) });
    top.items = [];
  };
  const closeGroup = (at: number): void => {
    // A comma before the bracket is allowed, as in ClickHouse.
    if (top.items.length > 0) endArgument(at);
    const group: Group = { kind: 'group', arguments: top.arguments, span: { start: top.start, end: at } };
    stack.pop();
    top = stack.at(-1) ?? root;
    top.items.push(group);
  };

  for (const token of tokenize(text)) {
    end = token.span.end;
    if (token.kind === 'unclosed') {
      report.add('unclosed-quote', { missing: token.text.charAt(0) }, token.span);
      // Brackets may be hidden in what the quote swallowed.
      cutShort = true;
      break;
    }
    if (token.kind === 'name' && token.text.length === 2) report.add('empty-name', {}, token.span);
    if (token.text === '(' && token.kind === 'mark') {
      if (stack.length > MAX_DEPTH) {
        report.add('nested-too-deep', { limit: MAX_DEPTH }, token.span);
        return { items: [], span: { start: 0, end: 0 } };
      }
      top = { start: token.span.start, arguments: [], items: [] };
      stack.push(top);
    } else if (token.text === ')' && token.kind === 'mark') {
      if (stack.length === 1) {
        report.add('extra-bracket', {}, token.span);
        break;
      }
      closeGroup(token.span.end);
    } else if (token.text === ',' && token.kind === 'mark' && stack.length > 1) endArgument(token.span.start);
    else top.items.push(token);
  }
  while (stack.length > 1) {
    if (!cutShort) report.add('unclosed-bracket', { missing: ')' }, { start: top.start, end: top.start + 1 });
    closeGroup(end);
  }
  return { items: root.items, span: spanOf(root.items, text.length) };
}

function spanOf(items: readonly Item[], otherwise: number): Span {
  const first = items[0];
  const last = items.at(-1);
  return first && last ? { start: first.span.start, end: last.span.end } : { start: otherwise, end: otherwise };
}
