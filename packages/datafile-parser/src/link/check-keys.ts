import type { Diagnostic, SourceFile, Span } from '@proj/diagnostics';

import type { Expression } from '../expression/expression.js';
import type { SqlToken } from '../expression/tokens.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import type { DatasourceFile } from '../model/types.js';
import { findEngine } from '../settings/engines.js';
import { excerpt } from '../reporting/reports.js';

/** A key as it was read. */
export interface KeyExpression {
  readonly text: string;
  readonly expression: Expression;
  readonly place: { readonly file: SourceFile; span(start: number, end: number): Span };
}

/** One expression of a key. */
interface KeyElement extends Span {
  /** Its tokens without the direction, so that blanks do not count. */
  readonly meaning: string;
}

/** What must hold among the keys of a table. */
export function checkKeys(keys: ReadonlyMap<string, KeyExpression>, datasource: DatasourceFile): readonly Diagnostic[] {
  const sorting = keys.get('ENGINE_SORTING_KEY');
  if (!sorting || sorting.expression.problem) return [];
  const order = keyElements(sorting.expression.tokens);
  const diagnostics = [...checkSortingKey(sorting, order)];
  const primary = keys.get('ENGINE_PRIMARY_KEY');
  let indexed = order;
  if (primary && !primary.expression.problem) {
    indexed = keyElements(primary.expression.tokens);
    const wrong = indexed.find((one, i) => one.meaning !== order[i]?.meaning);
    if (wrong) {
      const found = excerpt(primary.text.slice(wrong.start, wrong.end));
      const place = { file: primary.place.file, span: primary.place.span(wrong.start, wrong.end) };
      diagnostics.push(datafileDiagnostics.create('primary-key-order', { found }, place));
    }
  }
  const sampling = keys.get('ENGINE_SAMPLING_KEY');
  if (sampling && !sampling.expression.problem) {
    const meanings = new Set(indexed.map(({ meaning }) => meaning));
    const wrong = keyElements(sampling.expression.tokens).find(({ meaning }) => !meanings.has(meaning));
    if (wrong) {
      const found = excerpt(sampling.text.slice(wrong.start, wrong.end));
      const place = { file: sampling.place.file, span: sampling.place.span(wrong.start, wrong.end) };
      diagnostics.push(datafileDiagnostics.create('sampling-key-not-in-primary', { found }, place));
    }
  }
  return [...diagnostics, ...checkVersion(datasource, sorting, order)];
}

/** Each expression says something about the order, and something of its own. */
function checkSortingKey(
  { text, expression, place }: KeyExpression,
  order: readonly KeyElement[],
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { start, end, meaning } of order) {
    const found = { found: excerpt(text.slice(start, end)) };
    const at = { file: place.file, span: place.span(start, end) };
    if (seen.has(meaning)) diagnostics.push(datafileDiagnostics.create('repeated-key', found, at));
    else if (!expression.names.some((use) => use.start >= start && use.end <= end)) {
      diagnostics.push(datafileDiagnostics.create('key-without-column', found, at));
    }
    seen.add(meaning);
  }
  return diagnostics;
}

/** A version that is part of the key decides nothing: rows that differ in it are different rows. */
function checkVersion(
  { engine }: DatasourceFile,
  sorting: KeyExpression,
  order: readonly KeyElement[],
): readonly Diagnostic[] {
  if (findEngine(engine.name?.value ?? 'MergeTree')?.settings.includes('ENGINE_VER') === false) return [];
  const version = engine.settings.get('ENGINE_VER')?.value.parts;
  const [part] = version ?? [];
  if (part?.kind !== 'literal' || version?.length !== 1) return [];
  const name = part.text.trim().replace(/^[`"](.*)[`"]$/, '$1');
  const found = order.find((one) => one.meaning === name);
  if (!found) return [];
  const place = { file: sorting.place.file, span: sorting.place.span(found.start, found.end) };
  return [datafileDiagnostics.create('version-in-key', { column: name }, place)];
}

/** The expressions of a key, without the brackets or the `tuple( )` around them all. */
export function keyElements(tokens: readonly SqlToken[]): readonly KeyElement[] {
  const [from, to] = inside(tokens);
  const elements: KeyElement[] = [];
  let depth = 0;
  let first = from;
  for (let i = from; i <= to; i++) {
    const kind = i === to ? 'comma' : tokens[i]?.kind;
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    else if (kind === 'comma' && (depth === 0 || i === to)) {
      const slice = tokens
        .slice(first, i)
        .filter(({ text }, at) => at === 0 || !/^(?:ASC|ASCENDING|DESC|DESCENDING)$/i.test(text));
      const [head] = slice;
      const last = slice.at(-1);
      if (head && last) {
        elements.push({ start: head.start, end: last.end, meaning: slice.map(({ text }) => text).join(' ') });
      }
      first = i + 1;
    }
  }
  return elements;
}

/** The range of tokens between brackets that hold everything, or the whole range. */
function inside(tokens: readonly SqlToken[]): readonly [number, number] {
  const open = tokens[0]?.text.toLowerCase() === 'tuple' ? 1 : 0;
  if (tokens[open]?.text !== '(') return [0, tokens.length];
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const kind = tokens[i]?.kind;
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) return i === tokens.length - 1 ? [open + 1, i] : [0, tokens.length];
  }
  return [0, tokens.length];
}
