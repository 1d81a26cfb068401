import { appendAll } from '../reporting/append-all.js';
import type { Reports } from '../reporting/reports.js';
import type { FileKind } from '../settings/definition.js';
import type { BlockNode } from '../syntax/tree.js';
import type { LosslessBranch, LosslessNode } from '../lossless/lossless-node.js';
import { inOrder, type KnownSection } from './order.js';
import { printColumns } from './print-columns.js';
import { printIndexes } from './print-indexes.js';
import { printTextBlock } from './print-text-block.js';
import { printValue } from './print-value.js';
import type { FileSections, Section } from './sections.js';

/**
 * The lines of a file: its settings in the order of the table, a blank line between those that are
 * not of one family.
 */
export function printFile(kind: FileKind, { header, sections, footer }: FileSections, reports: Reports): string[] {
  const lines = header.flatMap((group) => [...group, '']);
  let before: KnownSection | undefined;
  for (const section of inOrder(kind, sections)) {
    if (before && needsBlankLine(before, section)) lines.push('');
    for (const part of [printLead(section), printSetting(section, reports), section.below ?? []])
      appendAll(lines, part);
    before = section;
  }
  for (const group of footer) {
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
    appendAll(lines, group);
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function needsBlankLine(before: KnownSection, after: KnownSection): boolean {
  return (
    before.family !== after.family ||
    before.setting.node.block !== undefined ||
    after.setting.node.block !== undefined ||
    before.below !== undefined ||
    (after.leadApart && after.lead.length > 0) ||
    after.lead.length > (after.leadAttached ? 1 : 0)
  );
}

function printLead({ lead, leadAttached }: Section): string[] {
  return lead.flatMap((group, i) => (leadAttached && i === lead.length - 1 ? group : [...group, '']));
}

function printSetting({ setting, definition, sameLine, tail }: KnownSection, reports: Reports): string[] {
  const { name } = definition;
  const block = setting.children.find((child) => isBlock(child));
  if (!block) {
    const value = printValue(definition, setting.node, reports);
    return [[name, value, sameLine].filter((part) => part !== undefined && part !== '').join(' ')];
  }
  const lines = [...printBlock(block, sameLine, reports), ...tail];
  return [`${name} >${commentBeside(block)}`, ...lines.map((line) => (line === '' ? '' : `    ${line}`))];
}

type BlockBranch = Extract<LosslessBranch, { readonly node: BlockNode }>;

const isBlock = (child: LosslessNode): child is BlockBranch =>
  child.kind === 'text-block' || child.kind === 'schema-block' || child.kind === 'indexes-block';

function printBlock(block: BlockBranch, sameLine: string | undefined, reports: Reports): readonly string[] {
  switch (block.kind) {
    case 'text-block':
      return printTextBlock(block, reports.file.text);
    case 'schema-block':
      return printColumns(block, sameLine);
    case 'indexes-block':
      return printIndexes(block, sameLine);
  }
}

/** `SCHEMA > # like this` */
function commentBeside({ children }: BlockBranch): string {
  const end = children.findIndex((child) => child.kind === 'line-break');
  const comment = children.slice(0, end < 0 ? undefined : end).find((child) => child.kind === 'comment');
  return comment && 'text' in comment ? ` ${comment.text.trimEnd()}` : '';
}
