import type { CodeNode } from '../syntax/tree.js';
import type { BranchOf } from '../lossless/lossless-node.js';

/** Something printed, and the comments of it that need a line of their own above. */
export interface Printed {
  readonly text: string;
  readonly comments: readonly string[];
}

const INDENT = '    ';

/**
 * SQL with its blanks in order: none inside brackets, one after a comma, at most one elsewhere.
 * Line breaks inside brackets stay where they are, and with them the comments there; those outside
 * brackets go.
 */
export function printCode({ children }: BranchOf<CodeNode>): Printed {
  const pieces: string[] = [];
  const comments: string[] = [];
  /** For each bracket that is open, the level of the line that it stands on. */
  const open: number[] = [];
  let level = 0;
  let before = '';
  let gap: 'none' | 'blank' | 'break' = 'none';
  const startLine = (next: number): void => {
    level = next;
    pieces.push('\n', INDENT.repeat(1 + level));
  };
  for (const child of children) {
    if (child.kind === 'blank') {
      if (gap === 'none') gap = 'blank';
    } else if (child.kind === 'line-break') {
      gap = 'break';
    } else if (child.kind === 'comment') {
      const text = child.text.trimEnd();
      const outer = open.at(-1);
      if (outer === undefined) {
        comments.push(text);
        continue;
      }
      if (gap === 'break') startLine(outer + 1);
      else pieces.push(' ');
      pieces.push(text);
    } else if ('text' in child) {
      const { text } = child;
      const outer = open.at(-1);
      if (gap === 'break' && outer !== undefined) startLine(isClosing(text) ? outer : outer + 1);
      else pieces.push(separator(before, text, gap !== 'none'));
      pieces.push(text);
      if (isOpening(text)) open.push(level);
      if (isClosing(text)) open.pop();
      before = text;
      gap = 'none';
    }
  }
  return { text: pieces.join(''), comments };
}

const isOpening = (token: string): boolean => token === '(' || token === '[' || token === '{';
const isClosing = (token: string): boolean => token === ')' || token === ']' || token === '}';

function separator(before: string, after: string, apart: boolean): string {
  if (before === '' || isOpening(before) || isClosing(after) || after === ',') return '';
  return before === ',' || apart ? ' ' : '';
}
