import { createToken, Lexer, type ITokenConfig, type TokenType } from 'chevrotain';

const abstract = (name: string, more: Partial<ITokenConfig> = {}): TokenType =>
  createToken({ name, pattern: Lexer.NA, ...more });

/*
 * What the grammar speaks of. Each lexer mode has concrete tokens of its own that belong to one of
 * these.
 */

export const SchemaName = abstract('SchemaName');
export const IndexesName = abstract('IndexesName');
/** Every other setting, unknown ones too. */
export const PlainName = abstract('PlainName');

export const BlockStart = abstract('BlockStart');
/** A line of a text block. */
export const TextLine = abstract('TextLine');

export const ValueWord = abstract('ValueWord');
export const PlainWord = abstract('PlainWord', { categories: ValueWord });
export const QuotedWord = abstract('QuotedWord', { categories: ValueWord });
export const UnclosedWord = abstract('UnclosedWord', { categories: ValueWord });

/** What a column or an index may hold besides commas, paths and clauses. */
export const Code = abstract('Code');
/** What may begin a column. */
export const NameStart = abstract('NameStart');

/** Between two columns. */
export const Separator = abstract('Separator');

/** Made by the arrangement pass, never by the lexer. */
export const Nested = abstract('Nested', { categories: Code });
export const UnclosedBracket = abstract('UnclosedBracket', { categories: Code });
export const StrayBracket = abstract('StrayBracket', { categories: Code });
export const MissingComma = abstract('MissingComma', { categories: Separator });

export const GRAMMAR_TOKENS: readonly TokenType[] = [
  SchemaName, IndexesName, PlainName, BlockStart, TextLine, ValueWord, PlainWord, QuotedWord, UnclosedWord,
  Code, NameStart, Separator, Nested, UnclosedBracket, StrayBracket, MissingComma,
]; // prettier-ignore
