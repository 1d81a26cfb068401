import type { IndexesBlockNode, SchemaBlockNode } from '../syntax/tree.js';
import type { BranchOf, LosslessNode } from '../lossless/lossless-node.js';
import type { Printed } from './print-code.js';

/** How the items of a block are recognised and printed. */
interface BlockItems {
  /** The item; undefined when the node is not one. */
  readonly print: (child: LosslessNode) => Printed | undefined;
  readonly isSeparator: (child: LosslessNode) => boolean;
  /** Printed after each item but the last. */
  readonly between: string;
  /** The comment after the last item. */
  readonly sameLine: string | undefined;
}

interface Item {
  readonly text: string;
  readonly blankBefore: boolean;
  /** Lines of their own above it. */
  readonly above: readonly string[];
  /** At the end of its line. */
  readonly trailing: string[];
}

/**
 * The lines of a SCHEMA or INDEXES block, without indentation: each item with its comments and at
 * most one blank line above.
 */
export function printBlockLines(
  { children }: BranchOf<SchemaBlockNode> | BranchOf<IndexesBlockNode>,
  { print, isSeparator, between, sameLine }: BlockItems,
): readonly string[] {
  const items: Item[] = [];
  let above: string[] = [];
  let blankBefore = false;
  let emptyLine = true;
  /** The item on the present line, so far. */
  let onLine: Item | undefined;
  for (const child of withoutFirstLine(children)) {
    const printed = print(child);
    if (printed) {
      onLine = { text: printed.text, blankBefore, above: [...above, ...printed.comments], trailing: [] };
      items.push(onLine);
      above = [];
      blankBefore = false;
      emptyLine = false;
    } else if (isSeparator(child)) {
      onLine = items.at(-1);
      emptyLine = false;
    } else if (child.kind === 'comment') {
      (onLine?.trailing ?? above).push(child.text.trimEnd());
      emptyLine = false;
    } else if (child.kind === 'line-break') {
      if (emptyLine && above.length === 0 && items.length > 0) blankBefore = true;
      else if (emptyLine && above.length > 0 && above.at(-1) !== '') above.push('');
      emptyLine = true;
      onLine = undefined;
    }
  }
  if (sameLine !== undefined) items.at(-1)?.trailing.push(sameLine);
  return [
    ...items.flatMap((item, i) => linesOf(item, i < items.length - 1 ? between : '')),
    ...above.filter((line) => line !== ''),
  ];
}

/** Without the `>` and what stands beside it. */
function withoutFirstLine(children: readonly LosslessNode[]): readonly LosslessNode[] {
  const end = children.findIndex((child) => child.kind === 'line-break');
  return end < 0 ? [] : children.slice(end + 1);
}

/** Only one comment has room at the end of a line; the others go above it. */
function linesOf({ text, blankBefore, above, trailing }: Item, between: string): string[] {
  const last = trailing.at(-1);
  const line = `${text}${between}${last === undefined ? '' : ` ${last}`}`;
  return [...(blankBefore ? [''] : []), ...above, ...trailing.slice(0, -1), line];
}
