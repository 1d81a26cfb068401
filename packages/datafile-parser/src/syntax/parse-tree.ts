import type { Span } from '@proj/diagnostics';

import type { FileKind } from '../settings/definition.js';
import { arrangeTokens } from './arrange.js';
import { COMMENTS } from './code-tokens.js';
import { DatafileGrammar } from './grammar.js';
import { createLexer, type DatafileLexer } from './lexer.js';
import { spanOf } from './nodes.js';
import type { FileNode, SettingNode } from './tree.js';

interface Tools {
  readonly lexers: Readonly<Record<FileKind, DatafileLexer>>;
  readonly grammar: DatafileGrammar;
}

let tools: Tools | undefined;

/** Made when first needed: importing the package should cost nothing. */
function getTools(): Tools {
  if (!tools) {
    const lexers = { connection: createLexer('connection'), datasource: createLexer('datasource') };
    const vocabulary = new Set([...lexers.connection.tokens, ...lexers.datasource.tokens]);
    tools = { lexers, grammar: new DatafileGrammar([...vocabulary]) };
  }
  return tools;
}

export interface ParsedTree {
  readonly tree: FileNode;
  /** Where the grammar could not follow. It is total, so this is empty unless it has a gap. */
  readonly unexpected: readonly Span[];
}

/** Text into syntax tree. Never throws; takes time in proportion to the text. */
export function parseTree(kind: FileKind, text: string): ParsedTree {
  const { lexers, grammar } = getTools();
  const lexed = lexers[kind].lexerFor(text).tokenize(text);
  grammar.input = arrangeTokens(text, lexed.tokens);
  const found = grammar.settings();
  const { errors } = grammar;
  const settings = found.map((node) => (mayBeInline(node) ? withInline(text, node, lexers[kind], grammar) : node));
  const comments = (lexed.groups[COMMENTS] ?? []).map((token) => ({ kind: 'comment' as const, span: spanOf(token) }));
  return {
    tree: { kind: 'file', span: { start: 0, end: text.length }, settings, comments },
    unexpected: [
      ...lexed.errors.map((error) => ({ start: error.offset, end: error.offset + error.length })),
      // Chevrotain: a token made up by recovery, and the one at the end of the text, have no
      // position.
      ...errors.map(({ token }) =>
        Number.isFinite(token.startOffset) ? spanOf(token) : { start: text.length, end: text.length },
      ),
    ],
  };
}

const mayBeInline = ({ name, words, block }: SettingNode): boolean =>
  !block && words.length === 1 && words[0]?.form === 'quoted' && /^(?:SCHEMA|INDEXES|INDICES)$/i.test(name.text);

/** `SCHEMA "a Int8, b String"`: the quoted word holds what a block would. */
function withInline(
  text: string,
  node: SettingNode,
  { lexerFor }: DatafileLexer,
  grammar: DatafileGrammar,
): SettingNode {
  const word = node.words[0]?.span ?? node.span;
  const span = { start: word.start + 1, end: word.end - 1 };
  const inside = text.slice(span.start, span.end);
  const isSchema = node.name.text.toUpperCase() === 'SCHEMA';
  const { tokens } = lexerFor(inside).tokenize(inside, isSchema ? 'inlineSchema' : 'inlineIndexes');
  const input = arrangeTokens(inside, tokens);
  grammar.input = input.map((token) => ({ ...token, startOffset: token.startOffset + span.start }));
  const base = { span, rest: { start: span.start, end: span.start } };
  const inline = isSchema
    ? { ...base, kind: 'schema-block' as const, items: grammar.schemaItems() }
    : { ...base, kind: 'indexes-block' as const, lines: grammar.indexLines() };
  return { ...node, inline };
}
