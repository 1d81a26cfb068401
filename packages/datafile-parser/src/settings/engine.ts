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
      'The expression by which the table is partitioned. Whole partitions are cheap to drop, so a month or a day is common. Empty for no partitions.',
  },
  {
    ...expression,
    name: 'ENGINE_SORTING_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_SORTING_KEY customer_id, timestamp',
    documentation:
      'The order of rows in the table: the columns that queries filter by, the one with the fewest values first. By default a column of the schema is chosen: the first DateTime, otherwise the first number, otherwise the first String.',
  },
  {
    ...expression,
    name: 'ENGINE_PRIMARY_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_PRIMARY_KEY customer_id',
    documentation: 'The prefix of the sorting key that is kept in memory as the index, if not the whole key.',
  },
  {
    ...expression,
    name: 'ENGINE_SAMPLING_KEY',
    mayBeEmpty: true,
    example: 'ENGINE_SAMPLING_KEY intHash32(customer_id)',
    documentation: 'The expression for `SAMPLE` in queries; it must be part of the primary key.',
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
    documentation: 'Settings of the MergeTree table: `name = value`, separated by commas.',
  },
  {
    ...expression,
    name: 'ENGINE_VER',
    example: 'ENGINE_VER updated_at',
    documentation:
      'ReplacingMergeTree: among rows with the same sorting key, the one with the highest value in this column is kept.',
  },
  {
    ...expression,
    name: 'ENGINE_IS_DELETED',
    example: 'ENGINE_IS_DELETED is_deleted',
    documentation: 'ReplacingMergeTree: the UInt8 column that is 1 in rows that mark a deletion.',
  },
  {
    ...expression,
    name: 'ENGINE_SIGN',
    example: 'ENGINE_SIGN sign',
    documentation:
      'CollapsingMergeTree and VersionedCollapsingMergeTree: the Int8 column that is 1 for a row and -1 for its cancellation.',
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
    documentation: 'SummingMergeTree: the columns to add up. By default, all numeric columns outside the key.',
  },
  {
    ...expression,
    name: 'ENGINE_COLUMNS',
    example: 'ENGINE_COLUMNS quantity, amount',
    documentation: 'SummingMergeTree: the older name of ENGINE_SUMMING_COLUMNS.',
  },
] as const satisfies readonly SettingDefinition[];
