import { printable } from '@proj/diagnostics';

/**
 * Escapes a text that may have several lines, such as the last output of a server, and marks all
 * lines but the first, so that none can be mistaken for one of ours.
 */
export const quotedLines = (text: string): string => text.trimEnd().split('\n').map(printable).join('\n  | ');
