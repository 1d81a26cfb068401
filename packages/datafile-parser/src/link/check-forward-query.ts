import type { Diagnostic } from '@proj/diagnostics';

import { readSql } from '../expression/sql-findings.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { literalText, placeOf } from '../model/text-value.js';
import type { DatasourceFile } from '../model/types.js';
import { sqlDiagnostic } from './sql-diagnostic.js';

const SETTING = 'FORWARD_QUERY';
/** Columns to leave out. A query could follow the word as well, so it must be names in brackets. */
const EXCEPT = /(\*\s*)(EXCEPT\s*\(\s*[a-z_]\w*(?:\s*,\s*[a-z_]\w*)*\s*\))/gi;

/**
 * FORWARD_QUERY is `SELECT` and a list of expressions over the rows of the deployed table, with the
 * functions that a table may call. It has no FROM and no other clause. Which columns there are is
 * not known here: the table may be an older one.
 */
export function checkForwardQuery({ forwardQuery, file }: DatasourceFile): readonly Diagnostic[] {
  if (!forwardQuery) return [];
  const text = literalText(forwardQuery);
  const [part] = forwardQuery.parts;
  // What a secret will put in is checked when it is there.
  if (text === undefined || part?.kind !== 'literal') return [];
  const source = forwardQuery.file ?? file;
  const select = /^(?:\s|--[^\n]*\n)*SELECT\b/i.exec(text);
  if (!select) {
    const values = { setting: SETTING, problem: 'it does not begin with SELECT' };
    return [datafileDiagnostics.create('invalid-expression', values, { file: source, span: forwardQuery.span })];
  }
  const from = select[0].length;
  const list = text
    .slice(from)
    .replaceAll(EXCEPT, (_, star: string, rest: string) => star + rest.replaceAll(/[^\n]/g, ' '));
  // The bracket stands where the last letter of SELECT is: `*` has a meaning inside brackets only.
  const { findings } = readSql(`(${list}\n)`);
  return findings.map((finding) => {
    const start = Math.max(0, Math.min(finding.start - 1 + from, text.length - 1));
    const end = Math.max(start + 1, Math.min(finding.end - 1 + from, text.length));
    return sqlDiagnostic(finding, SETTING, { file: source, span: placeOf(part, start, end) });
  });
}
