import type { LosslessBranch, LosslessFile, LosslessNode } from './lossless-node.js';

/** A node and the way to it. */
export interface NodePlace {
  readonly node: LosslessNode;
  /** From the file to the node's own parent. */
  readonly parents: readonly LosslessBranch[];
}

/**
 * The innermost node at an offset: the leaf that holds the character after it. At the end of the
 * text, and beyond, the last leaf. Only an empty file has none; then it is the file itself.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_KEY {{ tb_secret("USER") }}';
 * const tree = losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text);
 * const { node, parents } = nodeAt(tree, text.indexOf('tb_secret'));
 * node.kind; // => 'template'
 * parents.map((one) => one.kind); // => ['file', 'setting', 'word']
 */
export function nodeAt(tree: LosslessFile, offset: number): NodePlace {
  const inside = Math.max(tree.span.start, Math.min(offset, tree.span.end - 1));
  const parents: LosslessBranch[] = [];
  let node: LosslessNode = tree;
  while ('children' in node) {
    const child = childAt(node.children, inside);
    if (!child) break;
    parents.push(node);
    node = child;
  }
  return { node, parents };
}

function childAt(children: readonly LosslessNode[], offset: number): LosslessNode | undefined {
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return children[low];
}
