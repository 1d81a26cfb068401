import { settingsTable, type SettingDefinition, type ValueKind } from '@proj/datafile-parser';

/** The parts of a TextMate grammar rule that are used here. */
interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}
type Captures = Readonly<Record<string, { readonly name: string } | { readonly patterns: readonly Rule[] }>>;

/** A setting stands first on its line; a byte-order mark may stand before it. */
const LINE = '^(?:\\x{FEFF})?[ \\t]*';
const AFTER_NAME = '(?=[ \\t]|$)';

/**
 * The grammar with which editors colour both kinds of datafile. Names, blocks and values come from
 * the table of settings. As in the parser, a block ends at a line that has the name of a setting in
 * its first column.
 */
export function textMateGrammar(): string {
  return JSON.stringify({
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    comment: 'Written by `npm run docs:write` from the table of settings.',
    name: 'Tinybird datafile',
    scopeName: 'source.datafile',
    fileTypes: ['datasource', 'connection', 'incl'],
    patterns: [{ include: '#comment' }, ...blocks(), ...choices(), ...lines(), { include: '#value' }],
    repository: {
      comment: {
        patterns: [
          { name: 'comment.line.number-sign.datafile', match: '#.*$' },
          { name: 'comment.line.double-dash.datafile', match: '(?<=[ \\t])--(?=[ \\t]|$).*$' },
        ],
      },
      secret: {
        name: 'meta.template.secret.datafile',
        begin: '\\{\\{',
        end: '\\}\\}|$',
        beginCaptures: { 0: { name: 'punctuation.definition.template.begin.datafile' } },
        endCaptures: { 0: { name: 'punctuation.definition.template.end.datafile' } },
        patterns: [
          { name: 'support.function.secret.datafile', match: '\\btb_secret\\b' },
          { name: 'string.quoted.double.datafile', match: '"(?:\\\\.|[^"\\\\])*"' },
          { name: 'string.quoted.single.datafile', match: "'(?:\\\\.|[^'\\\\])*'" },
          { name: 'constant.numeric.datafile', match: '[+-]?\\b\\d+(?:\\.\\d+)?\\b' },
        ],
      },
      template: { name: 'invalid.illegal.template.datafile', match: '\\{%.*?(?:%\\}|$)|\\{#.*?(?:#\\}|$)' },
      value: {
        patterns: [
          { include: '#template' },
          { include: '#secret' },
          { include: '#comment' },
          quoted('"', 'double'),
          quoted("'", 'single'),
          {
            name: 'string.unquoted.datafile',
            match: '(?:(?!\\{\\{|\\{%|\\{#)[^\\s#"\'])(?:(?!\\{\\{|\\{%|\\{#)[^\\s#])*',
          },
        ],
      },
      column: {
        patterns: [
          { include: '#code-comment' },
          { include: '#json-path' },
          {
            // At the start of a line or after a comma. Brackets are matched by other rules.
            match: '(?:^[ \\t]*|(?<=,)[ \\t]*)(?!--)(`[^`\\r\\n]*`|"[^"\\r\\n]*"|[\\w.*<>+-]+)(?=[ \\t])',
            captures: { 1: { name: 'variable.other.column.datafile' } },
          },
          { include: '#clause' },
          { include: '#code' },
        ],
      },
      index: {
        patterns: [
          { include: '#code-comment' },
          {
            match: '^[ \\t]*(?:((?i:INDEX))[ \\t]+)?(`[^`\\r\\n]*`|[\\w.]+)(?=[ \\t])',
            captures: { 1: { name: 'keyword.other.index.datafile' }, 2: { name: 'entity.name.index.datafile' } },
          },
          { name: 'keyword.other.index.datafile', match: '\\b(?i:TYPE|GRANULARITY)\\b' },
          { include: '#code' },
        ],
      },
      'code-comment': {
        patterns: [
          { name: 'comment.line.number-sign.datafile', match: '#.*$' },
          { name: 'comment.line.double-dash.datafile', match: '--.*$' },
        ],
      },
      'json-path': {
        name: 'meta.json-path.datafile',
        match: '(`json:)([^`\\r\\n]*)(`)',
        captures: {
          1: { name: 'punctuation.definition.json-path.begin.datafile' },
          2: { name: 'string.other.json-path.datafile' },
          3: { name: 'punctuation.definition.json-path.end.datafile' },
        },
      },
      clause: {
        name: 'keyword.other.clause.datafile',
        match: '\\b(?i:DEFAULT|CODEC|MATERIALIZED|ALIAS|EPHEMERAL|TTL|COMMENT)\\b(?![.$])',
      },
      code: {
        patterns: [
          { include: '#code-comment' },
          { name: 'invalid.illegal.template.datafile', match: '\\{\\{.*?(?:\\}\\}|$)' },
          { begin: '\\(', end: '\\)', patterns: [{ include: '#json-path' }, { include: '#code' }] },
          { name: 'string.quoted.single.sql.datafile', match: "'(?:\\\\.|''|[^'\\\\])*'" },
          { name: 'constant.numeric.datafile', match: '(?<![\\w.])[+-]?\\d+(?:\\.\\d+)?\\b' },
          { name: 'constant.language.datafile', match: '\\b(?i:true|false|null)\\b' },
          { name: 'support.type.datafile', match: '\\b[A-Z]\\w*\\b' },
          { name: 'support.function.datafile', match: '\\b[a-z]\\w*(?=\\()' },
          { name: 'keyword.operator.datafile', match: '[-+*/%=<>!]+' },
          { name: 'punctuation.separator.datafile', match: ',' },
        ],
      },
      sql: { patterns: [{ include: '#secret' }, { include: '#code-comment' }, { include: 'source.sql' }] },
    },
  });
}

const quoted = (quote: string, form: string): Rule => ({
  name: `string.quoted.${form}.datafile`,
  begin: quote,
  end: `${quote}|$`,
  patterns: [{ include: '#secret' }],
});

/** The rules for the lines of a block, by the kind of value. */
function inBlock(kind: ValueKind): Rule {
  switch (kind) {
    case 'schema':
      return { contentName: 'meta.schema.datafile', patterns: [{ include: '#column' }] };
    case 'indexes':
      return { contentName: 'meta.indexes.datafile', patterns: [{ include: '#index' }] };
    case 'query':
    case 'expression':
    case 'settings':
      return { contentName: 'meta.embedded.block.sql', patterns: [{ include: '#sql' }] };
    case 'prose':
      return { contentName: 'string.unquoted.prose.datafile', patterns: [{ include: '#secret' }] };
    default:
      return { contentName: 'meta.block.datafile', patterns: [{ include: '#value' }] };
  }
}

/** `NAME >` and all lines up to the next setting. */
function blocks(): readonly Rule[] {
  const allowed = settingsTable.filter((one) => one.block !== 'never');
  return group(allowed, (one) => `${scopeOf(one)} ${JSON.stringify(inBlock(one.value))}`).map((alike) => ({
    begin: `${LINE}(${names(alike)})[ \\t]+(>)(.*)$`,
    end: `^(?=(?:${names(settingsTable)})${AFTER_NAME})`,
    beginCaptures: {
      1: { name: scopeOf(alike[0]) },
      2: { name: 'punctuation.definition.block.begin.datafile' },
      3: { patterns: [{ include: '#comment' }] },
    },
    ...inBlock(alike[0].value),
  }));
}

/**
 * Settings with a fixed choice of values. These are coloured as constants; other values are not, so
 * that they do not look right.
 */
function choices(): readonly Rule[] {
  return settingsTable.flatMap((one) => {
    const values = one.value === 'boolean' ? ['True', 'False', '1', '0'] : one.values;
    if (!values) return [];
    const anyCase = one.anyCase === true || one.value === 'boolean';
    return {
      match: `${LINE}(${names([one])})[ \\t]+(["']?)(${anyCase ? '(?i:' : '(?:'}${values.map(literally).join('|')}))\\2(?=[ \\t#]|$)`,
      captures: { 1: { name: scopeOf(one) }, 3: { name: 'constant.language.datafile' } },
    };
  });
}

/** Settings whose value is on the same line. */
function lines(): readonly Rule[] {
  const kindOf = (one: SettingDefinition): string =>
    one.value === 'expression' || one.value === 'settings' ? 'sql' : one.value === 'token' ? 'token' : 'value';
  return group(settingsTable, (one) => `${scopeOf(one)} ${kindOf(one)}`).map((alike) => ({
    begin: `${LINE}(${names(alike)})${AFTER_NAME}`,
    end: '$',
    beginCaptures: { 1: { name: scopeOf(alike[0]) } },
    ...(kindOf(alike[0]) === 'sql' ? { contentName: 'meta.embedded.line.sql' } : {}),
    patterns: [
      ...(kindOf(alike[0]) === 'token'
        ? [{ name: 'constant.language.datafile', match: '(?<=[ \\t])(?i:READ|APPEND)(?=[ \\t]*(?:#|$))' }]
        : []),
      { include: kindOf(alike[0]) === 'sql' ? '#sql' : '#value' },
    ],
  }));
}

const scopeOf = ({ retired }: SettingDefinition): string =>
  retired ? 'invalid.deprecated.setting.datafile' : 'keyword.other.setting.datafile';

const names = (settings: readonly SettingDefinition[]): string =>
  `(?i:${[...new Set(settings.map((one) => one.name))].sort().map(literally).join('|')})`;

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

type Alike = readonly [SettingDefinition, ...SettingDefinition[]];

function group(settings: readonly SettingDefinition[], keyOf: (one: SettingDefinition) => string): readonly Alike[] {
  const groups = new Map<string, [SettingDefinition, ...SettingDefinition[]]>();
  for (const one of settings) {
    const alike = groups.get(keyOf(one));
    if (alike) alike.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
