import { formatDiagnostics } from '@proj/diagnostics';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatDatafile, parseDatafile, type DatafileInput } from '../src/index.js';
import { anyDatafile } from './support/any-datafile.js';
import { anyDamage } from './support/any-damage.js';
import { anyPath, anyText } from './support/any-text.js';
import { fixtures, reportPath } from './support/fixtures.js';
import { meaningOf } from './support/meaning.js';

const format = (text: string, path = 'a.datasource'): string => {
  const formatted = formatDatafile({ path, text });
  expect(formatDiagnostics(formatted.diagnostics)).toBe('');
  expect(formatted.changed).toBe(formatted.text !== text);
  return formatted.text;
};

describe('a formatted file', () => {
  const folder = fileURLToPath(new URL('fixtures/format', import.meta.url));
  const names = readdirSync(folder).filter((name) => !name.includes('.formatted.'));
  it.each(names)('looks as it should: %s', async (name) => {
    const formatted = format(readFileSync(join(folder, name), 'utf8'), name);
    await expect(formatted).toMatchFileSnapshot(join(folder, name.replace('.', '.formatted.')));
    expect(format(formatted, name)).toBe(formatted);
  });

  it('means the same, has the same comments, and is not changed by formatting it again', () => {
    fc.assert(
      fc.property(anyDatafile, (input) => {
        const text = format(input.text, input.path);
        checkSame(input, text);
        expect(format(text, input.path)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('means the same and stays as it is also when it was made of anything', () => {
    fc.assert(
      fc.property(anyPath, anyText, (path, text) => {
        const formatted = formatDatafile({ path, text });
        if (formatted.diagnostics.length > 0) expect(formatted.text).toBe(text);
        else {
          checkSame({ path, text }, formatted.text);
          expect(format(formatted.text, path)).toBe(formatted.text);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('means the same and stays as it is also when it was damaged, or is left alone with a reason that is not our fault', () => {
    fc.assert(
      fc.property(anyDamage, (input) => {
        const { text, diagnostics } = formatDatafile(input);
        for (const one of diagnostics) expect(one.message).not.toContain('please report this');
        if (diagnostics.length > 0) expect(text).toBe(input.text);
        else {
          checkSame(input, text);
          expect(format(text, input.path)).toBe(text);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it.each(['valid', 'invalid'] as const)('means the same: %s fixtures', (kind) => {
    for (const { files } of fixtures(kind)) {
      for (const input of files) {
        const { text, diagnostics } = formatDatafile(input);
        if (kind === 'valid') expect(formatDiagnostics(diagnostics)).toBe('');
        if (diagnostics.length > 0) expect(text).toBe(input.text);
        else checkSame(input, text);
      }
    }
  });
});

describe('formatting', () => {
  it.each([
    ['puts settings into the order of the table', 'KAFKA_KEY a\nTYPE kafka\n', 'TYPE kafka\nKAFKA_KEY a\n'],
    ['writes names in upper case', 'Type kafka\n', 'TYPE kafka\n'],
    ['ends the last line', 'TYPE kafka', 'TYPE kafka\n'],
    ['takes off quotes that do nothing', 'TYPE "kafka"\nKAFKA_KEY \'a b\'\n', 'TYPE kafka\nKAFKA_KEY a b\n'],
    ['keeps quotes around blanks', "KAFKA_KEY 'a  b'\nKAFKA_SECRET ' x'\n", 'KAFKA_KEY "a  b"\nKAFKA_SECRET " x"\n'],
    ['keeps quotes around a comment sign', "KAFKA_KEY 'a#b'\nKAFKA_SECRET 'a -- b'\n", 'KAFKA_KEY "a#b"\nKAFKA_SECRET "a -- b"\n'],
    ['keeps the quotes that a value needs because of its own', `KAFKA_KEY 'say "x#"'\n`, `KAFKA_KEY 'say "x#"'\n`],
    ['leaves a value alone that has both quotes', `KAFKA_KEY "it's" "it"\n`, `KAFKA_KEY "it's" "it"\n`],
    ['leaves the empty value', "KAFKA_KEY ''\n", 'KAFKA_KEY ""\n'],
    ['leaves prose with its quotes', `DESCRIPTION   "a"  b -- c\n`, `DESCRIPTION "a" b -- c\n`],
    ['leaves values alone that are wrong', 'KAFKA_SASL_MECHANISM  Plain\n', 'KAFKA_SASL_MECHANISM Plain\n'],
    ['writes secrets in one way', "KAFKA_KEY {{tb_secret('A' , 'b c',)}}:{{ tb_secret(\"P\",9092) }}\n", 'KAFKA_KEY {{ tb_secret("A", "b c") }}:{{ tb_secret("P", 9092) }}\n'],
    ['leaves a secret alone whose default has escapes', "KAFKA_KEY {{tb_secret('A', 'b\\n\"')}}\n", "KAFKA_KEY {{tb_secret('A', 'b\\n\"')}}\n"],
    ['keeps CRLF where it prevails', 'TYPE kafka\r\nKAFKA_KEY a\nKAFKA_SECRET b\r\n', 'TYPE kafka\r\nKAFKA_KEY a\r\nKAFKA_SECRET b\r\n'],
    ['keeps a byte-order mark', '\uFEFFKAFKA_KEY a\nTYPE kafka', '\uFEFFTYPE kafka\nKAFKA_KEY a\n'],
    ['keeps both of two settings of the same name in their order', 'KAFKA_KEY a\nTYPE kafka\nKAFKA_KEY b\n', 'TYPE kafka\nKAFKA_KEY a\nKAFKA_KEY b\n'],
    ['leaves nothing of blanks alone', ' \n\t\n', ''],
    ['keeps a file of comments', '\n# a\n\n\n  # b\n', '# a\n\n# b\n'],
  ])('%s', (_, before, after) => {
    expect(format(before, 'a.connection')).toBe(after);
  }); // prettier-ignore

  it.each([
    ['above a setting with it', 'KAFKA_KEY a\n# t\nTYPE kafka\n', '# t\nTYPE kafka\nKAFKA_KEY a\n'],
    ['beside a setting with it', 'KAFKA_KEY a # k\nTYPE kafka   -- t\n', 'TYPE kafka -- t\nKAFKA_KEY a # k\n'],
    ['below a setting with it', 'KAFKA_KEY a\n# k\n\nTYPE kafka\n', 'TYPE kafka\nKAFKA_KEY a\n# k\n'],
    ['at the top at the top', '# file\n\nKAFKA_KEY a\nTYPE kafka\n', '# file\n\nTYPE kafka\nKAFKA_KEY a\n'],
    ['at the end at the end', 'KAFKA_KEY a\nTYPE kafka\n\n# end\n', 'TYPE kafka\nKAFKA_KEY a\n\n# end\n'],
    ['with the blank line above it, so that paragraphs stay', 'TYPE kafka\n\n\n# k\nKAFKA_KEY a\n', 'TYPE kafka\n\n# k\nKAFKA_KEY a\n'],
    ['between blank lines with what follows', 'TYPE kafka\n\n# k\n\nKAFKA_KEY a\n', 'TYPE kafka\n\n# k\n\nKAFKA_KEY a\n'],
    ['inside a block inside it', 'DESCRIPTION >\n  a\n# b\n  c\n  # d\nTYPE kafka\n', 'TYPE kafka\n\nDESCRIPTION >\n    a\n    # b\n    c\n    # d\n'],
    ['below a block, not indented, with what follows', 'DESCRIPTION >\n  a\n# t\nTYPE kafka\n', '# t\nTYPE kafka\n\nDESCRIPTION >\n    a\n'],
  ])('keeps a comment %s', (_, before, after) => {
    expect(format(before, 'a.connection')).toBe(after);
  }); // prettier-ignore

  const schema = (inside: string): string => `SCHEMA >\n${inside}`;
  it.each([
    ['puts one column on a line', 'a Int8,b Int8', '    `a` Int8,\n    `b` Int8\n'],
    ['puts the parts of a column into order', 'a Int8 CODEC(LZ4) `json:$.a`, b DEFAULT 1', '    `a` Int8 `json:$.a` CODEC(LZ4),\n    `b` DEFAULT 1\n'],
    ['puts names into backticks', 'a.b Int8, "c" Int8, "json:x" Int8', '    `a.b` Int8,\n    `c` Int8,\n    "json:x" Int8\n'],
    ['drops the last comma', ' a Int8,\n', '    `a` Int8\n'],
    ['keeps one blank line between columns', '\n\n a Int8,\n\n\n b Int8\n\n', '    `a` Int8,\n\n    `b` Int8\n'],
    ['writes types as they are but for blanks', 'a  Map( String,INT ) , b Nullable(  DECIMAL (10,2) )', '    `a` Map(String, INT),\n    `b` Nullable(DECIMAL (10, 2))\n'],
    ['writes no blanks inside brackets and one after a comma', "a Enum8( 'x, y'=1,'z'= 2 )", "    `a` Enum8('x, y'=1, 'z'= 2)\n"],
    ['keeps lines inside brackets', 'a Tuple(\nx Int8,\n\n y Array(\nInt8)\n)\n `json:$.a`', '    `a` Tuple(\n        x Int8,\n        y Array(\n            Int8)\n    ) `json:$.a`\n'],
    ['keeps comments with their columns', '-- one\na Int8 -- two\n, -- three\n# four\nb Int8 -- five\n  -- six\n', '    -- one\n    -- two\n    `a` Int8, -- three\n    # four\n    `b` Int8 -- five\n    -- six\n'],
    ['puts a comment inside a column above it', 'a -- name\n Int8 -- type\n DEFAULT -- why\n 1', '    -- name\n    -- type\n    -- why\n    `a` Int8 DEFAULT 1\n'],
    ['keeps comments inside brackets', 'a Tuple( -- one\n x Int8, -- two\n -- three\n y Int8)', '    `a` Tuple( -- one\n        x Int8, -- two\n        -- three\n        y Int8)\n'],
  ])('formatting a schema %s', (_, before, after) => {
    expect(format(schema(before))).toBe(schema(after));
  }); // prettier-ignore
});

describe('a file that cannot be formatted', () => {
  it.each([
    ['an unknown setting', 'TYPE kafka\nKAFKA_KEYS a\n', 'Unknown setting KAFKA_KEYS'],
    ['an open quote', 'KAFKA_KEY "a\nTYPE kafka\n', 'is not closed'],
    ['an open template', 'KAFKA_KEY {{ a\nTYPE kafka\n', 'is not closed'],
    ['a setting that a block has swallowed', 'DESCRIPTION >\n  a\nKAFKA_KEYY b\n', 'KAFKA_KEYY is not a setting'],
    ['a comment that cuts a word', 'KAFKA_SECRET a#b\nTYPE kafka\n', '#'],
    ['text beside the start of a block', 'DESCRIPTION > a\n  b\n', 'DESCRIPTION'],
    ['a secret in the place of a name', '{{ tb_secret("A") }}\nTYPE kafka\n', 'cannot hold a secret'],
  ])('a file that cannot be formatted is left as it is, with the reason: %s', (_, text, reason) => {
    const formatted = formatDatafile({ path: 'a.connection', text });
    expect(formatted).toMatchObject({ text, changed: false });
    expect(formatted.diagnostics.map((one) => one.code)).toEqual(['datafile/not-formatted']);
    expect(formatted.diagnostics[0]?.message).toContain(reason);
    expect(formatted.diagnostics[0]?.span).toBeDefined();
  });

  it.each([
    ['a schema that another one replaces', 'SCHEMA >\n 6`s\n `\nSCHEMA >\n `a` Int8\n', 'SCHEMA is given more than once'],
    ['a schema with an open quote that another one replaces', 'SCHEMA >\n "\n t\nSCHEMA >\n a Int8\n', 'SCHEMA is given more than once'],
    ['a list of indexes that another one replaces', 'INDEXES >\n )`g\nSCHEMA >\n a Int8\nINDEXES >\n i a TYPE minmax\n', 'INDEXES is given more than once'],
    ['an open backtick inside brackets', 'SCHEMA >\n a Array(`\n)\n', 'backtick is not closed'],
    ['a stray backtick inside brackets', 'SCHEMA >\n a Int8 DEFAULT f(x` )\n', 'has no opening backtick'],
  ])('a file that cannot be formatted is left as it is, however often: %s', (_, text, reason) => {
    const { diagnostics, ...rest } = formatDatafile({ path: 'a.datasource', text });
    expect(rest).toEqual({ text, changed: false });
    expect(diagnostics[0]?.message).toContain(reason);
  }); // prettier-ignore

  it('a file that cannot be formatted keeps a secret among tags, where it must not be', () => {
    const text = 'TAGS a,{{ tb_secret("G") }}\n';
    expect(format(text)).toBe(text);
  });

  it('a file that cannot be formatted is reported at its place', async () => {
    const text = 'SCHEMA >\n    id Array(String,\n    name String\n\nENGINE MergeTree\n';
    const { diagnostics } = formatDatafile({ path: 'not_formatted.datasource', text });
    await expect(`${formatDiagnostics(diagnostics)}\n`).toMatchFileSnapshot(reportPath('not-formatted'));
  });

  it('a file that cannot be formatted keeps its order when it includes another', () => {
    const formatted = format('KAFKA_TOPIC "a"\nINCLUDE "b.incl"\nKAFKA_GROUP_ID  c\nSCHEMA >\n  a String');
    expect(formatted.match(/^[A-Z_]+/gm)).toEqual(['KAFKA_TOPIC', 'INCLUDE', 'KAFKA_GROUP_ID', 'SCHEMA']);
    expect(formatDatafile({ path: 'b.incl', text: 'KAFKA_KEY  a' })).toMatchObject({ changed: false, diagnostics: [] });
  });

  it('names of what does not exist do not keep a file from being formatted', () => {
    expect(format('ENGINE  MergTree\nSCHEMA >\n  a Sting')).toBe('SCHEMA >\n    `a` Sting\n\nENGINE "MergTree"\n');
  });

  it('a file that cannot be formatted is left as it is when it is not a datafile', () => {
    const { text, diagnostics } = formatDatafile({ path: 'a.sql', text: 'SELECT  1' });
    expect(text).toBe('SELECT  1');
    expect(diagnostics[0]?.message).toContain('a.sql is not a datafile');
  });
});

function checkSame({ path, text }: DatafileInput, formatted: string): void {
  const before = parseDatafile({ path, text });
  const after = parseDatafile({ path, text: formatted });
  expect(after.file && meaningOf(after.file)).toEqual(before.file && meaningOf(before.file));
  expect(codes(after)).toEqual(codes(before));
  expect(comments(after, formatted)).toEqual(comments(before, text));
}

const codes = ({ diagnostics }: ReturnType<typeof parseDatafile>): readonly string[] =>
  diagnostics.map((one) => `${one.code} ${one.severity}`).sort();

const comments = ({ tree }: ReturnType<typeof parseDatafile>, text: string): readonly string[] =>
  tree.comments.map(({ span }) => text.slice(span.start, span.end).trimEnd()).sort();
