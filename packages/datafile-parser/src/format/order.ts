import type { FileKind, SettingDefinition } from '../settings/definition.js';
import { findSetting, settingsTable } from '../settings/table.js';
import type { Section } from './sections.js';

/** A section whose setting is known. */
export interface KnownSection extends Section {
  readonly definition: SettingDefinition;
  /** Settings of one family stand together without blank lines. */
  readonly family: string;
}

/** Sections in the order of the table of settings; those of the same setting in their own. */
export function inOrder(kind: FileKind, sections: readonly Section[]): readonly KnownSection[] {
  const known = sections.flatMap((section): KnownSection[] => {
    const definition = findSetting(kind, section.setting.node.name.text);
    return definition ? [{ ...section, definition, family: familyOf(kind, definition) }] : [];
  });
  // An included file may give settings that the ones below it replace.
  if (known.some(({ definition }) => definition.name === 'INCLUDE')) return known;
  // Once for each setting of the table, not for each comparison: a file may repeat one a hundred
  // thousand times.
  const ranks = new Map<SettingDefinition, number>();
  for (const { definition } of known) {
    if (!ranks.has(definition)) ranks.set(definition, rankOf(kind, definition));
  }
  const rank = ({ definition }: KnownSection): number => ranks.get(definition) ?? 0;
  const ordered = known.toSorted((a, b) => rank(a) - rank(b));
  return withHeadings(known, ordered);
}

/**
 * A comment that stands alone above the first setting of a family is about the family, and stays
 * above its first.
 */
function withHeadings(known: readonly KnownSection[], ordered: readonly KnownSection[]): readonly KnownSection[] {
  const before = firstOfFamilies(known);
  const after = firstOfFamilies(ordered);
  return ordered.map((section) => {
    const first = before.get(section.family);
    const isFirst = after.get(section.family) === section;
    if (first === undefined || isFirst === (first === section)) return section;
    const headings = first.lead.slice(0, first.lead.length - (first.leadAttached ? 1 : 0));
    if (isFirst) return { ...section, lead: [...headings, ...section.lead] };
    return first === section ? { ...section, lead: section.lead.slice(headings.length) } : section;
  });
}

function firstOfFamilies(sections: readonly KnownSection[]): ReadonlyMap<string, KnownSection> {
  return new Map(sections.toReversed().map((section) => [section.family, section]));
}

/**
 * Families in the order in which the table begins them; a retired setting stands with the others of
 * its family.
 */
function rankOf(kind: FileKind, definition: SettingDefinition): number {
  const family = familyOf(kind, definition);
  const first = settingsTable.findIndex((one) => one.files.includes(kind) && familyOf(kind, one) === family);
  return first * settingsTable.length + settingsTable.indexOf(definition);
}

function familyOf(kind: FileKind, { name }: SettingDefinition): string {
  if (kind === 'connection') return name === 'DESCRIPTION' ? name : 'connection';
  return /^(?:ENGINE|KAFKA|IMPORT|PG)(?=_|$)/.exec(name)?.[0] ?? name;
}
