import type { Diagnostic, Fix, SourceFile, Span } from '@proj/diagnostics';

import { DiagnosticList } from './diagnostic-list.js';
import { datafileDiagnostics } from './messages.js';

type Create = typeof datafileDiagnostics.create;

/** Collects the diagnostics of one file. */
export interface Reports {
  readonly file: SourceFile;
  readonly diagnostics: DiagnosticList;
  /** Reports a diagnostic at a place in the file, with its fix where the fix is certain. */
  add<Code extends Parameters<Create>[0]>(
    code: Code,
    values: Parameters<typeof datafileDiagnostics.create<Code>>[1],
    span: Span,
    fix?: Fix,
  ): void;
  /** Adds a diagnostic that another part created. */
  push(diagnostic: Diagnostic): void;
}

/** @param diagnostics Where they are collected; files that are read together share one list. */
export function createReports(file: SourceFile, diagnostics = new DiagnosticList()): Reports {
  return {
    file,
    diagnostics,
    add: (code, values, span, fix) => {
      diagnostics.push(datafileDiagnostics.create(code, values, { file, span, fix }));
    },
    push: (diagnostic) => {
      diagnostics.push(diagnostic);
    },
  };
}

/** Reports about an included file, or about the file itself when `file` is undefined. */
export const reportsIn = (file: SourceFile | undefined, reports: Reports): Reports =>
  file ? createReports(file, reports.diagnostics) : reports;

/** A text shortened to what fits in a sentence. */
export const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
