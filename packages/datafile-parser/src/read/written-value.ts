import type { Span } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import type { Reports } from '../reporting/reports.js';
import { isBlank } from '../syntax/scan.js';
import type { LineNode, TextBlockNode, WordNode } from '../syntax/tree.js';
import { mergeLiterals } from './merge-literals.js';
import { splitTemplates } from './template.js';
import type { TextPiece, TextValue, ValuePart } from '../model/types.js';

const SPACE = 32;

/**
 * Words of one line: joined by single blanks, as the original does, and one layer of quotes taken
 * off.
 */
export function valueOfWords(words: readonly WordNode[], reports: Reports, unquote = true): TextValue {
  const { text } = reports.file;
  const [first] = words;
  const plain = first && plainSpan(words, text);
  if (plain) return valueOfPlainText(plain, text, unquote);
  const parts: ValuePart[] = [];
  let before: WordNode | undefined;
  for (const word of words) {
    if (before && before.span.end < word.span.start) {
      parts.push({ kind: 'literal', text: ' ', span: { start: before.span.end, end: word.span.start } });
    }
    appendAll(parts, splitTemplates(word.span, reports));
    before = word;
  }
  const span = { start: first?.span.start ?? 0, end: before?.span.end ?? 0 };
  const merged = mergeLiterals(parts);
  return { parts: unquote ? withoutQuotes(merged, span) : merged, span };
}

/**
 * By far the most values hold no template, and one blank between words: what the file has is the
 * value.
 */
function plainSpan(words: readonly WordNode[], text: string): Span | undefined {
  const start = words[0]?.span.start ?? 0;
  let end = start;
  for (const { span } of words) {
    if (span.start > end && !(span.start === end + 1 && text.charCodeAt(end) === SPACE)) return undefined;
    end = span.end;
  }
  return text.slice(start, end).includes('{') ? undefined : { start, end };
}

function valueOfPlainText(span: Span, text: string, unquote: boolean): TextValue {
  const quoted = unquote && span.end - span.start >= 2 && isQuote(text[span.start]) && isQuote(text[span.end - 1]);
  const inner = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
  if (inner.start === inner.end) return { parts: [], span };
  return { parts: [{ kind: 'literal', text: text.slice(inner.start, inner.end), span: inner }], span };
}

/** How the lines of a block become one text. */
export type BlockStyle =
  /** Common indentation removed. */
  | 'dedented'
  /** Every line without its indentation. */
  | 'flush';

export function valueOfBlock(block: TextBlockNode, style: BlockStyle, reports: Reports, unquote = false): TextValue {
  const { text } = reports.file;
  const indent = style === 'dedented' ? commonIndent(text, block.lines) : Infinity;
  const parts: ValuePart[] = [];
  for (const [i, { span }] of block.lines.entries()) {
    let { start, end } = span;
    while (start < end && start - span.start < indent && isBlank(text.charCodeAt(start))) start++;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    if (i > 0) parts.push({ kind: 'literal', text: '\n', span: { start, end: start } });
    appendAll(parts, splitTemplates({ start, end }, reports));
  }
  const first = block.lines[0]?.span ?? block.span;
  const span = { start: first.start, end: block.lines.at(-1)?.span.end ?? first.end };
  const merged = mergeLiterals(parts);
  return { parts: unquote ? withoutQuotes(merged, span) : merged, span };
}

/** How many blanks every line begins with. */
export function commonIndent(text: string, lines: readonly LineNode[]): number {
  return lines.reduce((least, { span }) => {
    let at = span.start;
    while (at < span.end && isBlank(text.charCodeAt(at))) at++;
    return Math.min(least, at - span.start);
  }, Infinity);
}

const isQuote = (char: string | undefined): boolean => char === '"' || char === "'";

function withoutQuotes(parts: readonly ValuePart[], whole: Span): readonly ValuePart[] {
  const first = parts[0];
  const last = parts.at(-1);
  if (first?.kind !== 'literal' || last?.kind !== 'literal' || whole.end - whole.start < 2) return parts;
  if (!isQuote(first.text[0]) || !isQuote(last.text.at(-1))) return parts;
  return parts
    .map((part, i): ValuePart => {
      if (part.kind === 'secret') return part;
      const from = i === 0 ? 1 : 0;
      const to = i === parts.length - 1 ? 1 : 0;
      const { pieces } = part;
      return {
        kind: 'literal',
        text: part.text.slice(from, part.text.length - to),
        span: { start: part.span.start + from, end: part.span.end - to },
        ...(pieces ? { pieces: from === 0 ? pieces : withoutFirst(pieces) } : {}),
      };
    })
    .filter((part) => part.kind === 'secret' || part.text !== '');
}

/** The pieces of a text whose first character is taken off. */
const withoutFirst = (pieces: readonly TextPiece[]): readonly TextPiece[] =>
  pieces.map(({ at, start }, i) => (i === 0 ? { at, start: start + 1 } : { at: at - 1, start }));
