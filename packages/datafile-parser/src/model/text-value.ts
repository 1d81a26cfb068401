import type { Span } from '@proj/diagnostics';

import type { TextValue, ValuePart } from './types.js';

/** The part of a value that is written out. */
export type LiteralPart = Extract<ValuePart, { kind: 'literal' }>;
/** The part of a value that a secret fills. */
export type SecretPart = Extract<ValuePart, { kind: 'secret' }>;

/**
 * The text when it can be known without resolving anything: literal texts, and secrets by their
 * defaults. Undefined when a secret without a default is in it.
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
