import { commonIndent } from '../read/written-value.js';
import { isBlank } from '../syntax/scan.js';
import type { TextBlockNode } from '../syntax/tree.js';
import type { BranchOf } from '../lossless/lossless-node.js';

/**
 * The lines of a text without their common indentation. Blank lines mean nothing; of several one is
 * kept.
 */
export function printTextBlock({ node, children }: BranchOf<TextBlockNode>, text: string): readonly string[] {
  const common = commonIndent(text, node.lines);
  const lines: string[] = [];
  let indent = '';
  let emptyLine = true;
  const add = (line: string): void => {
    lines.push(withoutIndent(line, common));
    emptyLine = false;
  };
  for (const child of children.slice(firstLine(children))) {
    if (child.kind === 'blank') indent = child.text;
    else if (child.kind === 'comment') add(indent + child.text);
    else if (child.kind === 'line') add(text.slice(child.span.start, child.span.end));
    else if (child.kind === 'line-break') {
      if (emptyLine && lines.length > 0 && lines.at(-1) !== '') lines.push('');
      emptyLine = true;
      indent = '';
    }
  }
  return lines;
}

function firstLine(children: BranchOf<TextBlockNode>['children']): number {
  const end = children.findIndex((child) => child.kind === 'line-break');
  return end < 0 ? children.length : end + 1;
}

function indentOf(line: string): number {
  let at = 0;
  while (isBlank(line.charCodeAt(at))) at++;
  return at;
}

function withoutIndent(line: string, common: number): string {
  let end = line.length;
  while (isBlank(line.charCodeAt(end - 1))) end--;
  return line.slice(Math.min(common, indentOf(line)), end);
}
