import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

import { settingsTable } from '../src/index.js';

const { Registry, parseRawGrammar, INITIAL } = textmate;
const require = createRequire(import.meta.url);
const path = new URL('../editor/tinybird-datafile.tmLanguage.json', import.meta.url);

/** Stands in for the SQL grammar that an editor brings. */
const sql = JSON.stringify({
  scopeName: 'source.sql',
  patterns: [{ name: 'keyword.other.DML.sql', match: '\\b(?:SELECT|AS)\\b' }],
  repository: {},
});

let grammar: NonNullable<Awaited<ReturnType<InstanceType<typeof Registry>['loadGrammar']>>>;
beforeAll(async () => {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scope) =>
      Promise.resolve(
        scope === 'source.sql'
          ? parseRawGrammar(sql, 'sql.json')
          : parseRawGrammar(readFileSync(path, 'utf8'), path.pathname),
      ),
  });
  const loaded = await registry.loadGrammar('source.datafile');
  if (!loaded) throw new Error('no grammar');
  grammar = loaded;
});

/**
 * Every token that has a scope of its own: its text, and that scope without the name of the
 * language.
 */
function tokens(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  let stack = INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const piece = line.slice(startIndex, endIndex);
      const scope = scopes.at(-1) ?? '';
      if (piece.trim() !== '' && scope !== 'source.datafile') found.push([piece, scope.replace(/\.datafile$/, '')]);
    }
  }
  return found;
}

/** The innermost scope of a piece of text, and all around it. */
function scopesAt(text: string, piece: string): readonly string[] {
  let stack = INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    const at = line.indexOf(piece);
    const token = result.tokens.find(({ startIndex, endIndex }) => startIndex <= at && at < endIndex);
    if (at >= 0 && token) return token.scopes;
  }
  return [];
}

const setting = 'keyword.other.setting';

describe('a setting', () => {
  it('a setting is a name and a value, with strings and comments', () => {
    expect(tokens('KAFKA_KEY user "a # b" # why\nkafka_secret p#1\n\tKAFKA_TOPIC t -- why')).toEqual([
      ['KAFKA_KEY', setting],
      ['user', 'string.unquoted'],
      ['"', 'string.quoted.double'],
      ['a # b', 'string.quoted.double'],
      ['"', 'string.quoted.double'],
      ['# why', 'comment.line.number-sign'],
      ['kafka_secret', setting],
      ['p', 'string.unquoted'],
      ['#1', 'comment.line.number-sign'],
      ['KAFKA_TOPIC', setting],
      ['t', 'string.unquoted'],
      ['-- why', 'comment.line.double-dash'],
    ]);
  });

  it('a setting has a constant for a value that is allowed, and for no other', () => {
    expect(tokens('KAFKA_SASL_MECHANISM SCRAM-SHA-512\nKAFKA_SASL_MECHANISM SCRAM\nKAFKA_STORE_HEADERS true')).toEqual([
      ['KAFKA_SASL_MECHANISM', setting],
      ['SCRAM-SHA-512', 'constant.language'],
      ['KAFKA_SASL_MECHANISM', setting],
      ['SCRAM', 'string.unquoted'],
      ['KAFKA_STORE_HEADERS', setting],
      ['true', 'constant.language'],
    ]);
  });

  it('a setting holds secrets, in quotes too', () => {
    expect(
      tokens(`KAFKA_KEY u-{{ tb_secret("A", 'x # }}') }}`).filter(([, scope]) => !scope.startsWith('meta.')),
    ).toEqual([
      ['KAFKA_KEY', setting],
      ['u-', 'string.unquoted'],
      ['{{', 'punctuation.definition.template.begin'],
      ['tb_secret', 'support.function.secret'],
      ['"A"', 'string.quoted.double'],
      ["'x # }}'", 'string.quoted.single'],
      ['}}', 'punctuation.definition.template.end'],
    ]);
    expect(scopesAt('KAFKA_KEY "{{ tb_secret("A") }}"', 'tb_secret')).toEqual([
      'source.datafile',
      'string.quoted.double.datafile',
      'meta.template.secret.datafile',
      'support.function.secret.datafile',
    ]);
    expect(tokens('KAFKA_KEY {% if a %}')).toContainEqual(['{% if a %}', 'invalid.illegal.template']);
  });

  it('a setting of earlier versions is marked, and an unknown name is not', () => {
    expect(tokens('VERSION 3')[0]).toEqual(['VERSION', 'invalid.deprecated.setting']);
    expect(tokens('KAFKA_TOPPIC t')[0]).toEqual(['KAFKA_TOPPIC', 'string.unquoted']);
  });

  it('TOKEN has a permission', () => {
    expect(tokens('TOKEN READ READ # x')).toEqual([
      ['TOKEN', setting],
      ['READ', 'string.unquoted'],
      ['READ', 'constant.language'],
      ['# x', 'comment.line.number-sign'],
    ]);
  });

  it('a setting with an expression is SQL', () => {
    expect(scopesAt('ENGINE_TTL toDate(at) AS x', 'AS')).toEqual([
      'source.datafile',
      'meta.embedded.line.sql',
      'keyword.other.DML.sql',
    ]);
  });

  it.each(settingsTable.map((one) => [one.name, one.retired ? 'invalid.deprecated.setting' : setting]))(
    '%s is known',
    (name, scope) => {
      expect(tokens(`${name} x`)[0]).toEqual([name, scope]);
    },
  );
});

describe('a block', () => {
  it('SCHEMA has columns with types, paths and clauses', () => {
    const text = [
      'SCHEMA > # columns',
      '    `id` UInt64 `json:$.id`, -- the key',
      '    # alone',
      "    tags Array(Nullable(String)) `json:$.tags[:]` DEFAULT ['a--b'] CODEC(ZSTD(1)), at DateTime64(3) DEFAULT now64(3),",
      '    "x" Tuple(',
      '        a Int8',
      '    )',
      'ENGINE MergeTree',
    ].join('\n');
    expect(tokens(text).filter(([, scope]) => scope !== 'meta.schema' && scope !== 'punctuation.separator')).toEqual([
      ['SCHEMA', setting],
      ['>', 'punctuation.definition.block.begin'],
      ['# columns', 'comment.line.number-sign'],
      ['`id`', 'variable.other.column'],
      ['UInt64', 'support.type'],
      ['`json:', 'punctuation.definition.json-path.begin'],
      ['$.id', 'string.other.json-path'],
      ['`', 'punctuation.definition.json-path.end'],
      ['-- the key', 'comment.line.double-dash'],
      ['# alone', 'comment.line.number-sign'],
      ['tags', 'variable.other.column'],
      ['Array', 'support.type'],
      ['Nullable', 'support.type'],
      ['String', 'support.type'],
      ['`json:', 'punctuation.definition.json-path.begin'],
      ['$.tags[:]', 'string.other.json-path'],
      ['`', 'punctuation.definition.json-path.end'],
      ['DEFAULT', 'keyword.other.clause'],
      ["'a--b'", 'string.quoted.single.sql'],
      ['CODEC', 'keyword.other.clause'],
      ['ZSTD', 'support.type'],
      ['1', 'constant.numeric'],
      ['at', 'variable.other.column'],
      ['DateTime64', 'support.type'],
      ['3', 'constant.numeric'],
      ['DEFAULT', 'keyword.other.clause'],
      ['now64', 'support.function'],
      ['3', 'constant.numeric'],
      ['"x"', 'variable.other.column'],
      ['Tuple', 'support.type'],
      ['Int8', 'support.type'],
      ['ENGINE', setting],
      ['MergeTree', 'string.unquoted'],
    ]);
  });

  it('INDEXES has names, types and granularities', () => {
    const text = 'INDEXES >\n    INDEX by_id lower(id) TYPE set(100) GRANULARITY 4\n    b c TYPE minmax';
    expect(tokens(text).filter(([, scope]) => scope !== 'meta.indexes')).toEqual([
      ['INDEXES', setting],
      ['>', 'punctuation.definition.block.begin'],
      ['INDEX', 'keyword.other.index'],
      ['by_id', 'entity.name.index'],
      ['lower', 'support.function'],
      ['TYPE', 'keyword.other.index'],
      ['set', 'support.function'],
      ['100', 'constant.numeric'],
      ['GRANULARITY', 'keyword.other.index'],
      ['4', 'constant.numeric'],
      ['b', 'entity.name.index'],
      ['TYPE', 'keyword.other.index'],
    ]);
  });

  it('FORWARD_QUERY is SQL up to the next setting', () => {
    const text = 'FORWARD_QUERY >\n    SELECT id,\n\nname AS n\nTAGS a';
    for (const word of ['SELECT', 'AS']) {
      expect(scopesAt(text, word)).toEqual(['source.datafile', 'meta.embedded.block.sql', 'keyword.other.DML.sql']);
    }
    expect(scopesAt(text, 'TAGS')).toEqual(['source.datafile', 'keyword.other.setting.datafile']);
  });

  it('DESCRIPTION is prose, which ends where a setting begins in the first column and not before', () => {
    const text = 'DESCRIPTION >\n    Orders > 1 # "x\n  KAFKA_TOPIC is no setting here\nKAFKA_TOPIC t';
    expect(tokens(text).slice(2)).toEqual([
      ['    Orders > 1 # "x', 'string.unquoted.prose'],
      ['  KAFKA_TOPIC is no setting here', 'string.unquoted.prose'],
      ['KAFKA_TOPIC', setting],
      ['t', 'string.unquoted'],
    ]);
  });

  it('a block may follow a byte-order mark, and is over at once when a setting follows', () => {
    expect(tokens('\uFEFFSCHEMA >\nENGINE MergeTree').map(([piece]) => piece)).toEqual([
      'SCHEMA', '>', 'ENGINE', 'MergeTree',
    ]); // prettier-ignore
  });
});
