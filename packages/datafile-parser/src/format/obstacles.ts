import type { Diagnostic } from '@proj/diagnostics';

import type { ParsedDatafile } from '../parse/parse-datafile.js';
import { findSetting } from '../settings/table.js';

/**
 * Mistakes that do not touch the form of a file: what was written is clear, it is only not what
 * should be there. Types and what is wrong with them are of this kind too.
 */
const ABOUT_MEANING: ReadonlySet<string> = new Set(
  [
    'invalid-file-name', 'missing-setting', 'empty-value', 'invalid-value', 'other-connector', 'mixed-connectors',
    'refused-setting', 'secret-not-allowed', 'duplicate-column', 'missing-column-type', 'unknown-engine', 'engine-arguments',
    'invalid-json-path', 'token-permission',
  ].map((code) => `datafile/${code}`),
); // prettier-ignore

/** Warnings about what was probably not meant; another form would hide them. */
const HIDDEN_BY_FORM: ReadonlySet<string> = new Set(
  ['swallowed-setting', 'comment-in-word', 'text-after-block-start'].map((code) => `datafile/${code}`),
);

/** What keeps a file from being formatted, if anything does: the first such place. */
export function findObstacle(parsed: ParsedDatafile): Diagnostic | undefined {
  const unread = startsOfUnread(parsed);
  return parsed.diagnostics.find((one) => isObstacle(one) || (one.span && unread.has(one.span.start)));
}

function isObstacle({ code, severity }: Diagnostic): boolean {
  if (severity === 'info') return false;
  if (severity === 'warning') return HIDDEN_BY_FORM.has(code);
  return code.startsWith('datafile/') && !ABOUT_MEANING.has(code);
}

/**
 * Where the settings begin that were not analysed: those with unknown names, and the schemas and
 * indexes that others replace. Mistakes inside them were not reported, so their meaning is unknown.
 */
function startsOfUnread({ file, tree }: ParsedDatafile): ReadonlySet<number> {
  const starts = new Set<number>();
  if (!file) return starts;
  const last = new Map<string, number>();
  for (const { name } of tree.settings) {
    const { start } = name.span;
    const definition = findSetting(file.kind, name.text);
    if (!definition) starts.add(start);
    if (definition?.value !== 'schema' && definition?.value !== 'indexes') continue;
    const replaced = last.get(definition.name);
    if (replaced !== undefined) starts.add(replaced);
    last.set(definition.name, start);
  }
  return starts;
}
