import { nearestName, type Fix } from '@proj/diagnostics';

import { insert, removeLine, renameTo, replaceWith } from './fixes.js';
import { MOST_OF_A_KIND } from '../reporting/diagnostic-list.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import type { FileKind, Retirement, SettingDefinition } from '../settings/definition.js';
import { certainSetting, currentNames, findSetting } from '../settings/table.js';
import { startsTemplate } from '../syntax/scan.js';
import type { SettingNode } from '../syntax/tree.js';
import type { WrittenFile, WrittenSetting } from './written-file.js';
import { refuseTemplate } from './template.js';

/**
 * The setting that a name stands for. Reports a name that is misspelt, unknown or no longer in use.
 */
export function lookUpSetting(
  kind: FileKind,
  node: SettingNode,
  claims: Claims,
  reports: Reports,
): SettingDefinition | undefined {
  const { text, span } = node.name;
  const definition = findSetting(kind, text);
  if (!definition) return reportUnknown(kind, node, claims, reports);
  reportMissingBlank(kind, node, definition, reports);
  const { name, retired } = definition;
  if (retired) {
    const code = retired.reaction === 'refused' ? 'refused-setting' : 'retired-setting';
    reports.add(code, { name, instead: retired.instead }, span, fixRetired(retired, node, claims, reports));
    return undefined;
  }
  return definition;
}

function fixRetired(retired: Retirement, node: SettingNode, claims: Claims, reports: Reports): Fix | undefined {
  if (retired.renamedTo !== undefined) return fixName(retired.renamedTo, node, claims);
  return retired.removable && !node.block ? removeLine(reports.file.text, node.span) : undefined;
}

/**
 * Renaming a setting to one that is there already would make it count instead of the other, or not
 * at all.
 */
function fixName(name: string, node: SettingNode, claims: Claims): Fix | undefined {
  if (claims().get(name)?.count !== 1) return undefined;
  if (!node.block) return renameTo(name, node.name.span);
  const isMarked = node.block.rest.start > node.block.span.start;
  if (isMarked)
    return touchesBlock(node)
      ? replaceWith(`${name} `, node.name.span, `rename to ${name} >`)
      : renameTo(name, node.name.span);
  return node.words.length === 0 ? renameTo(`${name} >`, node.name.span) : undefined;
}

/** Which settings have a name, or would have it once corrected. */
interface Claim {
  count: number;
  /** The one that is spelt correctly. */
  holder?: WrittenSetting;
}

/** The names that the settings of a file have or are meant to have. Looked for when first asked. */
export type Claims = () => ReadonlyMap<string, Claim>;

export function claimsOf(kind: FileKind, written: WrittenFile): Claims {
  let claims: Map<string, Claim> | undefined;
  return () => {
    if (claims) return claims;
    claims = new Map();
    let guesses = 0;
    for (const one of written.settings) {
      const { text } = one.node.name;
      const found = findSetting(kind, text);
      const claimed = found
        ? (found.retired?.renamedTo ?? found.name)
        : guesses++ < MOST_OF_A_KIND
          ? nearestName(text, currentNames(kind))
          : undefined;
      if (claimed === undefined) continue;
      const claim = claims.get(claimed) ?? { count: 0 };
      claim.count++;
      if (found?.name === claimed) claim.holder ??= one;
      claims.set(claimed, claim);
    }
    return claims;
  };
}

/**
 * A misspelt setting is reported and then read as the only one it can be: its value is known, and
 * mistakes in it are reported in the same run.
 */
function reportUnknown(
  kind: FileKind,
  node: SettingNode,
  claims: Claims,
  reports: Reports,
): SettingDefinition | undefined {
  const { text, span } = node.name;
  const other = kind === 'connection' ? 'datasource' : 'connection';
  if (startsTemplate(text, 0)) {
    refuseTemplate(span, 'The name of a setting', 'A secret can only be part of a value.', reports);
    return undefined;
  }
  if (findSetting(other, text)) {
    reports.add('wrong-file', { name: text, kind, other }, span);
    return undefined;
  }
  const isShown = !reports.diagnostics.isFull('datafile/unknown-setting');
  const certain = isShown ? certainSetting(kind, text) : undefined;
  const suggestion = certain ?? (isShown ? nearestName(text, currentNames(kind)) : undefined);
  const add = (advice: string | undefined, fix?: Fix): void => {
    reports.add('unknown-setting', { name: excerpt(text), kind, advice }, span, fix);
  };
  if (suggestion === undefined) {
    add(undefined);
    return undefined;
  }
  const rival = claims().get(suggestion)?.holder;
  if (rival && !findSetting(kind, suggestion)?.repeatable) {
    const { file } = rival.reports;
    const where = file === reports.file ? '' : ` of ${file.path}`;
    const { line } = file.positionAt(rival.node.name.span.start);
    add(`Did you mean ${suggestion}? That is given already, in line ${line}${where}: remove one of the two.`);
    return undefined;
  }
  const fix = certain === undefined ? undefined : fixName(certain, node, claims);
  add(`Did you mean ${suggestion}${node.block && touchesBlock(node) ? ' >' : ''}?`, fix);
  return fix && certain !== undefined ? findSetting(kind, certain) : undefined;
}

/** `SCHEMA>`, `ENGINE"MergeTree"`: it is clear where the name ends. */
function reportMissingBlank(kind: FileKind, node: SettingNode, { name }: SettingDefinition, reports: Reports): void {
  const { text, span } = node.name;
  const [word] = node.words;
  const add = (rest: string, advice: string, title: string): void => {
    const whole = { name: excerpt(text + rest), kind, advice };
    reports.add('unknown-setting', whole, span, insert(' ', span.end, title));
  };
  if (touchesBlock(node)) add('>', `Did you mean ${name} >?`, 'put a blank before >');
  else if (word?.span.start === span.end) {
    const rest = reports.file.text.slice(word.span.start, word.span.end);
    // What it holds may be a secret's default.
    const shown = /^\w+$/.test(rest) ? rest : '…';
    add(shown, `A blank is missing after ${name}.`, 'put a blank behind the name');
  }
}

/** `SCHEMA>`: the `>` is there, and would be part of the name. */
const touchesBlock = ({ name, block }: SettingNode): boolean =>
  block !== undefined && block.rest.start > block.span.start && block.span.start === name.span.end;
