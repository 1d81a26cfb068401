import type { Span } from '@proj/diagnostics';

import { remove } from './fixes.js';
import type { Reports } from '../reporting/reports.js';
import type { CodeToken } from '../syntax/tree.js';
import { refuseTemplate } from './template.js';
import type { Located } from '../model/types.js';

/**
 * The text of some SQL tokens, with comments between them blanked: every character that is left
 * stands where it stands in the file, so that offsets in the text are offsets in the file less the
 * start.
 */
export function textOfTokens(tokens: readonly CodeToken[], reports: Reports): Located<string> {
  const { text } = reports.file;
  const first = tokens[0]?.span.start ?? 0;
  const last = tokens.at(-1)?.span.end ?? first;
  const whole = text.slice(first, last);
  // Without comments, by far the most, it is what the file has.
  if (!whole.includes('#') && !whole.includes('--')) return { value: whole, span: { start: first, end: last } };
  const pieces: string[] = [];
  let at = first;
  for (const { span } of tokens) {
    const gap = text.slice(at, span.start);
    pieces.push(/[#-]/.test(gap) ? gap.replace(/[^\s]/g, ' ') : gap, text.slice(span.start, span.end));
    at = span.end;
  }
  return { value: pieces.join(''), span: { start: first, end: at } };
}

const isBroken = ({ form }: CodeToken): boolean =>
  form !== 'text' && form !== 'word' && form !== 'quoted-name' && form !== 'comma';

/**
 * Reports what makes SQL tokens unreadable: at most one bracket, and every string, name and
 * template.
 */
export function reportBrokenCode(tokens: readonly CodeToken[], reports: Reports): boolean {
  if (!tokens.some(isBroken)) return false;
  const { text } = reports.file;
  const before = reports.diagnostics.count;
  const bracketOf = (span: Span): string => text.slice(span.start, span.end);
  const bracket = tokens.find(({ form }) => form === 'unclosed-bracket' || form === 'stray-bracket');
  // A quote that is not closed has taken the closing brackets with it.
  const cut = tokens.some(({ form }) => form === 'unclosed-string' || form === 'unclosed-name');
  if (bracket && !cut) {
    const code = bracket.form === 'unclosed-bracket' ? 'unclosed-bracket' : 'stray-bracket';
    reports.add(code, { bracket: bracketOf(bracket.span) }, bracket.span);
  }
  for (const { form, span } of tokens) {
    if (form === 'unclosed-string') reports.add('unclosed-quote', { quote: text[span.start] ?? '' }, span);
    if (form === 'stray-backtick') reports.add('stray-backtick', {}, span, remove(span, 'remove it'));
    if (form === 'unclosed-name') reports.add('unclosed-backtick', {}, span);
    if (form === 'template') refuseTemplate(span, 'A column or index', 'A table must not depend on secrets.', reports);
  }
  return reports.diagnostics.count > before;
}
