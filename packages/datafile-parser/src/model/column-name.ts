import type { Fix } from '@proj/diagnostics';

import { surround } from '../fixes.js';
import type { Reports } from '../reports.js';
import { excerpt } from '../reports.js';
import type { ColumnNode } from '../syntax/tree.js';
import type { Located } from './types.js';

/** What may stand without backticks. */
const PLAIN_NAME = /^[A-Za-z0-9_.*<>+-]+$/;

/** The name of a column without its quotes, or a report. */
export function readColumnName({ name, span }: ColumnNode, reports: Reports): Located<string> | undefined {
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
  const invalid = (advice: string, fix?: Fix): undefined =>
    reports.add('invalid-column-name', { name: excerpt(written), advice }, name.span, fix) as undefined;
  switch (name.form) {
    case 'unclosed':
      return reports.add('unclosed-backtick', {}, name.span) as undefined;
    case 'quoted': {
      const inner = written.slice(1, -1);
      if (inner === '') return invalid('It is empty.');
      if (/\s/.test(inner)) return invalid('A name holds no blanks.');
      return { value: inner, span: { start: name.span.start + 1, end: name.span.end - 1 } };
    }
    case 'plain':
      if (written.toUpperCase() === 'INDEX') return invalid('Indexes stand in a block of their own: INDEXES >.');
      if (!PLAIN_NAME.test(written)) {
        const quotable = !/[\s`]/.test(written);
        const fix = quotable ? surround('`', name.span, '`', 'put the name in backticks') : undefined;
        return invalid('Put it in backticks.', fix);
      }
      return { value: written, span: name.span };
  }
}
