import type { LosslessBranch, LosslessNode } from './lossless-node.js';

/** What to do with a kind of node. */
export interface Visit<Node extends LosslessNode> {
  /**
   * Before the children. `parents` begins with the file and ends with the node's own parent; it
   * changes as the visit goes on, so copy it to keep it. Returns `'skip'` to leave out the
   * children; `leave` is called all the same.
   */
  readonly enter?: (node: Node, parents: readonly LosslessBranch[]) => 'skip' | undefined;
  /** After the children. */
  readonly leave?: (node: Node, parents: readonly LosslessBranch[]) => void;
}

/** What to do with nodes, by their kind; those of other kinds are walked through. */
export type TreeVisitor = {
  readonly [Kind in LosslessNode['kind']]?: Visit<NodeOfKind<Kind>>;
};

/** The node that has a kind. */
export type NodeOfKind<Kind extends LosslessNode['kind']> = LosslessNode extends infer Node
  ? Node extends LosslessNode
    ? Kind extends Node['kind']
      ? Node
      : never
    : never
  : never;

/**
 * Walks through a lossless tree in the order of the text.
 *
 * @example
 * const text = 'SCHEMA >\n    id Int32, -- a number\n    name String';
 * const tree = losslessTree(parseDatafile({ path: 'a.datasource', text }).tree, text);
 * const found: string[] = [];
 * visitTree(tree, {
 *   column: { enter: ({ node }) => void found.push(text.slice(node.span.start, node.span.end)) },
 *   comment: { enter: (comment) => void found.push(comment.text) },
 * });
 * found; // => ['id Int32', '-- a number', 'name String']
 */
export function visitTree(tree: LosslessNode, visitor: TreeVisitor): void {
  visit(tree, visitor, []);
}

function visit(node: LosslessNode, visitor: TreeVisitor, parents: LosslessBranch[]): void {
  // The table has for each kind what takes a node of that kind.
  const { enter, leave } = (visitor[node.kind] ?? {}) as Visit<LosslessNode>;
  const wish = enter?.(node, parents);
  if ('children' in node && wish !== 'skip') {
    parents.push(node);
    for (const child of node.children) visit(child, visitor, parents);
    parents.pop();
  }
  leave?.(node, parents);
}
