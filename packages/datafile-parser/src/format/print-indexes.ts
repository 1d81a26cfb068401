import type { IndexesBlockNode } from '../syntax/tree.js';
import type { BranchOf } from '../lossless/lossless-node.js';
import { printBlockLines } from './print-block-lines.js';
import { printCode } from './print-code.js';

/** One index a line, as it is written but for blanks and the comma at the end. */
export function printIndexes(block: BranchOf<IndexesBlockNode>, sameLine: string | undefined): readonly string[] {
  return printBlockLines(block, {
    print: (child) => {
      if (child.kind !== 'code') return undefined;
      const { text, comments } = printCode(child);
      return { text: text.replace(/,$/, ''), comments };
    },
    isSeparator: () => false,
    between: '',
    sameLine,
  });
}
