import type { Span } from '@proj/diagnostics';

import type { FileKind } from '../settings/definition.js';
import { arrangeTokens } from './arrange.js';
import { COMMENTS } from './code-tokens.js';
import { DatafileGrammar } from './grammar.js';
import { createLexer, type DatafileLexer } from './lexer.js';
import { spanOf } from './nodes.js';
import type { FileNode } from './tree.js';

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
  const lexed = lexers[kind].lexer.tokenize(text);
  grammar.input = arrangeTokens(text, lexed.tokens);
  const settings = grammar.settings();
  const comments = (lexed.groups[COMMENTS] ?? []).map((token) => ({ kind: 'comment' as const, span: spanOf(token) }));
  return {
    tree: { kind: 'file', span: { start: 0, end: text.length }, settings: settings ?? [], comments },
    unexpected: [
      ...lexed.errors.map((error) => ({ start: error.offset, end: error.offset + error.length })),
      // Chevrotain: a token made up by recovery, and the one at the end of the text, have no position.
      ...grammar.errors.map(({ token }) =>
        Number.isFinite(token.startOffset) ? spanOf(token) : { start: text.length, end: text.length },
      ),
    ],
  };
}
