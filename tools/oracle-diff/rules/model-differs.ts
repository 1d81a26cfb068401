import type { Answer } from '../sample.js';
import type { Context, ModelDiffers, Rule } from './rule.js';

/** Fields with one value. Columns are left out, because none of this is intended there. */
const SETTING = /^(?:settings\.|engine|type$)/;

/**
 * What both accept but read differently. A rule applies when its subject occurs in the file, and
 * when the two values are equal once the subjects of all these rules are removed from both.
 */
export const modelDiffersRules: readonly Rule<ModelDiffers>[] = [
  {
    name: 'a comment that begins with --',
    section: 'Comments after a value',
    covers: ({ field, ours, original }) => SETTING.test(field) && original.includes('--') && saySame(ours, original),
  },
  {
    name: '$$ is a dollar sign there',
    section: 'Dollar signs',
    covers: ({ field, ours, original }) => SETTING.test(field) && ours.includes('$$') && saySame(ours, original),
  },
  {
    name: 'a certificate that is not a block',
    section: 'Certificates on one line',
    covers: ({ field, ours, original }) => field === 'settings.KAFKA_SSL_CA_PEM' && saySame(ours, original),
  },
  {
    name: 'a blank after a closing quote',
    section: 'Quotes',
    covers: ({ field, ours, original }) => SETTING.test(field) && /["']/.test(original) && saySame(ours, original),
  },
  {
    name: 'JSON is kept as it is written',
    section: 'Settings of other connectors',
    covers: ({ field }) => field === 'settings.GCS_SERVICE_ACCOUNT_CREDENTIALS_JSON',
  },
  {
    name: 'quotes around entries, and entries on lines',
    section: 'Lists',
    covers: ({ field }, { ours, original }) => {
      const [list] = /^(?:tags|shared_with)\./.exec(field) ?? [];
      return list !== undefined && entriesOf(ours, list) === entriesOf(original, list);
    },
  },
  {
    name: 'text after the type of an index',
    section: 'Indexes',
    covers: ({ field, ours, original }) =>
      (/^indexes\.\d+\.type$/.test(field) && ours.startsWith(original)) ||
      (/^indexes\.\d+\.granularity$/.test(field) && original === NOTHING),
  },
  {
    name: 'INDEX before the name, in lower case',
    section: 'Indexes',
    covers: ({ field }, { original }) => {
      const [index] = /^indexes\.\d+\./.exec(field) ?? [];
      return index !== undefined && /^index$/i.test(original.model.get(`${index}name`) ?? '');
    },
  },
  {
    // The original strips the letters of the word INDEX from the beginning of every name.
    name: 'a name that begins with one of the letters of INDEX',
    section: 'Indexes',
    covers: ({ field }, { ours }) => {
      const [index] = /^indexes\.\d+\./.exec(field) ?? [];
      return index !== undefined && /^[INDEX]/.test(ours.model.get(`${index}name`) ?? '');
    },
  },
  {
    name: 'an empty TTL after another one',
    section: 'Engines and keys',
    covers: ({ field, ours }) => field === 'engine.ENGINE_TTL' && ours === NOTHING,
  },
  {
    name: 'the order of the types of a Variant',
    section: 'Types',
    covers: ({ field, ours, original }) =>
      /^columns\.\d+\.type$/.test(field) && ours.includes('Variant(') && letters(ours) === letters(original),
  },
  {
    name: 'a setting that the original does not know, below a block',
    section: 'Settings below a block',
    covers: ({ ours, original }, context) =>
      original === NOTHING ? isSwallowed(ours, context) : OWN_SETTING.test(original),
  },
  {
    // The original takes it for a letter: the default of `a String\u00A0DEFAULT 1` is `T1`, with
    // one more blank `LT1`.
    name: 'a default after a character that is not a blank there',
    section: 'Blanks and invisible characters',
    covers: ({ field, ours, original }, { sample }) =>
      field.endsWith('.default') &&
      /^D?E?F?A?U?L?T$/i.test(original.slice(0, -ours.length)) &&
      original.endsWith(ours) &&
      /[\u00A0\uFEFF\u2028\f\v]\s*DEFAULT/i.test(sample.text),
  },
  {
    name: 'a separator that is not a blank',
    section: 'Blanks and invisible characters',
    covers: ({ ours, original }) => /[\u00A0\uFEFF\u2028\f\v]/.test(ours + original) && saySame(ours, original),
  },
];

const letters = (value: string): string => value.split(/(?:)/).sort().join('');

/** Stands for a field that only one of the two models has. */
const NOTHING = '∅';

/** A value without blanks and surrounding quotes, and with a single `$` for `$$`. */
const essence = (value: string): string =>
  value
    .replaceAll(NOTHING, '')
    .replace(/[\s\uFEFF]+/g, '')
    .replaceAll('$$', '$')
    .replace(/^["']+|["']+$/g, '');

const withoutComment = (value: string): string => value.replace(/--(?!.*--).*$/s, '');

const saySame = (ours: string, original: string): boolean =>
  [original, withoutComment(original), withoutComment(withoutComment(original))].some(
    (value) => essence(value) === essence(ours),
  );

/** All entries of a list as one text, without separators and quotes. */
const entriesOf = ({ model }: Answer, list: string): string =>
  [...model]
    .filter(([field]) => field.startsWith(list))
    .map(([, value]) => value)
    .join(' ')
    .replace(/(?:^| )--(?: .*)?$/s, '')
    .replace(/["'\s,]/g, '');

/** The one setting that ours has and the original lacks. */
const OWN_SETTING = /ENGINE_SUMMING_COLUMNS/i;

const isSwallowed = (ours: string, { original }: Context): boolean =>
  [...original.model.values()].some((text) => OWN_SETTING.test(text) && text.includes(ours));
