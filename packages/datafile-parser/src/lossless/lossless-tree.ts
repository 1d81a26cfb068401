import type { Span } from '@proj/diagnostics';

import { isBlank, isLineEnd, scanTemplate, startOfNextLine, startsTemplate } from '../syntax/scan.js';
import type {
  BlockNode,
  ClauseNode,
  CodeNode,
  ColumnNameNode,
  ColumnNode,
  CommentNode,
  FileNode,
  JsonPathNode,
  LineNode,
  NameNode,
  SeparatorNode,
  SettingNode,
  WordNode,
} from '../syntax/tree.js';
import type { LeafKind, LosslessBranch, LosslessFile, LosslessLeaf, LosslessNode } from './lossless-node.js';

type AnyNode =
  | FileNode | SettingNode | NameNode | WordNode | BlockNode | LineNode | ColumnNode | SeparatorNode | ColumnNameNode
  | JsonPathNode | ClauseNode | CodeNode; // prettier-ignore

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Adds to a syntax tree what it leaves out: blanks, line breaks, comments, commas. Every character
 * of the text is in exactly one leaf, whatever the text is, so that {@link printTree} gives it
 * back. Made on demand, because parsing does not need it.
 *
 * @example
 * const text = 'TYPE kafka # for now\n';
 * const tree = losslessTree(parseDatafile({ path: 'a.connection', text }).tree, text);
 * tree.children.map((one) => one.kind); // => ['setting', 'blank', 'comment', 'line-break']
 */
export function losslessTree(tree: FileNode, text: string): LosslessFile {
  const weave = new Weaver(text, tree.comments);
  return { kind: 'file', span: tree.span, node: tree, children: weave.between(tree.span, tree.settings) };
}

/** Goes through the text once, from its start to its end. */
class Weaver {
  readonly #text: string;
  readonly #comments: readonly CommentNode[];
  #nextComment = 0;

  constructor(text: string, comments: readonly CommentNode[]) {
    this.#text = text;
    this.#comments = comments;
  }

  /** Nodes, and what lies before, between and after them. */
  between(span: Span, nodes: Iterable<AnyNode>, start: readonly LosslessNode[] = []): LosslessNode[] {
    const out = [...start];
    let at = out.at(-1)?.span.end ?? span.start;
    for (const node of nodes) {
      // A comma that is missing has a place and no text.
      if (node.span.start === node.span.end) continue;
      this.#addTrivia(at, node.span.start, out);
      out.push(this.#weave(node));
      at = node.span.end;
    }
    this.#addTrivia(at, span.end, out);
    return out;
  }

  #weave(node: AnyNode): LosslessNode {
    const { span } = node;
    switch (node.kind) {
      case 'name':
      case 'column-name':
      case 'json-path':
        return this.#leaf(node.kind, span);
      case 'separator':
        return this.#leaf('comma', span);
      case 'file':
        return branch(node, this.between(span, node.settings));
      case 'setting':
        return branch(node, this.between(span, [node.name, ...node.words, ...(node.block ? [node.block] : [])]));
      case 'word':
      case 'line':
        return branch(node, this.#textWithTemplates(span));
      case 'text-block':
      case 'indexes-block':
        return branch(node, this.between(span, node.lines, this.#blockStart(node)));
      case 'schema-block':
        return branch(node, this.between(span, node.items, this.#blockStart(node)));
      case 'column':
        return branch(node, this.between(span, node.name ? [node.name, ...node.parts] : node.parts));
      case 'clause': {
        const keyword = this.#leaf('keyword', node.keywordSpan);
        return branch(node, this.between(span, node.code ? [node.code] : [], [keyword]));
      }
      case 'code':
        return branch(node, this.#tokens(node));
    }
    node satisfies never;
    return node;
  }

  #tokens({ tokens, span: whole }: CodeNode): LosslessNode[] {
    const out: LosslessNode[] = [];
    for (const { form, span } of tokens) {
      // Inside the brackets of an index the end of a line is a token too.
      if (isLineEnd(this.#text.charCodeAt(span.start))) continue;
      this.#addTrivia(out.at(-1)?.span.end ?? whole.start, span.start, out);
      out.push(this.#leaf(form === 'template' ? 'template' : 'token', span));
    }
    this.#addTrivia(out.at(-1)?.span.end ?? whole.start, whole.end, out);
    return out;
  }

  /** The lexer takes the line of a `>` as one piece, so the comment on it is found here. */
  #blockStart({ span, rest }: BlockNode): LosslessNode[] {
    const out: LosslessNode[] = [];
    this.#addLeaf('block-start', span.start, rest.start, out);
    let at = rest.start;
    while (at < rest.end && isBlank(this.#text.charCodeAt(at))) at++;
    this.#addLeaf('blank', rest.start, at, out);
    this.#addLeaf(this.#text[at] === '#' ? 'comment' : 'stray', at, rest.end, out);
    return out;
  }

  #textWithTemplates({ start, end }: Span): LosslessNode[] {
    const out: LosslessNode[] = [];
    let at = start;
    while (at < end && isBlank(this.#text.charCodeAt(at))) at++;
    this.#addLeaf('blank', start, at, out);
    let from = at;
    while (at < end) {
      if (!startsTemplate(this.#text, at)) {
        at++;
        continue;
      }
      this.#addLeaf('text', from, at, out);
      from = at;
      at = Math.min(end, scanTemplate(this.#text, at).end);
      this.#addLeaf('template', from, at, out);
      from = at;
    }
    this.#addLeaf('text', from, end, out);
    return out;
  }

  /**
   * Everything up to the next node: total, so that no character is lost whatever the lexer left
   * out.
   */
  #addTrivia(from: number, to: number, out: LosslessNode[]): void {
    let at = from;
    while (at < to) {
      const start = at;
      const code = this.#text.charCodeAt(at);
      const comment = this.#commentFrom(at);
      if (comment?.start === at && comment.end <= to) {
        at = comment.end;
        this.#addLeaf('comment', start, at, out);
      } else if (isLineEnd(code)) {
        at = Math.min(to, startOfNextLine(this.#text, at));
        this.#addLeaf('line-break', start, at, out);
      } else if (at === 0 && code === BYTE_ORDER_MARK) {
        this.#addLeaf('byte-order-mark', 0, ++at, out);
      } else {
        const end = Math.min(to, comment?.start ?? to);
        const blank = isSpace(code);
        do at++;
        while (at < end && this.#isTrivia(at, blank));
        this.#addLeaf(blank ? 'blank' : 'stray', start, at, out);
      }
    }
  }

  #isTrivia(at: number, blank: boolean): boolean {
    const code = this.#text.charCodeAt(at);
    return !isLineEnd(code) && isSpace(code) === blank;
  }

  /** The first comment at or after a place. */
  #commentFrom(at: number): Span | undefined {
    for (;;) {
      const comment = this.#comments[this.#nextComment];
      if (!comment || comment.span.start >= at) return comment?.span;
      this.#nextComment++;
    }
  }

  #leaf(kind: LeafKind, { start, end }: Span): LosslessLeaf {
    return { kind, span: { start, end }, text: this.#text.slice(start, end) };
  }

  #addLeaf(kind: LeafKind, start: number, end: number, out: LosslessNode[]): void {
    if (start < end) out.push(this.#leaf(kind, { start, end }));
  }
}

const SPACE = /\s/;
const isSpace = (code: number): boolean => isBlank(code) || SPACE.test(String.fromCharCode(code));

function branch(node: LosslessBranch['node'], children: readonly LosslessNode[]): LosslessBranch {
  return { kind: node.kind, span: node.span, node, children } as LosslessBranch;
}
