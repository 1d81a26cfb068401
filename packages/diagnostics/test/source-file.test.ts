import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSourceFile } from '../src/index.js';

describe('positions', () => {
  it.each([
    ['LF', 'ab\ncd\n\nef', [1, 4]],
    ['CRLF', 'ab\r\ncd\r\n\r\nef', [1, 4]],
    ['CR', 'ab\rcd\r\ref', [1, 4]],
    ['all of them', 'ab\r\ncd\n\ref', [1, 4]],
  ])('positions count lines that end in %s', (_, text, [first, last]) => {
    const file = createSourceFile('a', text);
    expect(file.lineCount).toBe(4);
    expect(file.positionAt(0)).toEqual({ line: first, column: 1 });
    expect(file.positionAt(text.indexOf('d'))).toEqual({ line: 2, column: 2 });
    expect(file.positionAt(text.indexOf('e'))).toEqual({ line: last, column: 1 });
    expect([1, 2, 3, 4].map((line) => file.lineText(line))).toEqual(['ab', 'cd', '', 'ef']);
  });

  it('positions put both characters of a CRLF on the line that they end', () => {
    const file = createSourceFile('a', 'x\r\ny');
    expect([0, 1, 2, 3].map((offset) => file.positionAt(offset).line)).toEqual([1, 1, 1, 2]);
  });

  it('positions do not count a byte-order mark, which is invisible', () => {
    const file = createSourceFile('a', '\uFEFFab\n\uFEFFcd');
    expect([0, 1, 2].map((offset) => file.positionAt(offset).column)).toEqual([1, 1, 2]);
    expect([file.lineText(1), file.lineText(2)]).toEqual(['ab', '\uFEFFcd']);
    expect(file.positionAt(5)).toEqual({ line: 2, column: 2 });
  });

  it('positions take offsets outside the text as its nearest end', () => {
    const file = createSourceFile('a', 'ab\nc');
    expect(file.positionAt(-5)).toEqual({ line: 1, column: 1 });
    expect(file.positionAt(99)).toEqual({ line: 2, column: 2 });
  });

  it('positions are those of the empty text too', () => {
    const file = createSourceFile('a', '');
    expect([file.lineCount, file.positionAt(0), file.lineText(1), file.lineText(2), file.lineText(0)]).toEqual([
      1,
      { line: 1, column: 1 },
      '',
      '',
      '',
    ]);
  });

  it('positions agree with splitting the text into lines', () => {
    const text = fc
      .array(fc.constantFrom('a', '\t', 'ß', '😀', '\n', '\r', '\r\n'), { maxLength: 40 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.nat(50), (content, at) => {
        const file = createSourceFile('a', content);
        const lines = content.split(/\r\n|\r|\n/);
        expect(file.lineCount).toBe(lines.length);
        expect(lines.map((_, i) => file.lineText(i + 1))).toEqual(lines);
        const offset = Math.min(at, content.length);
        const { line, column } = file.positionAt(offset);
        const start = [...content.matchAll(/\r\n|\r|\n/g)].map((one) => one.index + one[0].length)[line - 2] ?? 0;
        expect(start + column - 1).toBe(offset);
      }),
    );
  });
});
