import type { Span } from '@proj/diagnostics';

import { appendAll } from '../append-all.js';
import type { Reports } from '../reporting/reports.js';
import { isBlank } from '../syntax/scan.js';
import type { LineNode, TextBlockNode, WordNode } from '../syntax/tree.js';
import { findVariables, type Variables } from '../include/expand-includes.js';
import { splitTemplates } from './template.js';
import type { TextPiece, TextValue, ValuePart } from '../model/types.js';

const SPACE = 32;

/** Words of one line: joined by single blanks, as the original does, and one layer of quotes taken off. */
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

/** By far the most values hold no template, and one blank between words: what the file has is the value. */
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

type LiteralPart = Extract<ValuePart, { kind: 'literal' }>;

function mergeLiterals(parts: readonly ValuePart[]): ValuePart[] {
  const out: ValuePart[] = [];
  let run: LiteralPart[] = [];
  const flush = (): void => {
    const [first] = run;
    if (first) out.push(run.length === 1 ? first : joined(run));
    run = [];
  };
  for (const part of parts) {
    if (part.kind === 'literal') {
      run.push(part);
      continue;
    }
    flush();
    out.push(part);
  }
  flush();
  return out;
}

/** Literals that follow each other. Their places are kept where the text is not what the file has. */
function joined(run: readonly LiteralPart[]): LiteralPart {
  const pieces: TextPiece[] = [];
  let at = 0;
  let verbatim = true;
  let end = run[0]?.span.start ?? 0;
  const start = end;
  for (const { text, span } of run) {
    pieces.push({ at, start: span.start });
    verbatim &&= span.start === end && span.end - span.start === text.length;
    at += text.length;
    end = span.end;
  }
  const text = run.map((one) => one.text).join('');
  return { kind: 'literal', text, span: { start, end }, ...(verbatim ? {} : { pieces }) };
}

/** A value with what its variables stand for. */
export function withVariables(value: TextValue, variables: Variables): TextValue {
  const parts = value.parts.flatMap((part): readonly ValuePart[] => {
    if (part.kind === 'secret') return [part];
    const found = findVariables(part.text, variables);
    const pieces: ValuePart[] = [];
    let at = 0;
    const literal = (end: number): void => {
      if (end > at) pieces.push({ kind: 'literal', text: part.text.slice(at, end), span: placeOf(part, at, end) });
    };
    for (const { start, end, value: text } of found) {
      literal(start);
      pieces.push({ kind: 'literal', text, span: placeOf(part, start, end) });
      at = end;
    }
    if (found.length === 0) return [part];
    literal(part.text.length);
    return pieces;
  });
  return { ...value, parts: mergeLiterals(parts) };
}

/** Where in the file a stretch of a literal's text stands. */
export function placeOf(part: LiteralPart, start: number, end: number): Span {
  const from = offsetOf(part, start);
  return { start: from, end: end > start ? offsetOf(part, end - 1) + 1 : from };
}

function offsetOf({ span, pieces, text }: LiteralPart, at: number): number {
  if (!pieces) return span.start + at;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  if (at >= text.length) return span.end;
  const piece = pieces[low];
  return Math.min(piece ? piece.start + at - piece.at : span.start, span.end);
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

/**
 * The text when it can be known without resolving anything: literal texts, and secrets by their defaults.
 * Undefined when a secret without a default is in it.
 */
export function knownText(value: TextValue): string | undefined {
  let text = '';
  for (const part of value.parts) {
    const piece = part.kind === 'literal' ? part.text : part.default;
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

/** The text of a value that holds no secret. */
export function literalText(value: TextValue): string | undefined {
  return holdsSecret(value) ? undefined : knownText(value);
}

/**
 * A value as its file has it: secrets stay templates.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.connection', text: "TYPE kafka\nKAFKA_KEY {{tb_secret('USER')}}" });
 * const setting = file?.settings.get('KAFKA_KEY');
 * setting && templateText(setting.value); // => '{{ tb_secret("USER") }}'
 */
export function templateText(value: TextValue): string {
  return value.parts.map((part) => (part.kind === 'literal' ? part.text : templateOf(part))).join('');
}

function templateOf(secret: Extract<ValuePart, { kind: 'secret' }>): string {
  const standIn = secret.default === undefined ? '' : `, ${JSON.stringify(secret.default)}`;
  return `{{ tb_secret(${JSON.stringify(secret.name)}${standIn}) }}`;
}

/** Whether a value holds a secret. */
export const holdsSecret = (value: TextValue): boolean => value.parts.some((part) => part.kind === 'secret');
