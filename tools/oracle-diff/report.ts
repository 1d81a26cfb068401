import { openClasses, type Verdict } from './classify.js';
import type { Difference } from './differences.js';
import type { Answer } from './sample.js';

/**
 * How many files agree, differ as intended, or are open. A file with both kinds of difference
 * counts as open.
 */
export function countsTable(
  groups: readonly { readonly name: string; readonly verdicts: readonly Verdict[] }[],
): string {
  const rows = groups.map(({ name, verdicts }) => {
    const open = verdicts.filter((one) => one.open.length > 0).length;
    const intended = verdicts.filter((one) => one.open.length === 0 && one.intended.length > 0).length;
    const both = verdicts.filter((one) => one.ours.accepted && one.original.accepted).length;
    const cells = [verdicts.length, verdicts.length - open - intended, intended, open, both];
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    '| files | all | agree | intended difference | open | both accept |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** How often each rule was needed. */
export function rulesTable(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { intended } of verdicts) {
    for (const key of new Set(
      intended.map(({ intention }) => `${intention.section} | ${intention.name.replaceAll('|', '\\|')}`),
    )) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([key, count]) => `| ${key} | ${count} |`);
  return ['| section of docs/differences.md | rule | files |', '| --- | --- | --- |', ...rows].join('\n');
}

export function openReport(verdicts: readonly Verdict[], examples: ReadonlyMap<string, Verdict>): string {
  return [...openClasses(verdicts)]
    .map(([name, members]) => {
      const example = examples.get(name) ?? members[0];
      return example ? `## ${name} (${members.length})\n\n${describe(example)}` : '';
    })
    .join('\n\n');
}

export function describe({ sample, ours, original, open }: Verdict): string {
  return [
    `${sample.name} (${sample.extension})`,
    '```',
    visible(sample.text),
    '```',
    `ours:     ${said(ours)}`,
    `original: ${said(original)}`,
    ...open.map(detail).filter((line) => line !== ''),
  ].join('\n');
}

function said({ accepted, reasons }: Answer): string {
  const sentences = reasons.map(({ code, message }) => `${code} ${message}`.trim().replace(/\s+/g, ' '));
  return accepted ? 'accepts' : `refuses: ${sentences.join(' · ')}`;
}

function detail(difference: Difference): string {
  if (difference.kind !== 'model') return '';
  return `  ${difference.field}: ours ${JSON.stringify(difference.ours)}, original ${JSON.stringify(difference.original)}`;
}

/** Characters that a terminal does not show. */
const visible = (text: string): string =>
  text.replace(/\n$/, '').replace(/[^\P{C}\n]|[^\S\n ]/gu, (char) => `⟨${(char.codePointAt(0) ?? 0).toString(16)}⟩`);
