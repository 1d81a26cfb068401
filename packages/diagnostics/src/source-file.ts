/** A place in a file as people count it: both numbers begin at 1, columns are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text with a name, and the way from offsets in it to lines and columns. */
export interface SourceFile {
  /** As it is shown to the user: usually relative to the folder the user named. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  /** The position of an offset. Offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): Position;
  /**
   * The text of a line (counted from 1) without its line break; empty for a line that does not
   * exist.
   */
  lineText(line: number): string;
}

/**
 * Wraps a text so that offsets in it can be shown as lines and columns. Line breaks are LF, CRLF
 * and CR. A byte-order mark at the start counts as an offset and as nothing that people see: the
 * first column comes after it.
 *
 * @example
 * const file = createSourceFile('a.datasource', 'SCHEMA >\n  id Int32');
 * file.positionAt(11); // => { line: 2, column: 3 }
 */
export function createSourceFile(path: string, text: string): SourceFile {
  let starts: readonly number[] | undefined;
  const lineStarts = (): readonly number[] => (starts ??= findLineStarts(text));

  const lineOf = (offset: number): number => {
    const known = lineStarts();
    let low = 0;
    let high = known.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((known[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    path,
    text,
    get lineCount() {
      return lineStarts().length;
    },
    positionAt(offset) {
      const inside = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(inside);
      return { line: line + 1, column: Math.max(0, inside - (lineStarts()[line] ?? 0)) + 1 };
    },
    lineText(line) {
      const start = lineStarts()[line - 1];
      if (start === undefined) return '';
      // Not with a regular expression: one line may hold everything, and be asked for at each of
      // its mistakes.
      let end = lineStarts()[line] ?? text.length;
      while (end > start && isLineBreak(text.charCodeAt(end - 1))) end--;
      return text.slice(start, end);
    },
  };
}

const isLineBreak = (code: number): boolean => code === 10 || code === 13;

const BYTE_ORDER_MARK = 0xfeff;

function findLineStarts(text: string): readonly number[] {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
}
