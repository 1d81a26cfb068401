import type { Span } from '@proj/diagnostics';
import type { IToken, TokenType } from 'chevrotain';

import {
  Backticked,
  Comma,
  DoubleQuoted,
  StrayBacktick,
  Template,
  UnclosedBacktick,
  UnclosedString,
  Word,
} from './code-tokens.js';
import { StrayBracket, UnclosedBracket, UnclosedWord, QuotedWord } from './tokens.js';
import type {
  BlockNode, ClauseNode, CodeForm, CodeNode, ColumnNameNode, ColumnNode, ColumnPartNode, JsonPathNode, LineNode, NameNode, SeparatorNode, SettingNode, WordNode,
} from './tree.js'; // prettier-ignore

/*
 * Tokens into nodes. Those that take only tokens also run while Chevrotain records the grammar,
 * with a made-up one.
 */

/** The lexer keeps track of offsets alone, and of the first one only. */
export const endOf = (token: IToken): number => token.startOffset + token.image.length;

export const spanOf = (token: IToken): Span => ({ start: token.startOffset, end: endOf(token) });

const across = (first: Span, last: Span | undefined): Span => ({ start: first.start, end: last?.end ?? first.end });
const NOWHERE: Span = { start: 0, end: 0 };

export const nameNode = (token: IToken): NameNode => ({ kind: 'name', text: token.image, span: spanOf(token) });
export const lineNode = (token: IToken): LineNode => ({ kind: 'line', span: spanOf(token) });
export const jsonPathNode = (token: IToken): JsonPathNode => ({ kind: 'json-path', span: spanOf(token) });
export const separatorNode = (token: IToken): SeparatorNode => ({ kind: 'separator', span: spanOf(token) });

export const wordNode = (token: IToken): WordNode => ({
  kind: 'word',
  form: is(token, QuotedWord) ? 'quoted' : is(token, UnclosedWord) ? 'unclosed' : 'plain',
  span: spanOf(token),
});

const is = (token: IToken, category: TokenType): boolean => token.tokenType.CATEGORIES?.includes(category) ?? false;

const FORMS = new Map<TokenType, CodeForm>([
  [UnclosedBracket, 'unclosed-bracket'],
  [StrayBracket, 'stray-bracket'],
  [UnclosedString, 'unclosed-string'],
  [UnclosedBacktick, 'unclosed-name'],
  [StrayBacktick, 'stray-backtick'],
  [Template, 'template'],
  [Backticked, 'quoted-name'],
  [DoubleQuoted, 'quoted-name'],
  [Comma, 'comma'],
  [Word, 'word'],
]);

export function codeNode(tokens: readonly IToken[]): CodeNode {
  const parts = tokens.map((token) => ({ form: FORMS.get(token.tokenType) ?? ('text' as const), span: spanOf(token) }));
  return { kind: 'code', span: across(parts[0]?.span ?? NOWHERE, parts.at(-1)?.span), tokens: parts };
}

export function clauseNode(keyword: IToken, code: CodeNode | undefined): ClauseNode {
  const keywordSpan = spanOf(keyword);
  return {
    kind: 'clause',
    span: across(keywordSpan, code?.span),
    keyword: keyword.image.toUpperCase(),
    keywordSpan,
    ...(code ? { code } : {}),
  };
}

export function columnNameNode(tokens: readonly IToken[]): ColumnNameNode {
  const first = tokens[0] as IToken;
  const type = first.tokenType;
  return {
    kind: 'column-name',
    form: type === Backticked || type === DoubleQuoted ? 'quoted' : type === UnclosedBacktick ? 'unclosed' : 'plain',
    span: across(spanOf(first), spanOf(tokens.at(-1) ?? first)),
  };
}

export function columnNode(name: ColumnNameNode | undefined, parts: readonly ColumnPartNode[]): ColumnNode {
  const first = name?.span ?? parts[0]?.span ?? NOWHERE;
  return { kind: 'column', span: across(first, parts.at(-1)?.span), ...(name ? { name } : {}), parts };
}

export function blockNode<Block extends BlockNode>(
  start: IToken,
  last: Span | undefined,
  build: (base: { readonly span: Span; readonly rest: Span }) => Block,
): Block {
  const { start: begin, end } = spanOf(start);
  // Without a > the block begins with the line below.
  if (!start.image.startsWith('>')) {
    return build({ span: { start: end, end: last?.end ?? end }, rest: { start: end, end } });
  }
  const image = start.image.replace(/[\r\n]+$/, '');
  return build({
    span: { start: begin, end: last?.end ?? Math.min(end, begin + image.length) },
    rest: { start: begin + 1, end: begin + image.length },
  });
}

export function settingNode(name: NameNode, words: readonly WordNode[], block: BlockNode | undefined): SettingNode {
  const last = block?.span ?? words.at(-1)?.span;
  return { kind: 'setting', span: across(name.span, last), name, words, ...(block ? { block } : {}) };
}
