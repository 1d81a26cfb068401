import type { Span } from '@proj/diagnostics';

/*
 * The syntax tree: what was written, before it means anything. Every node has a span; what lies
 * between the nodes and the comments is blank, so that the tree and the text together lose nothing.
 *
 * file      settings and comments, in order
 * setting   a name, then words on the same line, or a block below it
 * block     text: lines · schema: columns · indexes: one a line
 * column    a name, then parts: type text, json path, clauses (DEFAULT …, CODEC(…))
 */

/** A whole file: its settings and its comments, each in the order of the text. */
export interface FileNode {
  readonly kind: 'file';
  readonly span: Span;
  readonly settings: readonly SettingNode[];
  readonly comments: readonly CommentNode[];
}

/** A comment, wherever it stands. */
export interface CommentNode {
  readonly kind: 'comment';
  /** From `#` or `--` to the end of the line. */
  readonly span: Span;
}

/** A name, and the words on its line or the block below it. */
export interface SettingNode {
  readonly kind: 'setting';
  readonly span: Span;
  readonly name: NameNode;
  /** The words after the name, on its line. */
  readonly words: readonly WordNode[];
  readonly block?: BlockNode;
  /** What the one quoted word of SCHEMA or INDEXES holds. Its text is part of that word. */
  readonly inline?: SchemaBlockNode | IndexesBlockNode;
}

/** The first word of a setting. */
export interface NameNode {
  readonly kind: 'name';
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

/** One word of a value: a quoted one is one word, whatever it holds. */
export interface WordNode {
  readonly kind: 'word';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  readonly span: Span;
}

/** What follows `NAME >`. */
export type BlockNode = TextBlockNode | SchemaBlockNode | IndexesBlockNode;

/** A block of text. Blank lines and lines with only a comment are not part of it. */
export interface TextBlockNode {
  readonly kind: 'text-block';
  readonly span: Span;
  /** What stands after `>` on its line, comment or not. */
  readonly rest: Span;
  readonly lines: readonly LineNode[];
}

/** A line of a text block. */
export interface LineNode {
  readonly kind: 'line';
  /** The whole line with its indentation, without its line break. */
  readonly span: Span;
}

/** The columns of a SCHEMA block and what separates them. */
export interface SchemaBlockNode {
  readonly kind: 'schema-block';
  readonly span: Span;
  readonly rest: Span;
  readonly items: readonly (ColumnNode | SeparatorNode)[];
}

/** A comma between columns, or the place where one is missing. */
export interface SeparatorNode {
  readonly kind: 'separator';
  /** Empty when the comma was forgotten. */
  readonly span: Span;
}

/** A column: what stands between two commas. */
export interface ColumnNode {
  readonly kind: 'column';
  readonly span: Span;
  readonly name?: ColumnNameNode;
  readonly parts: readonly ColumnPartNode[];
}

/** The name of a column. */
export interface ColumnNameNode {
  readonly kind: 'column-name';
  readonly form: 'plain' | 'quoted' | 'unclosed';
  /** With its quotes. */
  readonly span: Span;
}

/** What may follow the name of a column. */
export type ColumnPartNode = JsonPathNode | CodeNode | ClauseNode;

/** Where the value of a column is found in a message. */
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

/** A piece of SQL that is not analysed further. */
export interface CodeToken {
  readonly form: CodeForm;
  readonly span: Span;
}

/** What a piece of SQL is, as far as it matters. */
export type CodeForm =
  | 'text'
  /** An opening bracket that nothing closes. */
  | 'unclosed-bracket'
  /** A closing bracket that nothing opened. */
  | 'stray-bracket'
  | 'unclosed-string'
  | 'unclosed-name'
  /** A backtick that ends what no other one began. */
  | 'stray-backtick'
  | 'template'
  /** A name in backticks or double quotes. */
  | 'quoted-name'
  | 'comma'
  | 'word';

/** DEFAULT, CODEC and the like, with what follows. */
export interface ClauseNode {
  readonly kind: 'clause';
  readonly span: Span;
  /** DEFAULT, CODEC and so on, upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly code?: CodeNode;
}

/** The lines of an INDEXES block. */
export interface IndexesBlockNode {
  readonly kind: 'indexes-block';
  readonly span: Span;
  readonly rest: Span;
  readonly lines: readonly CodeNode[];
}
