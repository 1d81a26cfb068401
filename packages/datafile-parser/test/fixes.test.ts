import { applyFixes, formatDiagnostics, hasErrors, type Diagnostic } from '@proj/diagnostics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDatafile, parseProject, type DatafileInput } from '../src/index.js';
import { resolveSecrets } from '../src/secrets.js';
import { fixtures } from './support/fixtures.js';

const shop: DatafileInput = { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092' };

function diagnose(files: readonly DatafileInput[]): readonly Diagnostic[] {
  const { project, diagnostics } = parseProject([...files, shop]);
  return [...diagnostics, ...resolveSecrets(project, () => undefined).diagnostics];
}

const of = (path: string, all: readonly Diagnostic[]): readonly Diagnostic[] =>
  all.filter((one) => one.file?.path === path);
const errors = (all: readonly Diagnostic[]): number => all.filter((one) => one.severity === 'error').length;
const fixed = ({ path, text }: DatafileInput): string => {
  const { diagnostics } = parseDatafile({ path, text });
  return applyFixes(text, diagnostics).text;
};

const kafka = 'KAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n';
const datasource = (text: string): string => fixed({ path: 'a.datasource', text });
const column = (text: string): string => datasource(`SCHEMA >\n    ${text}\n`).slice('SCHEMA >\n    '.length, -1);
const connection = (line: string): string => {
  const before = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n';
  return fixed({ path: 'a.connection', text: `${before}${line}` }).slice(before.length);
};

describe('a fix', () => {
  it.each([
    ['KAFKA_SASL_MECHANISM OAUTHBREARER', 'KAFKA_SASL_MECHANISM OAUTHBEARER'],
    ['KAFKA_SASL_MECHANISM "scram-sha-512" # strong', 'KAFKA_SASL_MECHANISM SCRAM-SHA-512 # strong'],
    ['KAFKA_SECURTY_PROTOCOL PLAINTEXT', 'KAFKA_SECURITY_PROTOCOL PLAINTEXT'],
    ['KAFKA_SSL_CA_PEM>\n    x', 'KAFKA_SSL_CA_PEM >\n    x'],
    ['KAFKA_KEY >\n    user\n', 'KAFKA_KEY user\n'],
    ['KAFKA_SECRET {{ tb_secret(PASSWORD) }}', 'KAFKA_SECRET {{ tb_secret("PASSWORD") }}'],
    ['KAFKA_SECRET {{ tb_secret(PASSWORD, "x") }}', 'KAFKA_SECRET {{ tb_secret("PASSWORD", "x") }}'],
    ['KAFKA SECRET x', 'KAFKA_SECRET x'],
    ['KAFKA_SECRET {{ tb_secert("PASSWORD") }}', 'KAFKA_SECRET {{ tb_secret("PASSWORD") }}'],
    ['KAFKA_SSL_CA_PME\n    x', 'KAFKA_SSL_CA_PEM >\n    x'],
    ['KAFKA_KEY\n    user', 'KAFKA_KEY user'],
    ['KAFKA_SECRET {{ tb_secret("PASSWORD")', 'KAFKA_SECRET {{ tb_secret("PASSWORD") }}'],
  ])('a fix of a connection turns %j into %j', (before, after) => {
    expect(connection(before)).toBe(after);
  });

  it.each([
    ['id UInt64\n    name String', 'id UInt64,\n    name String'],
    ['id UInt64 -- the key\n    name String', 'id UInt64, -- the key\n    name String'],
    ['id UInt64,, name String', 'id UInt64, name String'],
    ['id UInt64, # the key\n    name String', 'id UInt64, -- the key\n    name String'],
    ['größe UInt8', '`größe` UInt8'],
    ['id UInt64 `json:id`', 'id UInt64 `json:$.id`'],
    ['id UInt64 `json:a.b[:].c`', 'id UInt64 `json:$.a.b[:].c`'],
    ['id UInt64 json:$.a[:].b', 'id UInt64 `json:$.a[:].b`'],
    ['id UInt64 `jsn:$.id`', 'id UInt64 `json:$.id`'],
    ['id UInt64 `$.id` DEFAULT 1', 'id UInt64 `json:$.id` DEFAULT 1'],
    ['id UInt64 ` json.$.id`', 'id UInt64 `json:$.id`'],
    ['id UInt64 NOT NULL', 'id UInt64'],
    ['id uint64, name string', 'id UInt64, name String'],
    ['tags Array(\n        sTRING\n    )', 'tags Array(\n        String\n    )'],
    ['name Strng', 'name String'],
    ['name Nullable(LowCardinality(String))', 'name LowCardinality(Nullable(String))'],
  ])('a fix of a schema turns %j into %j', (before, after) => {
    expect(column(before)).toBe(after);
  });

  it.each([
    ['TOKEN reader APEND\nSCHEMA >\n    id UInt64\n', 'TOKEN reader APPEND\nSCHEMA >\n    id UInt64\n'],
    ['ENGINE MergTree\nSCHEMA >\n    id UInt64\n', 'ENGINE MergeTree\nSCHEMA >\n    id UInt64\n'],
    ['SCHEMA id UInt64\n', 'SCHEMA >\n    id UInt64\n'],
    ['SCHEMA\n', 'SCHEMA >\n'],
    ['SCHEMA >\n    id UInt64\nSORTING_KEY id\n', 'SCHEMA >\n    id UInt64\nENGINE_SORTING_KEY id\n'],
    ['SCHEMA >\n    id UInt64\nSETTINGS a = 1\n', 'SCHEMA >\n    id UInt64\nENGINE_SETTINGS a = 1\n'],
    ['INDICES >\n    a id TYPE minmax\n', 'INDEXES >\n    a id TYPE minmax\n'],
    ['\uFEFFVERSION 3\r\nSCHEMA >\r\n    id UInt64\r\n', '\uFEFFSCHEMA >\r\n    id UInt64\r\n'],
    ['SCHEMA >\n    id UInt64\nVERSION 3', 'SCHEMA >\n    id UInt64\n'],
  ])('a fix of a data source turns %j into %j', (before, after) => {
    expect(datasource(before)).toBe(after);
  });

  it('puts TYPE kafka in front of a file that can only be one', () => {
    const text = 'KAFKA_BOOTSTRAP_SERVERS b\n';
    expect(fixed({ path: 'a.connection', text })).toBe(`TYPE kafka\n${text}`);
    expect(fixed({ path: 'a.connection', text: 'DESCRIPTION x\n' })).toBe('DESCRIPTION x\n');
  });
});

describe('no fix', () => {
  it.each([
    ['renames a setting to one that is there', `${kafka}KAFKA_TOPPIC u\n`],
    ['makes one setting of two', 'SCHEMA >\n    id UInt64\nKAFKA_TOPPIC t\nKAFKA_TOPICK u\n'],
    [
      'renames a retired setting to one that is there',
      'SCHEMA >\n    id UInt64\nSORTING_KEY id\nENGINE_SORTING_KEY id\n',
    ],
    ['guesses at a setting', 'SCHEMA >\n    id UInt64\nKAFKA_MAX_TOPIC t\n'],
    ['guesses at a type of another width', 'SCHEMA >\n    id UInt65\n'],
    ['guesses at a column', 'SCHEMA >\n    at DateTime\nENGINE_SORTING_KEY att\n'],
    ['takes a block away', 'VERSION >\n    3\n'],
    ['touches what may be prose', 'DESCRIPTION >\n    Text\nKAFKA_TOPIK is a setting\n'],
  ])('%s', (_, text) => {
    expect(datasource(text)).toBe(text);
  });
});

describe('the fixes of every wrong file', () => {
  for (const { name, files } of fixtures('invalid')) {
    const before = diagnose(files);
    const fixable = files.filter(({ path }) => of(path, before).some((one) => one.fix));
    if (fixable.length === 0) continue;

    it(`the fixes of every wrong file never add errors: ${name}`, () => {
      for (const { path, text } of fixable) {
        const after = files.map((file) =>
          file.path === path ? { path, text: applyFixes(text, of(path, before)).text } : file,
        );
        expect(errors(of(path, diagnose(after)))).toBeLessThanOrEqual(errors(of(path, before)));
      }
    });

    it(`each put right what they are for: ${name}`, () => {
      for (const { path, text } of fixable) {
        for (const one of of(path, before).filter(({ fix }) => fix)) {
          const { text: after, applied } = applyFixes(text, [one]);
          expect(applied).toEqual([one]);
          const left = of(path, diagnose(files.map((file) => (file.path === path ? { path, text: after } : file))));
          const same = (all: readonly Diagnostic[]): number =>
            all.filter(({ code, message }) => code === one.code && message === one.message).length;
          expect(same(left)).toBeLessThan(same(of(path, before)));
        }
      }
    });

    it(`applying the fixes of every wrong file again and again comes to an end: ${name}`, () => {
      for (const file of fixable) {
        let { text } = file;
        const seen = new Set<string>();
        for (;;) {
          expect(seen).not.toContain(text);
          seen.add(text);
          const found = of(file.path, diagnose(files.map((other) => (other === file ? { ...file, text } : other))));
          const next = applyFixes(text, found);
          if (next.applied.length === 0) break;
          text = next.text;
        }
        expect(seen.size).toBeLessThan(6);
      }
    });
  }
});

it('of any text of a datafile come to an end, lie inside it and break nothing', () => {
  const pieces = fc.constantFrom(
    'SCHEMA >', 'SCHEMA', 'SCHEMA>', 'INDICES >', 'TAGS', 'TYPE kafka', 'TYPE kafak', 'KAFKA_TOPPIC t', 'KAFKA_TOPIC', 'KAFKA_KEY >',
    'SORTING_KEY id', 'VERSION 1', '    id UInt64', '    id uint64,', '    größe String', ', ,', '    a Strng `json:a`', '{{ tb_secret(A) }}',
    'KAFKA_KEY {{ tb_secret("A")', '# c', ' -- c', '    b Int8 NOT NULL, # c', 'KAFKA_SASL_MECHANISM plain', 'x', '"', '`', '(', ')', 'DESCRIPTION >',
  ); // prettier-ignore
  const text = fc
    .array(fc.tuple(pieces, fc.constantFrom('\n', '\r\n', ' ', '\n\n')), { maxLength: 14 })
    .map((all) => all.flat().join(''));
  fc.assert(
    fc.property(text, fc.constantFrom('a.datasource', 'a.connection'), (given, path) => {
      let now = given;
      for (let round = 0; ; round++) {
        const { diagnostics } = parseDatafile({ path, text: now });
        for (const edit of diagnostics.flatMap((one) => one.fix?.edits ?? [])) {
          expect(edit.span.start).toBeLessThanOrEqual(edit.span.end);
          expect(edit.span.end).toBeLessThanOrEqual(now.length);
        }
        const next = applyFixes(now, diagnostics);
        if (next.applied.length === 0) break;
        expect(next.text).not.toBe(now);
        now = next.text;
        // Each round leaves fewer pieces that are wrong in a way that can be put right.
        expect(round).toBeLessThan(40);
      }
    }),
  );
});

it('make a whole file right that has nothing but certain mistakes', () => {
  const text = `VERSION 3
SCHEMA>
    id uint64 \`json:id\`
    größe Float32 NOT NULL, # in metres
    name string
INDICES >
    by_id id TYPE minmax GRANULARITY 1
SORTING_KEY id
KAFKA_CONNECTION_NAME shop
KAFKA_TOPPIC orders
KAFKA_GROUP_ID orders-1
KAFKA_AUTO_OFFSET_RESET Earliest
`;
  let now = text;
  for (let round = 0; round < 4; round++)
    now = applyFixes(now, of('orders.datasource', diagnose([{ path: 'orders.datasource', text: now }]))).text;
  const left = diagnose([{ path: 'orders.datasource', text: now }]);
  expect(formatDiagnostics(left)).toBe('');
  expect(hasErrors(left)).toBe(false);
  expect(now).toMatchInlineSnapshot(`
    "SCHEMA >
        id UInt64 \`json:$.id\`,
        \`größe\` Float32, -- in metres
        name String
    INDEXES >
        by_id id TYPE minmax GRANULARITY 1
    ENGINE_SORTING_KEY id
    KAFKA_CONNECTION_NAME shop
    KAFKA_TOPIC orders
    KAFKA_GROUP_ID orders-1
    KAFKA_AUTO_OFFSET_RESET earliest
    "
  `);
});
