import { createToken, Lexer, type ITokenConfig, type TokenType } from 'chevrotain';

import type { FileKind } from '../settings/definition.js';
import {
  ANYTHING, Blank, BLANKS, COMMENTS, custom, INDEXES_TOKENS, IndexEnd, LETTERS, LINE_ENDS, match, SCHEMA_TOKENS, Space,
} from './code-tokens.js'; // prettier-ignore
import { endsSchema, endsText } from './block-end.js';
import {
  endOfLine,
  isBlank,
  isFirstColumn,
  isLineEnd,
  scanQuoted,
  scanWord,
  skipBlanks,
  startOfNextLine,
} from './scan.js';
import { findUnmarkedBlock, scanName, type SpecialName } from './setting-name.js';
import {
  BlockStart, GRAMMAR_TOKENS, IndexesName, PlainName, PlainWord, QuotedWord, SchemaName, TextLine, UnclosedWord,
} from './tokens.js'; // prettier-ignore

/*
 * The modes. `line` lies at the bottom of the stack; at most one other mode lies on it:
 *
 *   line ──name──▶ value · proseValue · schemaValue · indexesValue ──line end──▶ line
 *                    │          │            │             │
 *                    ▼ >        ▼ >          ▼ >           ▼ >
 *                   text       text        schema       indexes ──name in column 1──▶ a value mode
 *
 * Which name ends a block depends on the kind of file, so each kind has its own lexer.
 */
type Mode =
  'line' | 'value' | 'proseValue' | 'schemaValue' | 'indexesValue' | 'text' | 'schema' | 'indexes' | InlineMode;

/** For the one quoted word of `SCHEMA "a Int8"`: nothing in it ends a block. */
export type InlineMode = 'inlineSchema' | 'inlineIndexes';

/** The grammar's name for a setting, and how its value is read. */
const NAMES = [
  { category: SchemaName, mode: 'schemaValue', special: 'SCHEMA' },
  { category: IndexesName, mode: 'indexesValue', special: 'INDEXES' },
  { category: PlainName, mode: 'proseValue', special: 'DESCRIPTION' },
  { category: PlainName, mode: 'value', special: undefined },
] as const satisfies readonly { category: TokenType; mode: Mode; special: SpecialName | undefined }[];

/** Replaces the mode on top of `line`. */
const goTo = (mode: Mode): { pop_mode: true; push_mode: Mode } => ({ pop_mode: true, push_mode: mode });

const ValueBlank = createToken({
  name: 'ValueBlank',
  start_chars_hint: [...BLANKS],
  pattern: custom((text, at) => match(text, at, skipBlanks(text, at))),
  group: Lexer.SKIPPED,
});
const ValueEnd = createToken({
  name: 'ValueEnd',
  start_chars_hint: [...LINE_ENDS],
  pattern: /\r\n|\r|\n/,
  group: Lexer.SKIPPED,
  pop_mode: true,
});
const EmptyLines = createToken({
  name: 'EmptyLines',
  start_chars_hint: [...BLANKS],
  pattern: /[\s\uFEFF]+/,
  group: Lexer.SKIPPED,
});
const LineComment = createToken({
  name: 'LineComment',
  start_chars_hint: ['#'],
  pattern: /#[^\r\n]*/,
  group: COMMENTS,
});
/** ` -- like this`. Certificates begin with dashes too, hence the blanks around it. */
const ValueDashComment = createToken({
  name: 'ValueDashComment',
  start_chars_hint: ['-'],
  group: COMMENTS,
  pattern: custom((text, at) =>
    text.startsWith('--', at) &&
    isBlank(text.charCodeAt(at - 1)) &&
    (isBlank(text.charCodeAt(at + 2)) || isLineEnd(text.charCodeAt(at + 2)))
      ? match(text, at, endOfLine(text, at))
      : null,
  ),
});
const Quoted = createToken({
  name: 'Quoted',
  start_chars_hint: ['"', "'"],
  categories: QuotedWord,
  pattern: custom((text, at) => quotedWord(text, at, true)),
});
const Unclosed = createToken({
  name: 'Unclosed',
  start_chars_hint: ['"', "'"],
  categories: UnclosedWord,
  pattern: custom((text, at) => quotedWord(text, at, false)),
});
const Plain = createToken({
  name: 'Plain',
  start_chars_hint: [...ANYTHING],
  categories: PlainWord,
  pattern: custom((text, at) => match(text, at, scanWord(text, at))),
});

const EmptyBlockLine = createToken({
  name: 'EmptyBlockLine',
  start_chars_hint: [...BLANKS],
  group: Lexer.SKIPPED,
  pattern: custom((text, at) =>
    isLineEnd(text.charCodeAt(skipBlanks(text, at))) ? match(text, at, startOfNextLine(text, at)) : null,
  ),
});
const BlockIndent = createToken({
  name: 'BlockIndent',
  start_chars_hint: [...BLANKS],
  group: Lexer.SKIPPED,
  pattern: custom((text, at) => {
    const end = skipBlanks(text, at);
    return text[end] === '#' ? match(text, at, end) : null;
  }),
});
const BlockComment = createToken({
  name: 'BlockComment',
  start_chars_hint: ['#'],
  group: COMMENTS,
  pattern: custom((text, at) => (text[at] === '#' ? match(text, at, endOfLine(text, at)) : null)),
});
const BlockLineEnd = createToken({
  name: 'BlockLineEnd',
  start_chars_hint: [...LINE_ENDS],
  pattern: /\r\n|\r|\n/,
  group: Lexer.SKIPPED,
});
const BlockLine = createToken({
  name: 'BlockLine',
  start_chars_hint: [...ANYTHING],
  categories: TextLine,
  pattern: custom((text, at) => match(text, at, endOfLine(text, at))),
});

function quotedWord(text: string, at: number, closed: boolean): [string] | null {
  if (text[at] !== '"' && text[at] !== "'") return null;
  const scanned = scanQuoted(text, at);
  return scanned.closed === closed ? match(text, at, scanned.end) : null;
}

/**
 * What special names may begin with in a schema, where there are many words and hardly any of them
 * is one: their first letter, or the second when the first was forgotten. With all letters a file
 * takes a tenth longer.
 */
const INITIALS: Readonly<Record<SpecialName, readonly string[]>> = {
  SCHEMA: ['S', 's', 'C'],
  INDEXES: ['I', 'i', 'N'],
  DESCRIPTION: ['D', 'd', 'E'],
};

/** Names as they stand in one mode of one kind of file. */
function nameTokens(
  kind: FileKind,
  block: string,
  isName: (text: string, at: number) => boolean,
  enter: (mode: Mode) => Partial<ITokenConfig> = goTo,
): TokenType[] {
  const nameAt = remembered((text, at) => (isName(text, at) ? scanName(kind, text, at) : undefined));
  return NAMES.map(({ category, mode, special }) =>
    createToken({
      name: `${kind}_${block}_${mode}`,
      start_chars_hint: [
        ...(block === 'line' ? ANYTHING : block === 'schema' && special ? INITIALS[special] : LETTERS),
      ],
      categories: category,
      ...enter(mode),
      pattern: custom((text, at) => {
        const found = nameAt(text, at);
        if (!found) return null;
        const isPlain = block === 'schema' && found.special && !INITIALS[found.special].includes(text.charAt(at));
        return (isPlain ? undefined : found.special) === special ? match(text, at, found.end) : null;
      }),
    }),
  );
}

/** The tokens for names are tried one after the other, and what each asks is the same. */
function remembered<Found>(find: (text: string, at: number) => Found): (text: string, at: number) => Found | undefined {
  let lastText: string | undefined;
  let lastAt = -1;
  let found: Found | undefined;
  return (text, at) => {
    if (lastAt !== at || lastText !== text) {
      found = find(text, at);
      lastText = text;
      lastAt = at;
    }
    return found;
  };
}

/**
 * `>` alone as the first word. It takes the rest of its line with it, so that a block begins at the
 * start of a line.
 */
function blockStart(mode: Mode, names: ReadonlySet<TokenType>): TokenType {
  return createToken({
    name: `BlockStart_${mode}_${names.size}`,
    start_chars_hint: ['>'],
    categories: BlockStart,
    ...goTo(mode),
    pattern: custom((text, at, before) => {
      const last = before.at(-1);
      if (text[at] !== '>' || last === undefined || !names.has(last.tokenType)) return null;
      const next = text.charCodeAt(at + 1);
      return isBlank(next) || isLineEnd(next) || next === 35 ? match(text, at, startOfNextLine(text, at)) : null;
    }),
  });
}

/** The end of a line that has no `>`, though a block is what follows. */
function unmarkedStart(kind: FileKind, mode: Mode, mayFollow: (last: TokenType) => boolean): TokenType {
  return createToken({
    name: `${kind}_UnmarkedStart_${mode}`,
    start_chars_hint: [...LINE_ENDS],
    categories: BlockStart,
    ...goTo(mode),
    pattern: custom((text, at, before) => {
      const last = before.at(-1);
      if (!isLineEnd(text.charCodeAt(at)) || last === undefined || !mayFollow(last.tokenType)) return null;
      return match(text, at, findUnmarkedBlock(kind, text, at) ?? at);
    }),
  });
}

const NOT_ASCII = /[^\0-\x7f]/;

export interface DatafileLexer {
  /** The lexer that is quickest with this text. */
  readonly lexerFor: (text: string) => Lexer;
  /** For the parser's vocabulary. */
  readonly tokens: readonly TokenType[];
}

export function createLexer(kind: FileKind): DatafileLexer {
  const lineNames = nameTokens(
    kind,
    'line',
    () => true,
    (mode) => ({ push_mode: mode }),
  );
  const textNames = nameTokens(kind, 'text', (text, at) => isFirstColumn(text, at) && endsText(kind, text, at));
  const schemaNames = nameTokens(kind, 'schema', (text, at) => isFirstColumn(text, at) && endsSchema(kind, text, at));
  const names = new Set([...lineNames, ...textNames, ...schemaNames]);
  const toText = createBlockStart('text');
  const toSchema = createBlockStart('schema');
  const toIndexes = createBlockStart('indexes');
  const isName = (last: TokenType): boolean => names.has(last);
  // A quoted word may be all there is: `SCHEMA "a Int8"`.
  const isNoQuote = (last: TokenType): boolean => last !== Quoted;
  const textBelow = unmarkedStart(kind, 'text', isName);
  const schemaBelow = unmarkedStart(kind, 'schema', isNoQuote);
  const indexesBelow = unmarkedStart(kind, 'indexes', isNoQuote);
  const words = [Quoted, Unclosed, Plain];
  const modes: Record<Mode, TokenType[]> = {
    line: [EmptyLines, LineComment, ...lineNames],
    value: [textBelow, ValueEnd, ValueBlank, LineComment, ValueDashComment, toText, ...words],
    proseValue: [textBelow, ValueEnd, ValueBlank, LineComment, toText, ...words],
    schemaValue: [schemaBelow, ValueEnd, ValueBlank, LineComment, ValueDashComment, toSchema, ...words],
    indexesValue: [indexesBelow, ValueEnd, ValueBlank, LineComment, ValueDashComment, toIndexes, ...words],
    text: [EmptyBlockLine, BlockIndent, BlockComment, BlockLineEnd, ...textNames, BlockLine],
    schema: [Space, ...schemaNames, ...SCHEMA_TOKENS],
    indexes: [IndexEnd, Blank, ...schemaNames, ...INDEXES_TOKENS],
    inlineSchema: [Space, ...SCHEMA_TOKENS],
    inlineIndexes: [IndexEnd, Blank, ...INDEXES_TOKENS],
  };
  const tokens = new Set<TokenType>([...GRAMMAR_TOKENS, ...Object.values(modes).flat()]);
  // Made when first needed: most programs begin with one file, and so with one kind.
  let forAscii: Lexer | undefined;
  let forAll: Lexer | undefined;
  return {
    lexerFor: (text) => (NOT_ASCII.test(text) ? (forAll ??= makeLexer(false)) : (forAscii ??= makeLexer(true))),
    tokens: [...tokens],
  };

  function makeLexer(usesHints: boolean): Lexer {
    return new Lexer(
      { modes, defaultMode: 'line' },
      { safeMode: !usesHints, positionTracking: 'onlyOffset', ensureOptimizations: false, skipValidations: true },
    );
  }

  function createBlockStart(mode: Mode): TokenType {
    const token = blockStart(mode, names);
    token.name = `${kind}_${token.name}`;
    return token;
  }
}
