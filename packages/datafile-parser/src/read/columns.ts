import { parseType, type ParsedType } from '@proj/clickhouse-types';
import { sqlProblem } from '@proj/clickhouse-types/sql';
import type { Span } from '@proj/diagnostics';

import { codecProblem } from '../expression/codec-problem.js';
import { insert, remove, shiftFix } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import type { ClauseNode, CodeNode, ColumnNode, SchemaBlockNode } from '../syntax/tree.js';
import { reportBrokenCode, textOfTokens } from './code-text.js';
import { readColumnName } from './column-name.js';
import { findLoosePath, readJsonPath } from './json-path.js';
import type { Column, Located } from '../model/types.js';

/** Reads a schema block: every column that can be understood, and reports for the rest. */
export function readColumns(block: SchemaBlockNode, reports: Reports): readonly Column[] {
  const columns: Column[] = [];
  const places = new Map<string, Span>();
  let before: ColumnNode | undefined;
  for (const item of block.items) {
    if (item.kind === 'separator') {
      if (!before) reports.add('extra-comma', {}, item.span, remove(item.span, 'remove the comma'));
      else if (item.span.start === item.span.end && !isCut(before)) {
        const name = textAt(before.name?.span ?? before.span, reports).replace(/^[`"](.*)[`"]$/, '$1');
        reports.add('missing-comma', { name: excerpt(name) }, item.span, insert(',', item.span.start, 'add the comma'));
      }
      before = undefined;
      continue;
    }
    before = item;
    const column = readColumn(item, reports);
    if (!column) continue;
    const other = places.get(column.name);
    if (other) {
      const { line } = reports.file.positionAt(other.start);
      reports.add('duplicate-column', { name: column.name, line }, column.nameSpan);
      continue;
    }
    places.set(column.name, column.nameSpan);
    columns.push(column);
  }
  return columns;
}

/** The comma is not missing when an open quote has swallowed it. */
function isCut({ name, parts }: ColumnNode): boolean {
  const last = parts.at(-1);
  const code = last?.kind === 'code' ? last : last?.kind === 'clause' ? last.code : undefined;
  return last === undefined ? name?.form === 'unclosed' : (code?.tokens.at(-1)?.form.startsWith('unclosed') ?? false);
}

/** A column that is being read. */
type Draft = { -readonly [Key in keyof Column]: Column[Key] };

function readColumn(node: ColumnNode, reports: Reports): Column | undefined {
  const name = readColumnName(node, reports);
  if (!name) return undefined;
  const draft: Draft = { name: name.value, nameSpan: name.span, type: { state: 'absent' }, span: node.span };
  /** What was read last, in words for people. */
  let before = 'the name';
  const seen = new Set<string>();
  for (const part of node.parts) {
    const what = part.kind === 'clause' ? part.keyword : part.kind === 'json-path' ? 'the JSON path' : 'the type';
    const outOfPlace =
      seen.has(what) || (what === 'the type' && seen.size > 0) || (what === 'DEFAULT' && seen.has('CODEC'));
    seen.add(what);
    if (outOfPlace) {
      const found = excerpt(textAt(part.span, reports));
      reports.add('unexpected-in-column', { found, before, column: name.value }, part.span);
      continue;
    }
    before = what;
    if (part.kind === 'code') {
      const loose = findLoosePath(part.tokens, name.value, reports);
      if (loose) {
        draft.jsonPath = loose.path;
        before = 'the JSON path';
        seen.add(before);
        if (loose.at === 0) seen.delete('the type');
      }
      if (loose?.at !== 0) readType(part.tokens.slice(0, loose?.at), name.value, draft, reports);
    } else if (part.kind === 'json-path') {
      const path = readJsonPath(part, reports);
      if (path) draft.jsonPath = path;
    } else readClause(part, name.value, draft, reports);
    // What comes after a clause that cannot be used is probably part of it.
    if (part.kind === 'clause' && INSTEAD[part.keyword] !== undefined) break;
  }
  if (name.broken) {
    if (draft.type.state === 'absent') draft.type = { state: 'broken', span: node.span };
  } else if (!seen.has('the type') && !seen.has('DEFAULT'))
    reports.add('missing-column-type', { name: name.value }, node.span);
  return draft;
}

function readType(written: CodeNode['tokens'], column: string, draft: Draft, reports: Reports): void {
  const whole = { start: written[0]?.span.start ?? 0, end: written.at(-1)?.span.end ?? 0 };
  let tokens = written;
  const stray = tokens.findIndex((token) => token.form === 'quoted-name');
  if (stray > 0) {
    const span = { start: tokens[stray]?.span.start ?? 0, end: whole.end };
    const found = excerpt(textAt(span, reports));
    reports.add('unexpected-in-column', { found, before: 'the type', column }, span);
    tokens = tokens.slice(0, stray);
  }
  if (reportBrokenCode(tokens, reports)) {
    draft.type = { state: 'broken', span: whole };
    return;
  }
  const nullable = tokens.findIndex(
    ({ form, span }, i) => i > 0 && form === 'word' && /^(?:NOT|NULL)$/i.test(textAt(span, reports)),
  );
  if (nullable > 0) {
    const span = { start: tokens[nullable]?.span.start ?? 0, end: tokens.at(-1)?.span.end ?? 0 };
    const instead = /^not/i.test(textAt(span, reports))
      ? 'Remove it: columns are not Nullable unless they say so.'
      : 'Use Nullable(…) around the type.';
    const before = tokens[nullable - 1]?.span.end ?? span.start;
    const fix = /^not\s+null$/i.test(textAt(span, reports))
      ? remove({ start: before, end: span.end }, 'remove NOT NULL')
      : undefined;
    reports.add('refused-clause', { clause: excerpt(textAt(span, reports)), instead }, span, fix);
    tokens = tokens.slice(0, nullable);
  }
  const { value, span } = textOfTokens(tokens, reports);
  const { type, problems } = readKnownType(value);
  for (const problem of problems) {
    const place = { start: span.start + problem.span.start, end: span.start + problem.span.end };
    const fix = problem.fix && shiftFix(problem.fix, span.start);
    reports.push({ ...problem, file: reports.file, span: place, ...(fix ? { fix } : {}) });
  }
  const hidden = type && sqlProblem(value, { comments: true, words: false });
  if (hidden) reports.add('invalid-expression', { setting: `Type of column ${column}`, problem: hidden.problem }, span);
  draft.type = type && !hidden ? { state: 'read', value: type, span } : { state: 'broken', span: whole };
}

/** A project has thousands of columns and a handful of types. */
const knownTypes = new Map<string, ParsedType>();
const MOST_KNOWN_TYPES = 1000;

function readKnownType(text: string): ParsedType {
  const known = knownTypes.get(text);
  if (known) return known;
  const read = parseType(text);
  if (text.length <= 100 && read.type) {
    if (knownTypes.size >= MOST_KNOWN_TYPES) knownTypes.clear();
    knownTypes.set(text, read);
  }
  return read;
}

const INSTEAD: Readonly<Record<string, string>> = {
  MATERIALIZED: 'Use DEFAULT, or compute it in a query.',
  ALIAS: 'Compute it in a query.',
  EPHEMERAL: 'Leave the column out, or keep it with DEFAULT.',
  TTL: 'Use ENGINE_TTL for the whole table.',
  COMMENT: 'Use a -- comment.',
};

function readClause(node: ClauseNode, column: string, draft: Draft, reports: Reports): void {
  const { keyword, code, keywordSpan } = node;
  const instead = INSTEAD[keyword];
  if (instead !== undefined) {
    reports.add('refused-clause', { clause: keyword, instead }, node.span);
    return;
  }
  if (!code) {
    reports.add('missing-clause-value', { clause: keyword, column }, keywordSpan);
    return;
  }
  if (reportBrokenCode(code.tokens, reports)) return;
  const text = textOfTokens(code.tokens, reports);
  if (keyword === 'DEFAULT') draft.defaultExpression = text;
  else {
    draft.codec = codecOf(text);
    const problem = codecProblem(draft.codec.value);
    if (problem !== undefined)
      reports.add('invalid-expression', { setting: `CODEC of column ${column}`, problem }, draft.codec.span);
  }
}

/** `CODEC(ZSTD(1))` is kept as `ZSTD(1)`. */
function codecOf({ value, span }: Located<string>): Located<string> {
  if (!value.startsWith('(') || !value.endsWith(')')) return { value, span };
  return { value: value.slice(1, -1), span: { start: span.start + 1, end: span.end - 1 } };
}

const textAt = (span: Span, reports: Reports): string => reports.file.text.slice(span.start, span.end);
