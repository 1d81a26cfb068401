import type { Diagnostic, Fix, SourceFile, Span } from '@proj/diagnostics';

import { DiagnosticList } from './diagnostic-list.js';
import { datafileDiagnostics } from './messages.js';

type Create = typeof datafileDiagnostics.create;

/** Collects what is wrong with one file. */
export interface Reports {
  readonly file: SourceFile;
  readonly diagnostics: DiagnosticList;
  /** Reports at a place in the file, with the edit that puts it right where that is certain. */
  add<Code extends Parameters<Create>[0]>(
    code: Code,
    values: Parameters<typeof datafileDiagnostics.create<Code>>[1],
    span: Span,
    fix?: Fix,
  ): void;
  /** Adds what another part has reported. */
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

/** Those of a file that is included; of the same file when it is none. */
export const reportsIn = (file: SourceFile | undefined, reports: Reports): Reports =>
  file ? createReports(file, reports.diagnostics) : reports;

/** As much of a text as a sentence can hold. */
export const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
