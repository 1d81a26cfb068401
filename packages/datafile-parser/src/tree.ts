export { losslessTree } from './lossless/lossless-tree.js';
export { nodeAt } from './lossless/node-at.js';
export type { NodePlace } from './lossless/node-at.js';
export { printTree } from './lossless/print-tree.js';
export { visitTree } from './lossless/visit-tree.js';
export type { NodeOfKind, TreeVisitor, Visit } from './lossless/visit-tree.js';
export type {
  BranchOf,
  LeafKind,
  LosslessBranch,
  LosslessFile,
  LosslessLeaf,
  LosslessNode,
} from './lossless/lossless-node.js';
export type {
  BlockNode,
  ClauseNode,
  CodeForm,
  CodeNode,
  CodeToken,
  ColumnNameNode,
  ColumnNode,
  ColumnPartNode,
  CommentNode,
  FileNode,
  IndexesBlockNode,
  JsonPathNode,
  LineNode,
  NameNode,
  SchemaBlockNode,
  SeparatorNode,
  SettingNode,
  TextBlockNode,
  WordNode,
} from './syntax/tree.js';
