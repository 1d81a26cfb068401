import type { Fix } from './fix.js';
import type { SourceFile } from './source-file.js';
import type { Span } from './span.js';

/** `error` stops a deployment, `warning` and `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Something that is wrong with what a user wrote, as data: it is collected and shown, never thrown.
 */
export interface Diagnostic {
  /**
   * Stable, `<package>/<what>`, for example `datafile/unknown-setting`. Documented; safe to match
   * on.
   */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly hint?: string;
  /** The file that holds it, when there is one. */
  readonly file?: SourceFile;
  /** Where in `file`. */
  readonly span?: Span;
  /**
   * A change of `file` that puts it right. Only there when it is certain enough to be made without
   * asking.
   */
  readonly fix?: Fix;
}

/** Where a diagnostic belongs, and how it can be put right there. */
export interface Place {
  readonly file?: SourceFile | undefined;
  readonly span?: Span | undefined;
  readonly fix?: Fix | undefined;
}

/** True when at least one of them is an error; warnings alone do not stop anything. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

/** By path, then by place in the file, then by code: the order in which they are shown. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file?.path ?? '', b.file?.path ?? '') ||
      (a.span?.start ?? -1) - (b.span?.start ?? -1) ||
      compare(a.code, b.code),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
