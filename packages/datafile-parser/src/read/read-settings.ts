import { nearestName, type Fix, type SourceFile, type Span } from '@proj/diagnostics';

import { MOST_OF_A_KIND } from '../reporting/diagnostic-list.js';
import { insert, replaceWith } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import type { FileKind, SettingDefinition } from '../settings/definition.js';
import { findSetting, settingsFor } from '../settings/table.js';
import { swallowedSetting } from '../syntax/block-end.js';
import { endOfLine, isFirstColumn } from '../syntax/scan.js';
import type { BlockNode, FileNode, SettingNode, TextBlockNode } from '../syntax/tree.js';
import { checkSettingValue } from '../settings/check-value.js';
import type { Variables } from './variables.js';
import type { WrittenFile, WrittenSetting } from './written-file.js';
import { claimsOf, lookUpSetting } from './setting-names.js';
import { holdsSecret, literalText, templateText } from '../model/text-value.js';
import { withVariables } from './variables.js';
import { valueOfBlock, valueOfWords } from './written-value.js';
import type { Setting, TextValue } from '../model/types.js';

/**
 * A setting of the file whose name is known, that is still in use, and whose value has the right
 * shape.
 */
export interface KnownSetting {
  readonly definition: SettingDefinition;
  readonly node: SettingNode;
  /** Reports about the file that it is written in. */
  readonly reports: Reports;
  readonly variables?: Variables;
}

/** Looks every setting up in the table and reports those that cannot be used. */
export function readSettings(kind: FileKind, written: WrittenFile): readonly KnownSetting[] {
  for (const part of written.parts) reportCommentsInWords(part.tree, part.reports);
  const last = new Map<string, WrittenSetting>();
  const known: KnownSetting[] = [];
  const claims = claimsOf(kind, written);
  for (const one of written.settings) {
    const { node, reports, variables } = one;
    if (node.block?.kind === 'text-block') reportSwallowed(kind, node, node.block, reports);
    const definition = lookUpSetting(kind, node, claims, reports);
    if (!definition) {
      // Even a setting without effect needs closed quotes, or its end is unknown.
      if (findSetting(kind, node.name.text)?.retired) reportUnclosedQuotes(node, reports);
      continue;
    }
    const earlier = definition.repeatable ? undefined : last.get(definition.name);
    // A file may override a value of a file that it includes.
    if (earlier?.reports === reports) {
      const { line } = reports.file.positionAt(node.name.span.start);
      reports.add('duplicate-setting', { name: definition.name, line }, earlier.node.name.span);
    }
    last.set(definition.name, one);
    // One that is misspelt at its first letter was read as text.
    const isText =
      node.block?.kind === 'text-block' && (definition.value === 'schema' || definition.value === 'indexes');
    if (hasRightShape(kind, definition, node, reports) && !isText) {
      known.push(variables ? { definition, node, reports, variables } : { definition, node, reports });
    }
  }
  // Of repeated settings the last usable one counts, so that a half-typed one does not replace a
  // whole one.
  const counting = new Map(known.map((one) => [one.definition.name, one]));
  return known.filter((one) => one.definition.repeatable === true || counting.get(one.definition.name) === one);
}

/** Where a setting stands. */
export interface NamePlace {
  readonly span: Span;
  readonly reports: Reports;
}

/**
 * The settings that a file means to give, by upper-case name, and where. One that is misspelt
 * counts as the one it is taken for: it is reported once, as unknown, and not a second time as
 * missing.
 */
export function meantSettings(kind: FileKind, written: WrittenFile): ReadonlyMap<string, NamePlace> {
  const meant = new Map<string, NamePlace>();
  let guesses = 0;
  for (const { node, reports } of written.settings) {
    const { text, span } = node.name;
    const known = findSetting(kind, text)?.name;
    const guess =
      known === undefined && guesses++ < MOST_OF_A_KIND ? nearestName(text, settingsFor(kind).keys()) : undefined;
    const name = known ?? guess ?? text.toUpperCase();
    meant.set(name, { span, reports });
  }
  return meant;
}

function hasRightShape(kind: FileKind, definition: SettingDefinition, node: SettingNode, reports: Reports): boolean {
  const { name } = definition;
  const { block, words } = node;
  const before = reports.diagnostics.errors;
  reportUnclosedQuotes(node, reports);
  if (block && !isMarked(block) && definition.block !== 'never') {
    // A misspelt name is put right together with what is missing behind it.
    if (findSetting(kind, node.name.text)) {
      reports.add('missing-block-start', { name }, node.name.span, markBlock(node, reports));
      // The block is clear enough to be read.
      return true;
    }
  } else if (block) {
    const rest = reports.file.text.slice(block.rest.start, block.rest.end).trim();
    if (rest !== '' && !rest.startsWith('#')) reports.add('text-after-block-start', { name }, block.rest);
    if (definition.block === 'never')
      reports.add('block-not-allowed', { name }, node.name.span, joinLine(node, reports));
    else if (isEmpty(block) && definition.value !== 'prose') reports.add('empty-block', { name }, node.name.span);
  } else if (node.inline) {
    if (isEmpty(node.inline)) reports.add('empty-block', { name }, node.name.span);
  } else if (definition.block === 'required') {
    reports.add('block-required', { name }, node.name.span, beginBlock(node, reports));
  } else if (words.length === 0 && definition.value !== 'prose') {
    const advice = definition.mayBeEmpty ? `For an empty one write ${name} "".` : `Write it after the name.`;
    reports.add('missing-value', { name, advice }, node.name.span);
  }
  return reports.diagnostics.errors === before;
}

function reportUnclosedQuotes({ words }: SettingNode, reports: Reports): void {
  for (const { form, span } of words) {
    if (form === 'unclosed') reports.add('unclosed-quote', { quote: reports.file.text[span.start] ?? '' }, span);
  }
}

const isMarked = ({ span, rest }: BlockNode): boolean => rest.start > span.start;

/** Writes the `>` that is missing, or in the place of another sign. */
function markBlock({ name, words, block }: SettingNode, { file: { text } }: Reports): Fix | undefined {
  const [first, more] = words;
  const below = { start: name.span.end, end: block?.span.start ?? name.span.end };
  if (/^\s*>\s*$/.test(text.slice(below.start, below.end))) return replaceWith(' >\n', below, `write ${name.text} >`);
  if (!first) return insert(' >', name.span.end, `write ${name.text} >`);
  const isSign = !more && /^[^\w"'`]+$/.test(text.slice(first.span.start, first.span.end));
  return isSign ? replaceWith('>', first.span) : undefined;
}

/** A value that stands alone on the line below belongs behind the name. */
function joinLine({ name, block }: SettingNode, { file: { text } }: Reports): Fix | undefined {
  const [line, more] = block?.kind === 'text-block' ? block.lines : [];
  if (!line || more) return undefined;
  const value = text.slice(line.span.start, line.span.end).trimStart();
  const between = text.slice(name.span.end, line.span.end - value.length);
  // Anything but the > is a comment or a text that would be lost.
  if (!/^\s*>?\s*$/.test(between)) return undefined;
  const span = { start: name.span.end, end: line.span.end - value.length };
  return replaceWith(' ', span, 'put the value on the line of the name');
}

/** What stands behind the name belongs on the lines below it. */
function beginBlock({ name, words }: SettingNode, { file: { text } }: Reports): Fix | undefined {
  const [first] = words;
  const start = name.span.end;
  if (!first) return insert(' >', start, `write ${name.text} >`);
  const end = first.span.start;
  const hasComment = text.slice(start, endOfLine(text, start)).includes('#');
  return hasComment ? undefined : replaceWith(' >\n    ', { start, end }, 'put the value on a line of its own');
}

const isEmpty = (block: NonNullable<SettingNode['block']>): boolean =>
  (block.kind === 'schema-block' ? block.items : block.lines).length === 0;

/** The value of a setting that is a text of some kind, checked as far as it can be known. */
export function readTextSetting(
  { definition, node, reports, variables }: KnownSetting,
  main: SourceFile,
): Setting | undefined {
  const { name } = definition;
  const before = reports.diagnostics.count;
  let value = readText(definition, node, reports);
  if (variables) value = withVariables(value, variables);
  if (reports.file !== main) value = { ...value, file: reports.file };
  if (reports.diagnostics.count > before) return undefined;
  const setting = { name, nameSpan: node.name.span, value };
  if (definition.value === 'name' && holdsSecret(value)) {
    reports.add('secret-not-allowed', { name, reason: 'It must be known before secrets are looked up.' }, value.span);
    return undefined;
  }
  // With a secret it is judged when that is resolved: its default may well be wrong, as long as it
  // is not needed.
  const text = literalText(value);
  const problem = text === undefined ? undefined : checkSettingValue(definition, text);
  if (!problem) return setting;
  if (problem.code === 'empty-value') reports.add('empty-value', { name }, value.span);
  else {
    const { advice, certain } = problem;
    const fix = certain === undefined ? undefined : replaceWith(certain, value.span);
    reports.add('invalid-value', { name, found: excerpt(templateText(value)), advice }, value.span, fix);
  }
  return undefined;
}

function readText(definition: SettingDefinition, node: SettingNode, reports: Reports): TextValue {
  if (node.block?.kind === 'text-block') {
    const dedented = definition.value === 'prose' || definition.value === 'query';
    return valueOfBlock(node.block, dedented ? 'dedented' : 'flush', reports, !dedented && definition.value !== 'pem');
  }
  return valueOfWords(node.words, reports, definition.value !== 'prose');
}

/** A block takes every line that begins with no setting, a misspelt one too. */
function reportSwallowed(kind: FileKind, node: SettingNode, block: TextBlockNode, reports: Reports): void {
  for (const { span } of block.lines) {
    if (!isFirstColumn(reports.file.text, span.start)) continue;
    const found = swallowedSetting(kind, reports.file.text, span.start);
    if (!found) continue;
    reports.add(
      'swallowed-setting',
      { name: found.word, block: node.name.text.toUpperCase(), suggestion: found.meant },
      { start: span.start, end: span.start + found.word.length },
    );
  }
}

/** `secret#1` loses its end: the original reads it like this, and it is never intended. */
function reportCommentsInWords(tree: FileNode, reports: Reports): void {
  const { text } = reports.file;
  for (const { span } of tree.comments) {
    if (text[span.start] === '#' && /[^\s`,]/.test(text[span.start - 1] ?? ' '))
      reports.add('comment-in-word', {}, span);
  }
}
