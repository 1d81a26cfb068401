import { printable } from '@proj/diagnostics';

/**
 * A text that may have several lines, such as the last output of a server, escaped, and with a mark before all but the
 * first: none can be taken for a line of ours.
 */
export const quotedLines = (text: string): string => text.trimEnd().split('\n').map(printable).join('\n  | ');
