import type { Diagnostic, SourceFile, Span } from '@proj/diagnostics';

import type { SqlFinding } from '../expression/sql-findings.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { excerpt } from '../reporting/reports.js';

/** What was found in the SQL of a setting, a column or an index, as a report. */
export function sqlDiagnostic(
  finding: SqlFinding,
  setting: string,
  place: { readonly file: SourceFile; readonly span: Span },
): Diagnostic {
  switch (finding.code) {
    case 'invalid-expression':
      return datafileDiagnostics.create('invalid-expression', { setting, problem: excerpt(finding.problem) }, place);
    case 'denied-function':
      return datafileDiagnostics.create(
        'denied-function',
        { setting, function: finding.function, reason: finding.reason },
        place,
      );
    case 'unknown-function':
      return datafileDiagnostics.create(
        'unknown-function',
        { setting, function: finding.function, suggestion: finding.suggestion },
        place,
      );
  }
}
