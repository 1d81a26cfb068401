import type { SettingDefinition } from './definition.js';

const shared = { files: ['datasource'], connector: 'common', block: 'allowed' } as const;
const expression = { ...shared, value: 'expression' } as const;

/** The table's engine and its parameters. */
export const engineSettings = [
  {
    ...shared,
    name: 'ENGINE',
    value: 'text',
    default: 'MergeTree',
    documentation: 'The ClickHouse table engine.',
  },
  {
    ...expression,
    name: 'ENGINE_PARTITION_KEY',
    mayBeEmpty: true,
    documentation: 'What the table is split by, for example toYYYYMM(timestamp).',
  },
  {
    ...expression,
    name: 'ENGINE_SORTING_KEY',
    mayBeEmpty: true,
    documentation:
      'The order of rows in the table. Not given: date-times first, then numbers, then texts of the schema.',
  },
  {
    ...expression,
    name: 'ENGINE_PRIMARY_KEY',
    mayBeEmpty: true,
    documentation: 'The part of the sorting key that is indexed, when it is not the whole.',
  },
  {
    ...expression,
    name: 'ENGINE_SAMPLING_KEY',
    mayBeEmpty: true,
    documentation: 'The expression for SAMPLE; must be in the primary key.',
  },
  {
    ...expression,
    name: 'ENGINE_TTL',
    mayBeEmpty: true,
    documentation: 'When rows are removed, for example toDate(timestamp) + toIntervalDay(90).',
  },
  {
    ...shared,
    name: 'ENGINE_SETTINGS',
    value: 'settings',
    mayBeEmpty: true,
    documentation: 'MergeTree settings: name = value, separated by commas.',
  },
  { ...expression, name: 'ENGINE_VER', documentation: 'ReplacingMergeTree: the column whose highest value wins.' },
  {
    ...expression,
    name: 'ENGINE_IS_DELETED',
    documentation: 'ReplacingMergeTree: the column that marks a removed row.',
  },
  {
    ...expression,
    name: 'ENGINE_SIGN',
    documentation: 'CollapsingMergeTree: the column with 1 for a row and -1 for its removal.',
  },
  {
    ...expression,
    name: 'ENGINE_VERSION',
    documentation: 'VersionedCollapsingMergeTree: the column with the version.',
  },
  {
    ...expression,
    name: 'ENGINE_SUMMING_COLUMNS',
    documentation: 'SummingMergeTree: the columns to add up. All numeric ones when not given.',
  },
  { ...expression, name: 'ENGINE_COLUMNS', documentation: 'SummingMergeTree: the same as ENGINE_SUMMING_COLUMNS.' },
] as const satisfies readonly SettingDefinition[];
