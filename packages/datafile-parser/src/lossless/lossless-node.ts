import type { Span } from '@proj/diagnostics';

import type {
  ClauseNode,
  CodeNode,
  ColumnNode,
  FileNode,
  IndexesBlockNode,
  LineNode,
  SchemaBlockNode,
  SettingNode,
  TextBlockNode,
  WordNode,
} from '../syntax/tree.js';

/*
 * The lossless tree: the nodes of the syntax tree as branches, and every character of the file in
 * exactly one leaf.
 */

/**
 * A part of the lossless tree: a branch with children, or a leaf with text, depending on `kind`.
 */
export type LosslessNode = LosslessBranch | LosslessLeaf;

/** A node of the syntax tree with all that was written between its parts. */
export type LosslessBranch =
  | BranchOf<FileNode>
  | BranchOf<SettingNode>
  | BranchOf<WordNode>
  | BranchOf<TextBlockNode>
  | BranchOf<LineNode>
  | BranchOf<SchemaBlockNode>
  | BranchOf<ColumnNode>
  | BranchOf<ClauseNode>
  | BranchOf<CodeNode>
  | BranchOf<IndexesBlockNode>;

/** The root of a lossless tree. */
export type LosslessFile = BranchOf<FileNode>;

/** A branch that stands for one kind of node. */
export interface BranchOf<Node extends { readonly kind: string }> {
  readonly kind: Node['kind'];
  readonly span: Span;
  /** The node itself, with its parts by name. */
  readonly node: Node;
  /** In the order of the text, without gaps: together they cover the span. */
  readonly children: readonly LosslessNode[];
}

/** A stretch of text that is not analysed further. */
export interface LosslessLeaf {
  readonly kind: LeafKind;
  readonly span: Span;
  /**
   * As written; never empty. Where a secret is used it holds the template, as everything in a tree
   * does.
   */
  readonly text: string;
}

/** What a leaf is. The last five are trivia and have no effect on the model. */
export type LeafKind =
  /** The name of a setting. */
  | 'name'
  /** The `>` that opens a block. */
  | 'block-start'
  /** A piece of a word or of a line of text. */
  | 'text'
  /** `{{ tb_secret("NAME") }}`, or another template. */
  | 'template'
  /** The name of a column, with its quotes. */
  | 'column-name'
  /** With its backticks. */
  | 'json-path'
  /** DEFAULT, CODEC and the like. */
  | 'keyword'
  /** A piece of SQL. */
  | 'token'
  /** Between columns. */
  | 'comma'
  /** From `#` or `--` to the end of the line. */
  | 'comment'
  /** Blanks and tabs. */
  | 'blank'
  /** LF, CRLF or CR. */
  | 'line-break'
  /** Only as the very first character. */
  | 'byte-order-mark'
  /** Text in a place where text is ignored, such as after the `>` of a block. */
  | 'stray';
