import { applyFixes, formatDiagnostics, type Diagnostic } from '@proj/diagnostics';
import { formatDatafile, parseDatafile, parseProject, settingsTable } from '@proj/datafile-parser';
import { losslessTree, printTree } from '@proj/datafile-parser/tree';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/**
 * Everything that is done to a datafile without further questions: parsing, reporting, fixing and
 * formatting.
 */
export const target: FuzzTarget = {
  name: 'parser',
  corpus: ['packages/datafile-parser/test/fixtures/valid', 'packages/datafile-parser/test/fixtures/format', 'tools/attack/corpus/parser'],
  dictionary: [
    ...settingsTable.map(({ name }) => name),
    '\n', '\r\n', '\r', '\n    ', ' >\n', ',', ',\n', '`json:$.a`', '`', '"', "'", '(', ')', '[', ']', '{{ tb_secret("A") }}', "{{ tb_secret('A', 'b') }}", '{{', '}}', '{%', '%}',
    '# ', ' -- ', '/*', '*/', 'String', 'Array(', 'Nullable(', 'Tuple(a ', 'DEFAULT ', 'CODEC(', 'TYPE minmax', 'GRANULARITY 1', 'TTL', '\uFEFF', '\u00A0', '\u202E', '\u2028', '\u001B[2J', '\0', '\\', 'INCLUDE "a.incl"\n', 'kafka', '__proto__', 'constructor',
  ],
  run: (bytes) => {
    const text = bytes.toString();
    const isConnection = /^[ \t]*(?:TYPE|KAFKA_BOOTSTRAP_SERVERS)\b/im.test(text);
    const input = { path: isConnection ? 'a.connection' : 'a.datasource', text };
    const { diagnostics } = parseProject([input]);
    check(diagnostics, text);
    formatDiagnostics(diagnostics);
    const { tree } = parseDatafile(input);
    if (printTree(losslessTree(tree, text)) !== text) throw new Error('the lossless tree prints another text');
    check(parseProject([{ ...input, text: applyFixes(text, diagnostics).text }]).diagnostics, undefined);
    const formatted = formatDatafile(input);
    check(formatted.diagnostics, text);
    if (formatDatafile({ ...input, text: formatted.text }).text !== formatted.text) throw new Error('formatting twice changes it again');
    return diagnostics.some(({ severity }) => severity === 'error') ? 'rejected' : 'accepted';
  },
}; // prettier-ignore

function check(diagnostics: readonly Diagnostic[], text: string | undefined): void {
  for (const { span, code, message, fix } of diagnostics) {
    if (message === '') throw new Error(`${code} says nothing`);
    for (const { start, end } of [span ?? { start: 0, end: 0 }, ...(fix?.edits ?? []).map((edit) => edit.span)]) {
      if (start < 0 || start > end || (text !== undefined && end > text.length))
        throw new Error(`${code} is reported at a place outside the text`);
    }
  }
}
