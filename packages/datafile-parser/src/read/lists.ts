import { certainName, type Span } from '@proj/diagnostics';

import { replaceWith } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import { scanTemplate } from '../syntax/scan.js';
import type { SettingNode, WordNode } from '../syntax/tree.js';
import { refuseTemplate } from './template.js';
import type { DatasourceToken, Located } from '../model/types.js';

/**
 * The entries of TAGS and SHARED_WITH: separated by commas and lines, each with or without quotes.
 */
export function readList(name: string, node: SettingNode, reports: Reports): readonly Located<string>[] {
  const places =
    node.block?.kind === 'text-block' ? node.block.lines.map((line) => line.span) : [wordsSpan(node.words)];
  const written = places.flatMap((span) => splitAtCommas(span, reports.file.text)).filter((one) => one.value !== '');
  if (written.length === 0) reports.add('empty-value', { name }, node.span);
  const entries: Located<string>[] = [];
  // A comma inside a template separates nothing.
  let templateEnd = 0;
  for (const entry of written) {
    if (entry.span.start < templateEnd) continue;
    const reason = 'Its entries must be known when the file is read.';
    const end = refuseTemplateIn(entry, name, reason, reports);
    if (end === undefined) entries.push(entry);
    else templateEnd = end;
  }
  return entries;
}

/** `TOKEN name READ`. */
export function readToken(node: SettingNode, reports: Reports): DatasourceToken | undefined {
  const [name, permission, ...more] = node.words.map((word) => withoutItsQuotes(word, reports.file.text));
  if (!name || !permission || more.length > 0) {
    return reports.add('token-arguments', {}, node.span) as undefined;
  }
  const reason = 'Its name must be known when the file is read.';
  if (refuseTemplateIn(name, 'TOKEN', reason, reports) !== undefined) return undefined;
  const wanted = permission.value.toUpperCase();
  if (wanted !== 'READ' && wanted !== 'APPEND') {
    const certain = certainName(wanted, ['READ', 'APPEND']);
    const fix = certain === undefined ? undefined : replaceWith(certain, permission.span);
    return reports.add('token-permission', { found: excerpt(permission.value) }, permission.span, fix) as undefined;
  }
  return { name: name.value, permission: wanted, span: node.span };
}

/** Reports the first template in a text that must not contain one, and returns where it ends. */
function refuseTemplateIn(
  { value, span }: Located<string>,
  name: string,
  reason: string,
  reports: Reports,
): number | undefined {
  const at = value.search(/\{[{%#]/);
  if (at < 0) return undefined;
  const start = span.start + at;
  const { end } = scanTemplate(reports.file.text, start);
  refuseTemplate({ start, end }, name, reason, reports);
  return end;
}

function withoutItsQuotes({ form, span }: WordNode, text: string): Located<string> {
  const inner = form === 'quoted' ? { start: span.start + 1, end: span.end - 1 } : span;
  return { value: text.slice(inner.start, inner.end), span: inner };
}

const wordsSpan = (words: readonly WordNode[]): Span => ({
  start: words[0]?.span.start ?? 0,
  end: words.at(-1)?.span.end ?? 0,
});

function splitAtCommas(span: Span, text: string): Located<string>[] {
  const whole = unquote(trim(span, text), text).span;
  const entries: Located<string>[] = [];
  let start = whole.start;
  for (let at = whole.start; at <= whole.end; at++) {
    if (at < whole.end && text[at] !== ',') continue;
    entries.push(unquote(trim({ start, end: at }, text), text));
    start = at + 1;
  }
  return entries;
}

function trim({ start, end }: Span, text: string): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  return { start: from, end: to };
}

/** One layer of quotes, unless the text is several quoted ones. */
function unquote(span: Span, text: string): Located<string> {
  const written = text.slice(span.start, span.end);
  const quoted = /^"[^"]*"$|^'[^']*'$/.test(written);
  const inner = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
  return { value: text.slice(inner.start, inner.end), span: inner };
}
