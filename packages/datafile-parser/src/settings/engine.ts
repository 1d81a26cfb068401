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
    example: 'ENGINE ReplacingMergeTree',
    documentation: 'The ClickHouse table engine: one of the MergeTree family, or Null.',
  },
  {
    ...expression,
    name: 'ENGINE_PARTITION_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_PARTITION_KEY toYYYYMM(timestamp)',
    documentation:
      'What the table is split by. Whole partitions can be dropped cheaply, so a month or a day is usual; empty for none.',
  },
  {
    ...expression,
    name: 'ENGINE_SORTING_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_SORTING_KEY customer_id, timestamp',
    documentation:
      'The order of rows in the table: what queries filter by, the coarsest first. Not given: date-times first, then numbers, then texts of the schema.',
  },
  {
    ...expression,
    name: 'ENGINE_PRIMARY_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_PRIMARY_KEY customer_id',
    documentation:
      'The beginning of the sorting key that is kept in memory as the index, when it is not the whole of it.',
  },
  {
    ...expression,
    name: 'ENGINE_SAMPLING_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_SAMPLING_KEY intHash32(customer_id)',
    documentation: 'The expression for `SAMPLE` in queries; must be in the primary key.',
  },
  {
    ...expression,
    name: 'ENGINE_TTL',
    mayBeEmpty: true,
    example: 'ENGINE_TTL toDateTime(timestamp) + INTERVAL 90 DAY',
    documentation: 'When rows are removed: an expression of type Date or DateTime.',
  },
  {
    ...shared,
    name: 'ENGINE_SETTINGS',
    value: 'settings',
    mayBeEmpty: true,
    example: 'ENGINE_SETTINGS index_granularity = 4096, ttl_only_drop_parts = 1',
    documentation: 'Settings of the MergeTree table: name = value, separated by commas.',
  },
  {
    ...expression,
    name: 'ENGINE_VER',
    example: 'ENGINE_VER updated_at',
    documentation:
      'ReplacingMergeTree: of rows with the same sorting key the one stays that has the highest value in this column.',
  },
  {
    ...expression,
    name: 'ENGINE_IS_DELETED',
    example: 'ENGINE_IS_DELETED is_deleted',
    documentation: 'ReplacingMergeTree: the column, a UInt8, that is 1 in a row that marks a removal.',
  },
  {
    ...expression,
    name: 'ENGINE_SIGN',
    example: 'ENGINE_SIGN sign',
    documentation:
      'CollapsingMergeTree and VersionedCollapsingMergeTree: the column, an Int8, that is 1 for a row and -1 for its removal.',
  },
  {
    ...expression,
    name: 'ENGINE_VERSION',
    example: 'ENGINE_VERSION version',
    documentation: 'VersionedCollapsingMergeTree: the column that orders the changes of a row.',
  },
  {
    ...expression,
    name: 'ENGINE_SUMMING_COLUMNS',
    example: 'ENGINE_SUMMING_COLUMNS quantity, amount',
    documentation: 'SummingMergeTree: the columns to add up. All numeric ones outside the key when not given.',
  },
  {
    ...expression,
    name: 'ENGINE_COLUMNS',
    example: 'ENGINE_COLUMNS quantity, amount',
    documentation: 'SummingMergeTree: the older name of ENGINE_SUMMING_COLUMNS.',
  },
] as const satisfies readonly SettingDefinition[];
