import type { Fix, Span } from '@proj/diagnostics';

import { insert, surround } from './fixes.js';
import type { Reports } from '../reporting/reports.js';
import { excerpt } from '../reporting/reports.js';
import type { ColumnNode } from '../syntax/tree.js';
import type { Located } from '../model/types.js';

/** What may stand without backticks. */
const PLAIN_NAME = /^[A-Za-z0-9_.*<>+-]+$/;

/** The name of a column as far as it could be read. */
export interface ReadName extends Located<string> {
  /** Already reported; the name is kept so that uses of the column are not reported too. */
  readonly broken?: boolean;
}

/** The name of a column without its quotes. */
export function readColumnName({ name, span }: ColumnNode, reports: Reports): ReadName | undefined {
  const { text } = reports.file;
  if (!name) {
    const found = text.slice(span.start, span.end);
    const advice = found.startsWith('`json:')
      ? 'Write name and type before the JSON path.'
      : 'A column begins with its name.';
    reports.add('missing-column-name', { advice }, span);
    return undefined;
  }
  const written = text.slice(name.span.start, name.span.end);
  const report = (advice: string, fix?: Fix): void => {
    reports.add('invalid-column-name', { name: excerpt(written), advice }, name.span, fix);
  };
  switch (name.form) {
    case 'unclosed':
      return readUnclosed(written, name.span, reports);
    case 'quoted': {
      const inner = written.slice(1, -1);
      if (inner === '') {
        report('It is empty.');
        return undefined;
      }
      if (/\s/.test(inner)) {
        report('A name holds no blanks.');
        return { value: inner.trim().replace(/\s+/g, '_'), span: name.span, broken: true };
      }
      return { value: inner, span: { start: name.span.start + 1, end: name.span.end - 1 } };
    }
    case 'plain':
      if (written.toUpperCase() === 'INDEX') {
        report('Indexes go in a block of their own: INDEXES >.');
        return undefined;
      }
      if (/^[^`]+`$/.test(written)) {
        const fix = insert('`', name.span.start, 'add the first backtick');
        reports.add('stray-backtick', {}, { start: name.span.end - 1, end: name.span.end }, fix);
        return { value: written.slice(0, -1), span: { start: name.span.start, end: name.span.end - 1 } };
      }
      if (!PLAIN_NAME.test(written)) {
        const quotable = !/[\s`]/.test(written);
        const fix = quotable ? surround('`', name.span, '`', 'put the name in backticks') : undefined;
        report('Put it in backticks.', fix);
        return { value: written, span: name.span, broken: true };
      }
      return { value: written, span: name.span };
  }
}

/**
 * Only before a path it is clear where the name ends; else the backtick has taken the rest of the
 * line.
 */
function readUnclosed(written: string, span: Span, reports: Reports): ReadName {
  const value = /^`?([^\s,]*)/.exec(written)?.[1] ?? '';
  const isWhole = value !== '' && value.length === written.length - 1;
  const fix = isWhole ? insert('`', span.end, 'close the backtick') : undefined;
  reports.add('unclosed-backtick', {}, span, fix);
  return { value, span, broken: true };
}
