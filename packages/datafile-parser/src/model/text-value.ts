import type { Span } from '@proj/diagnostics';

import type { Reports } from '../reports.js';
import { isBlank } from '../syntax/scan.js';
import type { LineNode, TextBlockNode, WordNode } from '../syntax/tree.js';
import { splitTemplates } from './template.js';
import type { TextValue, ValuePart } from './types.js';

/** Words of one line: joined by single blanks, as the original does, and one layer of quotes taken off. */
export function valueOfWords(words: readonly WordNode[], reports: Reports, unquote = true): TextValue {
  const parts: ValuePart[] = [];
  let before: WordNode | undefined;
  for (const word of words) {
    if (before && before.span.end < word.span.start) {
      parts.push({ kind: 'literal', text: ' ', span: { start: before.span.end, end: word.span.start } });
    }
    parts.push(...splitTemplates(word.span, reports));
    before = word;
  }
  const span = { start: words[0]?.span.start ?? 0, end: before?.span.end ?? 0 };
  const merged = mergeLiterals(parts);
  return { parts: unquote ? withoutQuotes(merged, span) : merged, span };
}

/** How the lines of a block become one text. */
export type BlockStyle =
  /** Common indentation removed. */
  | 'dedented'
  /** Every line without its indentation. */
  | 'flush';

export function valueOfBlock(block: TextBlockNode, style: BlockStyle, reports: Reports): TextValue {
  const { text } = reports.file;
  const indent = style === 'dedented' ? commonIndent(text, block.lines) : Infinity;
  const parts: ValuePart[] = [];
  for (const [i, { span }] of block.lines.entries()) {
    let { start, end } = span;
    while (start < end && start - span.start < indent && isBlank(text.charCodeAt(start))) start++;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    if (i > 0) parts.push({ kind: 'literal', text: '\n', span: { start, end: start } });
    parts.push(...splitTemplates({ start, end }, reports));
  }
  const first = block.lines[0]?.span ?? block.span;
  return { parts: mergeLiterals(parts), span: { start: first.start, end: block.lines.at(-1)?.span.end ?? first.end } };
}

function commonIndent(text: string, lines: readonly LineNode[]): number {
  return lines.reduce((least, { span }) => {
    let at = span.start;
    while (at < span.end && isBlank(text.charCodeAt(at))) at++;
    return Math.min(least, at - span.start);
  }, Infinity);
}

function mergeLiterals(parts: readonly ValuePart[]): ValuePart[] {
  const out: ValuePart[] = [];
  let run: { text: string[]; span: Span } | undefined;
  const flush = (): void => {
    if (run) out.push({ kind: 'literal', text: run.text.join(''), span: run.span });
    run = undefined;
  };
  for (const part of parts) {
    if (part.kind === 'secret') {
      flush();
      out.push(part);
    } else if (run) {
      run.text.push(part.text);
      run.span = { start: run.span.start, end: part.span.end };
    } else {
      run = { text: [part.text], span: part.span };
    }
  }
  flush();
  return out;
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
      return {
        kind: 'literal',
        text: part.text.slice(from, part.text.length - to),
        span: { start: part.span.start + from, end: part.span.end - to },
      };
    })
    .filter((part) => part.kind === 'secret' || part.text !== '');
}

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
