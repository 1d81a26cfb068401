import type { Context, Rule, Section, WeRefuse } from './rule.js';

/**
 * Our objections to files that the original accepts. A rule checks, as far as the original's model
 * allows, that an objection is true: a code alone is not a reason.
 */
export const weRefuseRules: readonly Rule<WeRefuse>[] = [
  byCode('Settings that a file needs', 'missing-setting'),
  byCode('Values of settings', 'invalid-value', 'empty-value'),
  byCode('Settings without a value', 'empty-block'),
  {
    name: 'missing-value',
    section: 'Settings without a value',
    // The original allows an empty value for certificates only; elsewhere a comment stands in the
    // value's place.
    covers: ({ code, message }, { sample }) =>
      code === 'datafile/missing-value' && (message.includes('KAFKA_SSL_CA_PEM') || DASHES.test(sample.text)),
  },
  byCode('Where a secret can stand', 'secret-not-allowed'),
  {
    name: 'a secret without a name',
    section: 'Where a secret can stand',
    covers: ({ code, message }) => code === 'datafile/invalid-secret' && message.includes('the name is empty'),
  },
  {
    name: 'other templates, and templates over lines',
    section: 'Templates',
    // The lines below an unclosed template are read as settings.
    covers: ({ code }, { sample }) =>
      /^datafile\/(?:unsupported-template|unclosed-template|invalid-secret|unknown-setting|unclosed-quote)$/.test(
        code,
      ) &&
      /\{[{%#]/.test(sample.text) &&
      (!/unknown-setting|unclosed-quote/.test(code) || /\{\{[^}]*[\r\n]/.test(sample.text)),
  },
  byCode('One connector for a data source', 'mixed-connectors'),
  {
    name: 'unknown-column',
    section: 'Columns that are not there',
    covers: ({ code, message }, { original }) => {
      const column = /uses the column (.*), which/.exec(message)?.[1];
      return code === 'datafile/unknown-column' && column !== undefined && !columnNames(original).includes(column);
    },
  },
  {
    name: 'duplicate-column',
    section: 'Two columns of one name',
    covers: ({ code }, { sample, ours, original }) => {
      const names = columnNames(original);
      if (code !== 'datafile/duplicate-column') return false;
      // A -- in a string comments out the rest of the line there, comma and quote included.
      if (/'[^'\n]*--/.test(sample.text)) return true;
      // A column that we find behind a missing comma is part of a type or a default there.
      return (
        new Set(names).size < names.length ||
        ours.reasons.some((one) => /(?:missing-comma|unclosed-quote)$/.test(one.code))
      );
    },
  },
  {
    name: 'invalid-json-path',
    section: 'JSON paths',
    covers: ({ code }, { original }) =>
      code === 'datafile/invalid-json-path' &&
      (values(original, /\.path$/).some((path) => !/^[$#]/.test(path)) ||
        // In the original's model an empty path is the same as no path.
        values(original, /\.name$/).length > values(original, /\.path$/).length),
  },
  byCode(
    'What a column may hold',
    'invalid-column-name',
    'unexpected-in-column',
    'missing-clause-value',
    'missing-comma',
    'missing-column-type',
    'missing-column-name',
    'refused-clause',
    'unclosed-backtick',
    'stray-backtick',
  ),
  {
    name: 'types that no column can have',
    section: 'Types',
    covers: ({ code, message }) =>
      code === 'clickhouse-types/no-values' ||
      // A Variant without members has no values either.
      (code === 'clickhouse-types/parameter-count' && message.startsWith('Variant takes')) ||
      (code === 'clickhouse-types/unknown-type' && message.startsWith('Object ')),
  },
  {
    name: 'text after a type or a default that was meant as another column',
    section: 'What a column may hold',
    covers: ({ code }, { ours }) =>
      code.startsWith('clickhouse-types/') && ours.reasons.some((one) => one.code === 'datafile/missing-comma'),
  },
  byCode('SQL that cannot be read', 'invalid-expression', 'unclosed-bracket', 'stray-bracket'),
  byCode(
    'Engines and keys',
    'unknown-engine',
    'engine-arguments',
    'engine-column-type',
    'aggregate-in-key',
    'nullable-key',
    'primary-key-order',
    'sampling-key-not-in-primary',
    'version-in-key',
    'repeated-key',
    'key-without-column',
  ),
  byCode('Functions', 'denied-function', 'unknown-function', 'unsuitable-secret'),
  byCode('Comments after a value', 'hash-comment-in-line'),
  {
    name: 'invalid-index',
    section: 'Indexes',
    covers: ({ code, message }, { sample }) =>
      code === 'datafile/invalid-index' && !(message.includes('TYPE is given twice') && /\btype\b/.test(sample.text)),
  },
  {
    name: 'a misspelt or old setting that a block swallows',
    section: 'Settings below a block',
    covers: ({ code }, { sample }) =>
      /^datafile\/(?:unknown-setting|refused-setting|unclosed-quote|block-required)$/.test(code) &&
      />\s/.test(sample.text),
  },
];

const DASHES = /(?:^|\s)--(?:\s|$)/m;

function byCode(section: Section, ...names: string[]): Rule<WeRefuse> {
  return { name: names.join(', '), section, covers: ({ code }) => names.some((name) => code === `datafile/${name}`) };
}

const values = ({ model }: Context['original'], field: RegExp): readonly string[] =>
  [...model].filter(([key]) => key.startsWith('columns.') && field.test(key)).map(([, value]) => value);

const columnNames = (answer: Context['original']): readonly string[] => values(answer, /\.name$/);
