import { printType } from '@proj/clickhouse-types';
import { describe, expect, it } from 'vitest';

import { parseDatafile, templateText, type ConnectionFile, type DatasourceFile } from '../src/index.js';
import { typeOf } from './support/type-of.js';

function connection(text: string): { file: ConnectionFile; codes: string[] } {
  const { file, diagnostics } = parseDatafile({ path: 'a.connection', text });
  if (file?.kind !== 'connection') throw new Error('no connection');
  return { file, codes: diagnostics.map((one) => one.code) };
}

function datasource(text: string): { file: DatasourceFile; codes: string[] } {
  const { file, diagnostics } = parseDatafile({ path: 'a.datasource', text });
  if (file?.kind !== 'datasource') throw new Error('no data source');
  return { file, codes: diagnostics.map((one) => one.code) };
}

const valueOf = (line: string): string | undefined => {
  const { file } = connection(`TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n${line}\n`);
  const setting = file.settings.get('KAFKA_KEY');
  return setting && templateText(setting.value);
};

describe('a value', () => {
  it.each([
    ['KAFKA_KEY user', 'user'],
    ['KAFKA_KEY   two   words  ', 'two words'],
    ['\t KAFKA_KEY\tuser', 'user'],
    ['kafka_key user', 'user'],
    ['KAFKA_KEY "a  b"', 'a  b'],
    ["KAFKA_KEY 'a'", 'a'],
    [`KAFKA_KEY "'a'"`, "'a'"],
    ["KAFKA_KEY it's", "it's"],
    ['KAFKA_KEY ""', ''],
    ['KAFKA_KEY user # a comment', 'user'],
    ['KAFKA_KEY user -- a comment', 'user'],
    ['KAFKA_KEY user --', 'user'],
    ['KAFKA_KEY user--1', 'user--1'],
    ['KAFKA_KEY --user', '--user'],
    ['KAFKA_KEY "a#b" # c', 'a#b'],
    ['KAFKA_KEY "a -- b"', 'a -- b'],
    ['KAFKA_KEY a#b', 'a'],
    ['KAFKA_KEY $HOME ${HOME} $$', '$HOME ${HOME} $$'],
    ['KAFKA_KEY a>b', 'a>b'],
    ['KAFKA_KEY {{tb_secret("A")}}', '{{ tb_secret("A") }}'],
    [`KAFKA_KEY {{ tb_secret ( 'A' , 'b # c' ) }}`, '{{ tb_secret("A", "b # c") }}'],
    ['KAFKA_KEY {{ tb_secret("A", "}}") }}!', '{{ tb_secret("A", "}}") }}!'],
    ['KAFKA_KEY {{ tb_secret("A", 12) }}', '{{ tb_secret("A", "12") }}'],
    ['KAFKA_KEY {{ tb_secret("A", -1.5) }}', '{{ tb_secret("A", "-1.5") }}'],
    ['KAFKA_KEY {{ tb_secret("A", "",) }}', '{{ tb_secret("A", "") }}'],
    [`KAFKA_KEY {{ tb_secret("A", "say \\"hi\\"\\n") }}`, '{{ tb_secret("A", "say \\"hi\\"\\n") }}'],
    ['KAFKA_KEY a{{ tb_secret("A") }}b{{ tb_secret("B") }} c', 'a{{ tb_secret("A") }}b{{ tb_secret("B") }} c'],
    [`KAFKA_KEY "{{ tb_secret("A") }}"`, '{{ tb_secret("A") }}'],
    [`KAFKA_KEY '{{ tb_secret('A', "it's") }}'`, `{{ tb_secret("A", "it's") }}`],
  ])('the value of %j is %j', (line, value) => {
    expect(valueOf(line)).toBe(value);
  });

  it('a value has a span with its quotes, and parts with spans of their own', () => {
    const text = 'TYPE kafka\nKAFKA_KEY "a {{ tb_secret("B") }}"\n';
    const value = connection(text).file.settings.get('KAFKA_KEY')?.value;
    expect(text.slice(value?.span.start, value?.span.end)).toBe('"a {{ tb_secret("B") }}"');
    expect(value?.parts.map((part) => text.slice(part.span.start, part.span.end))).toEqual([
      'a ',
      '{{ tb_secret("B") }}',
    ]);
  });

  it('a value counts once, the last time it is given', () => {
    const { file, codes } = connection('TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS a\nKAFKA_BOOTSTRAP_SERVERS b\n');
    expect(
      templateText(file.settings.get('KAFKA_BOOTSTRAP_SERVERS')?.value ?? { parts: [], span: { start: 0, end: 0 } }),
    ).toBe('b');
    expect(codes).toEqual(['datafile/duplicate-setting']);
  });

  it.each(['True', 'true', 'FALSE', '1', '0'])('a value may be the boolean %s', (value) => {
    expect(
      datasource(
        `SCHEMA >\n a String\nKAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_STORE_HEADERS ${value}`,
      ).codes,
    ).toEqual([]);
  });
});

describe('line ends and marks', () => {
  const lines = [
    'SCHEMA >',
    '    `id` UInt64 `json:$.id`,',
    '',
    '\t`at` DateTime',
    'DESCRIPTION >',
    '  one',
    '',
    '  two',
    'TAGS a,b',
    '',
  ];
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s', (_, end) => {
    const { file, codes } = datasource(`\uFEFF${lines.join(end)}`);
    expect(codes).toEqual([]);
    expect(file.columns.map((column) => [column.name, typeOf(column)?.kind])).toEqual([
      ['id', 'UInt64'],
      ['at', 'DateTime'],
    ]);
    expect(file.description && templateText(file.description)).toBe('one\ntwo');
    expect(file.tags.map((tag) => tag.value)).toEqual(['a', 'b']);
  });

  it('line ends and marks are not needed at the end of the file', () => {
    expect(datasource('SCHEMA >\n id UInt64').file.columns).toHaveLength(1);
    expect(connection('TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b').codes).toEqual([]);
  });
});

describe('a block', () => {
  it('a block ends at a setting in the first column, in any case, and nowhere else', () => {
    const { file } = datasource(
      'DESCRIPTION >\nNot indented.\n  TAGS no\nVersion of it\nSCHEMA >\nid UInt64\ntags b\n',
    );
    expect(file.description && templateText(file.description)).toBe('Not indented.\n  TAGS no');
    expect(file.columns.map((column) => column.name)).toEqual(['id']);
    expect(file.tags.map((tag) => tag.value)).toEqual(['b']);
  });

  it('a block of text ends at settings of its own kind of file only', () => {
    const { file } = connection(
      'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\nDESCRIPTION >\nSchema of things\nTags too\nKAFKA_KEY k\n',
    );
    expect(file.description && templateText(file.description)).toBe('Schema of things\nTags too');
    expect([...file.settings.keys()]).toEqual(['KAFKA_BOOTSTRAP_SERVERS', 'KAFKA_KEY']);
  });

  it('drops blank lines and comment lines, and keeps # and -- in its text', () => {
    const { file } = datasource(
      'SCHEMA >\n a String\nFORWARD_QUERY >\n    SELECT a, -- b\n\n      # gone\n      c # d\n',
    );
    expect(file.forwardQuery && templateText(file.forwardQuery)).toBe('SELECT a, -- b\n  c # d');
  });

  it('a block of a schema ends at a setting that is misspelt, which is then reported', () => {
    const { file, codes } = datasource('SCHEMA >\n    id UInt64\nTOKN reader READ\nKAFKA_BOOTSTRAP_SERVERS b\n');
    expect(codes).toEqual(['datafile/unknown-setting', 'datafile/wrong-file']);
    expect(file.columns).toHaveLength(1);
  });

  it('a block of a schema may hold columns that are named much like settings', () => {
    const { file, codes } = datasource('SCHEMA >\nTAG String,\nTOKENS Array(String),\nENGINES `json:$.e` \n');
    expect(file.columns.map((column) => column.name)).toEqual(['TAG', 'TOKENS', 'ENGINES']);
    expect(codes).toEqual(['datafile/missing-column-type']);
  });
});

describe('a column', () => {
  const column = (text: string): unknown => {
    const { file, codes } = datasource(`SCHEMA >\n    ${text}\n`);
    expect(codes).toEqual([]);
    const [one] = file.columns;
    const type = one && typeOf(one);
    return (
      one && [one.name, type && printType(type), one.jsonPath?.value, one.defaultExpression?.value, one.codec?.value]
    );
  };
  it.each([
    ['a String', ['a', 'String', undefined, undefined, undefined]],
    ['`a b`'.replace(' ', '-') + ' String', ['a-b', 'String', undefined, undefined, undefined]],
    ['"a" String,', ['a', 'String', undefined, undefined, undefined]],
    ['a.b-c* String', ['a.b-c*', 'String', undefined, undefined, undefined]],
    ['default String', ['default', 'String', undefined, undefined, undefined]],
    ['a String DEFAULT 1 + 2 `json:$.a`', ['a', 'String', '$.a', '1 + 2', undefined]],
    ["a String CODEC(ZSTD(3), LZ4) `json:$['b--c']`", ['a', 'String', "$['b--c']", undefined, 'ZSTD(3), LZ4']],
    ["a String DEFAULT 'it''s, (\\'ok\\')'", ['a', 'String', undefined, "'it''s, (\\'ok\\')'", undefined]],
    ['a Array(Int32) DEFAULT [1, 2]', ['a', 'Array(Int32)', undefined, '[1, 2]', undefined]],
    ['a Nullable(String) DEFAULT NULL', ['a', 'Nullable(String)', undefined, 'NULL', undefined]],
    ['a UInt8 DEFAULT b\n      AND c', ['a', 'UInt8', undefined, 'b\n      AND c', undefined]],
    [
      'a\n  -- what\n  Map(String, -- key\n  # value\n  String)',
      ['a', expect.stringMatching(/^Map\(String,\s+String\)$/), undefined, undefined, undefined],
    ],
    ["a String DEFAULT '{}'", ['a', 'String', undefined, "'{}'", undefined]],
    ['a String `json:#.__value`', ['a', 'String', '#.__value', undefined, undefined]],
  ])('a column is read: %j', (text, expected) => {
    expect(column(text)).toEqual(expected);
  });

  it('points into its type when that is wrong, past comments and lines', () => {
    const text = 'SCHEMA >\n    a Map(String, -- Strng\n      Array(Strng))\n';
    const { diagnostics } = parseDatafile({ path: 'a.datasource', text });
    expect(diagnostics.map(({ code, span }) => [code, span && text.slice(span.start, span.end), span?.start])).toEqual([
      ['clickhouse-types/unknown-type', 'Strng', text.lastIndexOf('Strng')],
    ]);
  });
});
