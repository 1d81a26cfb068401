import type { Fix, Span } from '@proj/diagnostics';

import { isFirstColumn, startOfNextLine } from '../syntax/scan.js';

/*
 * The fixes of diagnostics. Only edits that are certain enough to be made without asking: a fix
 * never changes what a file means, except to what was intended.
 */

/** A text in the place of another one. */
export const replaceWith = (replacement: string, span: Span, title = `write ${replacement}`): Fix => ({
  title,
  edits: [{ span, text: replacement }],
});

export const renameTo = (name: string, span: Span): Fix => replaceWith(name, span, `rename to ${name}`);

export const insert = (text: string, at: number, title: string): Fix => ({
  title,
  edits: [{ span: { start: at, end: at }, text }],
});

export const remove = (span: Span, title: string): Fix => ({ title, edits: [{ span, text: '' }] });

/** Something on both sides. */
export const surround = (before: string, span: Span, after: string, title: string): Fix => ({
  title,
  edits: [
    { span: { start: span.start, end: span.start }, text: before },
    { span: { start: span.end, end: span.end }, text: after },
  ],
});

/** Takes the whole line away, with what stands beside the place and with its line break. */
export function removeLine(text: string, { start, end }: Span): Fix {
  let from = start;
  while (!isFirstColumn(text, from)) from--;
  return remove({ start: from, end: startOfNextLine(text, end) }, 'remove the line');
}

/** A fix of a piece of text, as one of the text that the piece is part of. */
export const shiftFix = ({ title, edits }: Fix, by: number): Fix => ({
  title,
  edits: edits.map(({ span, text }) => ({ span: { start: span.start + by, end: span.end + by }, text })),
});
