import { describe, expect, it } from 'vitest';

import {
  createSourceFile,
  formatDiagnostics,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type SourceFile,
} from '../src/index.js';

const at = (file: SourceFile, part: string, more: Partial<Diagnostic> = {}): Diagnostic => {
  const start = file.text.indexOf(part);
  return {
    code: 'shop/closed',
    severity: 'error',
    message: 'Closed.',
    file,
    span: { start, end: start + part.length },
    ...more,
  };
};

describe('text', () => {
  it('text begins with a line that grep finds, then shows the place and what to do', () => {
    const file = createSourceFile('a/b.datasource', 'SCHEMA >\n  id Int32\nKAFKA_TOPPIC x');
    expect(formatDiagnostics([at(file, 'KAFKA_TOPPIC', { hint: 'Did you mean KAFKA_TOPIC?' })])).toBe(
      [
        'a/b.datasource:3:1 - error shop/closed: Closed.',
        '  2 |   id Int32',
        '> 3 | KAFKA_TOPPIC x',
        '    | ^^^^^^^^^^^^ Did you mean KAFKA_TOPIC?',
      ].join('\n'),
    );
  });

  it('text shows no line before the first one, and marks an empty span with one caret', () => {
    const file = createSourceFile('a', 'abc\ndef');
    expect(formatDiagnostics([at(file, 'abc', { span: { start: 3, end: 3 } })])).toBe(
      ['a:1:4 - error shop/closed: Closed.', '> 1 | abc', '    |    ^'].join('\n'),
    );
  });

  it('marks the first line of a place that goes over several', () => {
    const file = createSourceFile('a', 'abc\r\ndef');
    expect(
      formatDiagnostics([at(file, 'c\r\nd')])
        .split('\n')
        .slice(1),
    ).toEqual(['> 1 | abc', '    |   ^']);
  });

  it('text keeps tabs below the text, so that the marks stand where they should', () => {
    const file = createSourceFile('a', '\tid\tInt33');
    expect(
      formatDiagnostics([at(file, 'Int33')])
        .split('\n')
        .at(-1),
    ).toBe('    | \t  \t^^^^^');
  });

  it('text makes room for line numbers of several digits', () => {
    const file = createSourceFile('a', `${'x\n'.repeat(9)}here`);
    expect(
      formatDiagnostics([at(file, 'here')])
        .split('\n')
        .slice(1),
    ).toEqual(['   9 | x', '> 10 | here', '     | ^^^^']);
  });

  it.each([0, 10, 200, 5_000, 9_996])('cuts a long line around the place, at column %i too', (column) => {
    const file = createSourceFile('a', `${'.'.repeat(column)}here${'.'.repeat(9_996 - column)}`);
    const [, shown = '', marks = ''] = formatDiagnostics([at(file, 'here')]).split('\n');
    expect(shown.length).toBeLessThan(180);
    expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('here');
  });

  it('text does without a place, and without a file', () => {
    const file = createSourceFile('a', 'abc');
    const one: Diagnostic = { code: 'shop/closed', severity: 'warning', message: 'Closed.', hint: 'Open it.' };
    expect(formatDiagnostics([one])).toBe('warning shop/closed: Closed.\n  Open it.');
    expect(formatDiagnostics([{ ...one, file }])).toBe('a - warning shop/closed: Closed.\n  Open it.');
  });

  it('text says below the frame which fix is available', () => {
    const file = createSourceFile('a', 'abc');
    const fix = { title: 'remove it', edits: [{ span: { start: 1, end: 2 }, text: '' }] };
    expect(formatDiagnostics([at(file, 'b', { fix })])).toBe(
      ['a:1:2 - error shop/closed: Closed.', '> 1 | abc', '    |  ^', '    = fix: remove it'].join('\n'),
    );
    const one: Diagnostic = { code: 'shop/closed', severity: 'error', message: 'Closed.', fix };
    expect(formatDiagnostics([one])).toBe('error shop/closed: Closed.\n  fix: remove it');
    expect(JSON.parse(formatDiagnostics([one], { format: 'json' }))).toMatchObject([{ fix }]);
    expect(formatDiagnostics([one], { format: 'github' })).not.toContain('remove it');
  });

  it('text has colours when asked, and only then', () => {
    const file = createSourceFile('a', 'abc');
    const all = (['error', 'warning', 'info'] as const).map((severity) => at(file, 'b', { severity }));
    const coloured = formatDiagnostics(all, { color: true });
    for (const code of [31, 33, 36]) expect(coloured).toContain(`\u001B[${code}m`);
    const plain = formatDiagnostics(all);
    expect(plain).not.toContain('\u001B');
    expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(plain);
  });

  it('separates reports by an empty line and shows them by path and place', () => {
    const a = createSourceFile('a', 'one two');
    const b = createSourceFile('b', 'one');
    const report = formatDiagnostics([at(b, 'one'), at(a, 'two'), at(a, 'one')]);
    expect(report.split('\n\n').map((one) => one.split(' ')[0])).toEqual(['a:1:1', 'a:1:5', 'b:1:1']);
  });

  it('text is empty when there is nothing to say', () => {
    expect(formatDiagnostics([])).toBe('');
    expect(formatDiagnostics([], { format: 'json' })).toBe('[]');
    expect(formatDiagnostics([], { format: 'github' })).toBe('');
  });
});

describe('json', () => {
  it('json gives places as offsets and as people count them, and no file objects', () => {
    const file = createSourceFile('a', 'abc\ndef');
    const [first, second] = JSON.parse(
      formatDiagnostics([at(file, 'ef', { hint: 'So.' }), { code: 'x/y', severity: 'info', message: 'Hm.' }], {
        format: 'json',
      }),
    ) as unknown[];
    expect(first).toEqual({ code: 'x/y', severity: 'info', message: 'Hm.' });
    expect(second).toEqual({
      code: 'shop/closed',
      severity: 'error',
      message: 'Closed.',
      hint: 'So.',
      path: 'a',
      start: { offset: 5, line: 2, column: 2 },
      end: { offset: 7, line: 2, column: 4 },
    });
  });
});

describe('github', () => {
  it('github gives annotations whose ends are the last character', () => {
    const file = createSourceFile('a/b', 'abc\ndef');
    expect(formatDiagnostics([at(file, 'ef', { hint: 'So.' })], { format: 'github' })).toBe(
      '::error file=a/b,line=2,col=2,endLine=2,endColumn=3,title=shop/closed::Closed. So.',
    );
  });

  it('escapes what would end a property or the line', () => {
    const file = createSourceFile('a:b,c%', 'x');
    const one: Diagnostic = { code: 'a/b', severity: 'info', message: '100%:\r\na, b', file };
    expect(formatDiagnostics([one], { format: 'github' })).toBe(
      '::notice file=a%3Ab%2Cc%25,title=a/b::100%25:\\r\\na, b',
    );
  });
});

describe('of a hostile project', () => {
  const hostile = '\u001B[2J\u009B1A\n::error::owned\r\u202Eevil\u0007';
  const shown = '\\x1B[2J\\x9B1A\\n::error::owned\\r\\u{202E}evil\\x07';

  it('text has as many lines as it should have, with everything that is harmful escaped', () => {
    const file = createSourceFile(`a${hostile}.datasource`, 'x\tid \u001B[31m\u202E bad\u0000id');
    const fix = { title: hostile, edits: [] };
    const report = formatDiagnostics([at(file, 'bad\u0000id', { message: hostile, hint: hostile, fix })]);
    expect(report.split('\n')).toEqual([
      `a${shown}.datasource:1:13 - error shop/closed: ${shown}`,
      '> 1 | x\tid \\x1B[31m\\u{202E} bad\\x00id',
      `    |  \t                    ^^^^^^^^^ ${shown}`,
      `    = fix: ${shown}`,
    ]);
  });

  it('marks stand below the escaped text, also where a long line of wide escapes is cut', () => {
    for (const before of [0, 3, 39, 41, 200]) {
      const file = createSourceFile('a', `${'\u{1F600}\u202E'.repeat(before)}h\u0000re${'\u0000'.repeat(300)}`);
      const [, line = '', marks = ''] = formatDiagnostics([at(file, 'h\u0000re')]).split('\n');
      expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('h\\x00re');
      expect(line).not.toMatch(/\\u\{D[89A-F]/);
    }
  });

  it('a path gives no command to a workflow run', () => {
    const file = createSourceFile('::add-mask::x.datasource', 'x');
    const one: Diagnostic = { code: 'a/b', severity: 'error', message: 'No.', file };
    expect(formatDiagnostics([one])).toBe('./::add-mask::x.datasource - error a/b: No.');
    expect(formatDiagnostics([at(file, 'x')])).toMatch(/^\.\/::add-mask::x\.datasource:1:1 - /);
  });

  it('an annotation is one line with one command', () => {
    const file = createSourceFile(`a${hostile},line=9::b`, 'x');
    const report = formatDiagnostics([at(file, 'x', { message: hostile, hint: '%0A::stop-commands::x' })], {
      format: 'github',
    });
    const path = shown.replaceAll(':', '%3A');
    expect(report).toBe(
      `::error file=a${path}%2Cline=9%3A%3Ab,line=1,col=1,endLine=1,endColumn=1,title=shop/closed::${shown} %250A::stop-commands::x`,
    );
  });

  it('JSON stands for the texts as they are, in plain characters', () => {
    const file = createSourceFile(hostile, 'x');
    const report = formatDiagnostics([at(file, 'x', { message: hostile })], { format: 'json' });
    expect(report).toMatch(/^[\n\x20-\x7E]+$/);
    expect(JSON.parse(report)).toMatchObject([{ path: hostile, message: hostile }]);
  });
});

describe('order and severity', () => {
  it('sorts by path, place and code, and leaves the given list as it is', () => {
    const file = createSourceFile('b', 'xy');
    const given = [
      at(file, 'y'),
      at(file, 'x', { code: 'z/z' }),
      at(file, 'x', { code: 'a/a' }),
      { code: 'n/n', severity: 'info', message: '' } as const,
    ];
    expect(sortDiagnostics(given).map((one) => one.code)).toEqual(['n/n', 'a/a', 'z/z', 'shop/closed']);
    expect(given[0]?.code).toBe('shop/closed');
  });

  it('stops for errors only', () => {
    const of = (severity: Diagnostic['severity']): Diagnostic => ({ code: 'a/b', severity, message: '' });
    expect(hasErrors([of('warning'), of('info')])).toBe(false);
    expect(hasErrors([of('warning'), of('error')])).toBe(true);
    expect(hasErrors([])).toBe(false);
  });
});
