import type { Diagnostic } from '@proj/diagnostics';

import { diffFile } from '../diff/diff-model.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import type { Datafile, DatafileInput } from '../model/types.js';
import { parseDatafile, type ParsedDatafile } from '../parse/parse-datafile.js';
import { createReports } from '../reporting/reports.js';
import type { FileNode } from '../syntax/tree.js';
import { losslessTree } from '../lossless/lossless-tree.js';
import { findObstacle } from './obstacles.js';
import { printFile } from './print-file.js';
import { readSections } from './sections.js';

/** A datafile in its canonical form. */
export interface FormattedDatafile {
  readonly text: string;
  /** Whether `text` is another one than was given. */
  readonly changed: boolean;
  /** Why the file was left as it is, if it was; else empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings a datafile into its canonical form: settings in the order of {@link settingsTable}, names
 * in upper case, one form of quotes, blocks indented by four blanks, one column a line. Comments
 * stay with what they are about. The meaning never changes, and formatting twice changes nothing
 * more.
 *
 * A file whose form is broken (a bracket or a quote is open, a setting is unknown) is left as it
 * is, and the first such place is reported; mistakes of another kind, such as a wrong type, do not
 * matter. Line breaks become those that the file has most. Settings of earlier days are kept. In a
 * file with an INCLUDE the settings keep their order, and an `.incl` file is left as it is: what
 * they mean depends on the other file.
 *
 * @example
 * const text = "kafka_bootstrap_servers 'broker:9092'   # the only one\nTYPE kafka";
 * formatDatafile({ path: 'shop.connection', text }).text;
 * // => 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092 # the only one\n'
 */
export function formatDatafile(input: DatafileInput): FormattedDatafile {
  const parsed = parseDatafile(input);
  const obstacle = findObstacle(parsed);
  const isFragment = !parsed.file && parsed.diagnostics.length === 0;
  if (isFragment) return { text: input.text, changed: false, diagnostics: [] };
  if (!parsed.file || obstacle) return leftAsItIs(input, obstacle ?? parsed.diagnostics[0]);
  const text = print(parsed.file, parsed.tree);
  if (text === input.text) return { text, changed: false, diagnostics: [] };
  // A mistake of ours must not cost anyone a file, so the output is parsed and printed again.
  const after = parseDatafile({ path: input.path, text });
  if (!after.file || !meansTheSame(parsed, after) || !hasSameComments(parsed, after))
    return leftAsItIs(input, undefined);
  if (print(after.file, after.tree) !== text) return leftAsItIs(input, undefined);
  return { text, changed: true, diagnostics: [] };
}

function print({ kind, file }: Datafile, tree: FileNode): string {
  const lines = printFile(kind, readSections(losslessTree(tree, file.text)), createReports(file));
  const lineBreak = dominantLineBreak(file.text);
  const mark = file.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return mark + lines.map((line) => line.replaceAll('\n', lineBreak) + lineBreak).join('');
}

function leftAsItIs({ text }: DatafileInput, obstacle: Diagnostic | undefined): FormattedDatafile {
  const reason = obstacle?.message ?? 'Its canonical form would not mean the same; please report this.';
  const diagnostic = datafileDiagnostics.create(
    'not-formatted',
    { reason },
    { file: obstacle?.file, span: obstacle?.span },
  );
  return { text, changed: false, diagnostics: [diagnostic] };
}

function meansTheSame(before: ParsedDatafile, after: ParsedDatafile): boolean {
  if (!before.file || !after.file || diffFile(before.file, after.file).length > 0) return false;
  const [old, now] = [before, after].map(({ diagnostics }) => diagnostics.map((one) => one.code).sort());
  return old?.join() === now?.join();
}

function hasSameComments(before: ParsedDatafile, after: ParsedDatafile): boolean {
  const [old, now] = [before, after].map(({ tree, file }) => {
    const text = file?.file.text ?? '';
    return tree.comments.map(({ span }) => text.slice(span.start, span.end).trimEnd()).sort();
  });
  return old?.join('\n') === now?.join('\n');
}

function dominantLineBreak(text: string): string {
  const counts = new Map<string, number>();
  for (const [lineBreak] of text.matchAll(/\r\n|\r|\n/g)) counts.set(lineBreak, (counts.get(lineBreak) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '\n';
}
