import { printable } from '@proj/diagnostics';

/** A text of several lines, escaped, so that none but the first can be taken for a line of ours. */
export const indented = (text: string): string => text.trimEnd().split('\n').map(printable).join('\n  ');
