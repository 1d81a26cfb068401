import type { Span } from '@proj/diagnostics';

/*
 * The syntax tree: what was written, before it means anything. Every node has a span; what lies between the nodes
 * and the comments is blank, so that the tree and the text together lose nothing.
 *
 * file      settings and comments, in order
 * setting   a name, then words on the same line, or a block below it
 * block     text: lines · schema: columns · indexes: one a line
 * column    a name, then parts: type text, json path, clauses (DEFAULT …, CODEC(…))
 */

export interface FileNode {
  readonly kind: 'file';
  readonly span: Span;
  readonly settings: readonly SettingNode[];
  readonly comments: readonly CommentNode[];
}

export interface CommentNode {
  readonly kind: 'comment';
  /** From `#` or `--` to the end of the line. */
  readonly span: Span;
}

export interface SettingNode {
  readonly kind: 'setting';
  readonly span: Span;
  readonly name: NameNode;
  /** The words after the name, on its line. */
  readonly words: readonly WordNode[];
  readonly block?: BlockNode;
}

export interface NameNode {
  readonly kind: 'name';
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

export interface WordNode {
  readonly kind: 'word';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  readonly span: Span;
}

export type BlockNode = TextBlockNode | SchemaBlockNode | IndexesBlockNode;

export interface TextBlockNode {
  readonly kind: 'text-block';
  readonly span: Span;
  /** What stands after `>` on its line, comment or not. */
  readonly rest: Span;
  readonly lines: readonly LineNode[];
}

export interface LineNode {
  readonly kind: 'line';
  /** The whole line with its indentation, without its line break. */
  readonly span: Span;
}

export interface SchemaBlockNode {
  readonly kind: 'schema-block';
  readonly span: Span;
  readonly rest: Span;
  readonly items: readonly (ColumnNode | SeparatorNode)[];
}

export interface SeparatorNode {
  readonly kind: 'separator';
  /** Empty when the comma was forgotten. */
  readonly span: Span;
}

export interface ColumnNode {
  readonly kind: 'column';
  readonly span: Span;
  readonly name?: ColumnNameNode;
  readonly parts: readonly ColumnPartNode[];
}

export interface ColumnNameNode {
  readonly kind: 'column-name';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  /** With its quotes. */
  readonly span: Span;
}

export type ColumnPartNode = JsonPathNode | CodeNode | ClauseNode;

export interface JsonPathNode {
  readonly kind: 'json-path';
  /** With the backticks. */
  readonly span: Span;
}

/** A piece of SQL: a type or an expression. */
export interface CodeNode {
  readonly kind: 'code';
  readonly span: Span;
  readonly tokens: readonly CodeToken[];
}

export interface CodeToken {
  readonly form: CodeForm;
  readonly span: Span;
}

export type CodeForm =
  | 'text'
  /** An opening bracket that nothing closes. */
  | 'unclosed-bracket'
  /** A closing bracket that nothing opened. */
  | 'stray-bracket'
  | 'unclosed-string'
  | 'unclosed-name'
  | 'template'
  /** A name in backticks or double quotes. */
  | 'quoted-name'
  | 'comma'
  | 'word';

export interface ClauseNode {
  readonly kind: 'clause';
  readonly span: Span;
  /** DEFAULT, CODEC and so on, upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly code?: CodeNode;
}

export interface IndexesBlockNode {
  readonly kind: 'indexes-block';
  readonly span: Span;
  readonly rest: Span;
  readonly lines: readonly CodeNode[];
}
