import { sortDiagnostics, type Diagnostic } from './diagnostic.js';
import type { Fix } from './fix.js';
import { printable, printableJson } from './outside-text/printable.js';

/** Who is going to read a report. */
export type DiagnosticFormat = 'text' | 'json' | 'github';

/** How diagnostics are shown. */
export interface FormatOptions {
  /**
   * `text` for people, `json` for programs, `github` for annotations in a workflow run.
   *
   * @default 'text'
   */
  readonly format?: DiagnosticFormat;
  /** ANSI colours in `text`. @default false */
  readonly color?: boolean;
}

/**
 * Shows diagnostics, sorted by place. Text begins each report with a line that grep and editors
 * understand.
 *
 * Whatever paths, messages and files hold: no line is begun, no cursor moved and no command of a
 * workflow run given by it ({@link printable}). Of the lines of files, tabs stay.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: FormatOptions = {}): string {
  const sorted = sortDiagnostics(diagnostics);
  switch (options.format ?? 'text') {
    case 'json':
      return printableJson(JSON.stringify(sorted.map(toJson), null, 2));
    case 'github':
      return sorted.map(toGithub).join('\n');
    case 'text':
      return sorted.map((one) => toText(one, paint(options.color ?? false))).join('\n\n');
  }
}

/** How a diagnostic looks in `--format json`: no file objects, positions as people count them. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly path?: string;
  readonly start?: { readonly offset: number; readonly line: number; readonly column: number };
  readonly end?: { readonly offset: number; readonly line: number; readonly column: number };
  /** What can be done about it; the offsets are those of the file. */
  readonly fix?: Fix;
}

function toJson(one: Diagnostic): DiagnosticJson {
  const { file, span } = one;
  return {
    code: one.code,
    severity: one.severity,
    message: one.message,
    ...(one.hint === undefined ? {} : { hint: one.hint }),
    ...(file ? { path: file.path } : {}),
    ...(file && span
      ? {
          start: { offset: span.start, ...file.positionAt(span.start) },
          end: { offset: span.end, ...file.positionAt(span.end) },
        }
      : {}),
    ...(one.fix ? { fix: one.fix } : {}),
  };
}

function toGithub(one: Diagnostic): string {
  const command = one.severity === 'info' ? 'notice' : one.severity;
  const properties: string[] = [];
  if (one.file) {
    properties.push(`file=${escapeProperty(one.file.path)}`);
    if (one.span) {
      const start = one.file.positionAt(one.span.start);
      const end = one.file.positionAt(Math.max(one.span.start, one.span.end - 1));
      properties.push(`line=${start.line}`, `col=${start.column}`, `endLine=${end.line}`, `endColumn=${end.column}`);
    }
  }
  properties.push(`title=${escapeProperty(one.code)}`);
  const text = one.hint === undefined ? one.message : `${one.message} ${one.hint}`;
  return `::${command} ${properties.join(',')}::${escapeData(text)}`;
}

const escapeData = (text: string): string => printable(text).replaceAll('%', '%25');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

interface Paint {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

function paint(on: boolean): Paint {
  const wrap =
    (code: number) =>
    (text: string): string =>
      on && text !== '' ? `\u001B[${code}m${text}\u001B[0m` : text;
  return { error: wrap(31), warning: wrap(33), info: wrap(36), dim: wrap(2), bold: wrap(1) };
}

/** Longer lines are cut around the place, so that a minified line of a megabyte stays readable. */
const FRAME_WIDTH = 160;

function toText(one: Diagnostic, color: Paint): string {
  const { file, span } = one;
  const head = `${color[one.severity](one.severity)} ${color.dim(one.code)}: ${printable(one.message)}`;
  const hint = one.hint === undefined ? undefined : printable(one.hint);
  const fix = one.fix && `fix: ${printable(one.fix.title)}`;
  if (!file || !span) {
    const first = file ? `${color.bold(shownPath(file.path))} - ${head}` : head;
    return [first, hint, fix].filter((line) => line !== undefined).join('\n  ');
  }
  const start = file.positionAt(span.start);
  const end = file.positionAt(span.end);
  const width = String(start.line).length;
  const rows: string[] = [`${color.bold(`${shownPath(file.path)}:${start.line}:${start.column}`)} - ${head}`];
  for (let line = Math.max(1, start.line - 1); line <= start.line; line++) {
    const cut = cutLine(file.lineText(line), line === start.line ? start.column : 1);
    const marker = line === start.line ? '>' : ' ';
    rows.push(
      color.dim(`${marker} ${String(line).padStart(width)} | `.replace(/ $/, cut.text === '' ? '' : ' ')) +
        printableLine(cut.text),
    );
    if (line === start.line) {
      const last = end.line === start.line ? end.column : file.lineText(line).length + 1;
      const from = start.column - cut.removed - 1;
      const to = Math.max(from, Math.min(last - cut.removed - 1, cut.text.length));
      // An escape is longer than what it stands for: the marks are as long as what is shown.
      const gap = blank(printableLine(cut.text.slice(0, from)));
      const carets = color[one.severity]('^'.repeat(Math.max(1, printableLine(cut.text.slice(from, to)).length)));
      rows.push(`${color.dim(`  ${' '.repeat(width)} | `)}${gap}${carets}${hint === undefined ? '' : ` ${hint}`}`);
    }
  }
  if (fix !== undefined) rows.push(color.dim(`  ${' '.repeat(width)} = ${fix}`));
  return rows.join('\n');
}

/** Of a path that begins as a command of a workflow run does, the same path that does not. */
const shownPath = (path: string): string => printable(path).replace(/^\s*::/, './$&');

/** Escapes a line of a file, but for its tabs. */
const printableLine = (text: string): string => text.split('\t').map(printable).join('\t');

function cutLine(text: string, column: number): { readonly text: string; readonly removed: number } {
  if (text.length <= FRAME_WIDTH) return { text, removed: 0 };
  const from = wholeCharacter(text, Math.max(0, Math.min(column - 1 - FRAME_WIDTH / 4, text.length - FRAME_WIDTH)));
  return { text: text.slice(from, wholeCharacter(text, from + FRAME_WIDTH)), removed: from };
}

/** A place that is not in the middle of a character. */
const wholeCharacter = (text: string, at: number): number => {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
};

/** Keeps tabs, so that the marks stand below the text whatever the width of a tab is. */
const blank = (text: string): string => text.replaceAll(/[^\t]/g, ' ');
