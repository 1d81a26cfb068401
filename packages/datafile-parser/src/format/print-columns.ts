import { appendAll } from '../reporting/append-all.js';
import type { ClauseNode, ColumnNode, SchemaBlockNode } from '../syntax/tree.js';
import type { BranchOf } from '../lossless/lossless-node.js';
import { printBlockLines } from './print-block-lines.js';
import { printCode, type Printed } from './print-code.js';

/**
 * One column a line: name, type, path, DEFAULT, CODEC, with one blank between. They are not
 * aligned: a column with a long type would move all others, and a change of one line would show as
 * a change of many.
 */
export function printColumns(block: BranchOf<SchemaBlockNode>, sameLine: string | undefined): readonly string[] {
  return printBlockLines(block, {
    print: (child) => (child.kind === 'column' ? printColumn(child) : undefined),
    isSeparator: (child) => child.kind === 'comma',
    between: ',',
    sameLine,
  });
}

function printColumn({ children }: BranchOf<ColumnNode>): Printed {
  const comments: string[] = [];
  const parts: { readonly rank: number; readonly text: string }[] = [];
  const add = (rank: number, printed: Printed): void => {
    appendAll(comments, printed.comments);
    parts.push({ rank, text: printed.text });
  };
  for (const child of children) {
    if (child.kind === 'column-name') add(0, { text: printName(child.text), comments: [] });
    else if (child.kind === 'code') add(1, printCode(child));
    else if (child.kind === 'json-path') add(2, { text: child.text, comments: [] });
    else if (child.kind === 'clause') add(child.node.keyword === 'CODEC' ? 4 : 3, printClause(child));
    else if (child.kind === 'comment') comments.push(child.text.trimEnd());
  }
  const text = parts.toSorted((a, b) => a.rank - b.rank).map((part) => part.text).join(' '); // prettier-ignore
  return { text, comments };
}

/** Always in backticks, as long as they cannot be taken for a path. */
function printName(written: string): string {
  const name = /^[`"]/.test(written) ? written.slice(1, -1) : written;
  return name.includes('`') || name.startsWith('json:') ? written : `\`${name}\``;
}

function printClause({ node, children }: BranchOf<ClauseNode>): Printed {
  const comments: string[] = [];
  let code = '';
  for (const child of children) {
    if (child.kind === 'comment') comments.push(child.text.trimEnd());
    if (child.kind !== 'code') continue;
    const printed = printCode(child);
    code = printed.text;
    appendAll(comments, printed.comments);
  }
  const blank = code === '' || (node.keyword === 'CODEC' && code.startsWith('(')) ? '' : ' ';
  return { text: `${node.keyword}${blank}${code}`, comments };
}
