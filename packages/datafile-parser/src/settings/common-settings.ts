import type { SettingDefinition } from './definition.js';

const datasource = { files: ['datasource'], connector: 'common' } as const;

/** The first settings of a file: they describe it, its table, and who may use it. */
export const commonSettings = [
  {
    name: 'TYPE',
    files: ['connection'],
    connector: 'common',
    value: 'name',
    required: 'always',
    block: 'never',
    example: 'TYPE kafka',
    documentation:
      'The kind of service to connect to. This runner reads from `kafka`; `s3`, `gcs`, `dynamodb` and `postgres` are recognised but have no effect here.',
  },
  {
    name: 'DESCRIPTION',
    files: ['connection', 'datasource'],
    connector: 'common',
    value: 'prose',
    block: 'allowed',
    mayBeEmpty: true,
    example: 'DESCRIPTION Orders of the shop, one row for each change',
    documentation: 'A description in Markdown, on the same line or in a block below it.',
  },
  {
    ...datasource,
    name: 'TOKEN',
    value: 'token',
    block: 'never',
    repeatable: true,
    example: 'TOKEN "orders reader" READ',
    documentation: 'A token and its permission, `READ` or `APPEND`. Repeat the setting for each token.',
  },
  {
    ...datasource,
    name: 'TAGS',
    value: 'list',
    block: 'allowed',
    repeatable: true,
    example: 'TAGS shop, orders',
    documentation: 'Tags for finding the data source, separated by commas.',
  },
  {
    ...datasource,
    name: 'SCHEMA',
    value: 'schema',
    required: 'always',
    block: 'required',
    example:
      "SCHEMA >\n    `id` UInt64 `json:$.id`,\n    `at` DateTime64(3) `json:$.at`,\n    `country` LowCardinality(String) `json:$.geo.country` DEFAULT 'unknown'",
    documentation:
      'The columns, separated by commas: name, type, the path of the value in a message, and a DEFAULT for a missing value.',
  },
  {
    ...datasource,
    name: 'INDEXES',
    value: 'indexes',
    block: 'required',
    example: 'INDEXES >\n    by_customer customer_id TYPE bloom_filter GRANULARITY 4',
    documentation:
      'Data-skipping indexes, one per line: name, expression, `TYPE` and type, `GRANULARITY` and the number of granules that one entry covers.',
  },
] as const satisfies readonly SettingDefinition[];

/** The last settings of a file: they say how a deployment treats it. */
export const deploymentSettings = [
  {
    ...datasource,
    name: 'SHARED_WITH',
    value: 'list',
    block: 'allowed',
    repeatable: true,
    example: 'SHARED_WITH >\n    analytics,\n    finance',
    documentation: 'Workspaces that may read the data source, separated by commas or line breaks.',
  },
  {
    ...datasource,
    name: 'BACKFILL',
    value: 'choice',
    values: ['skip'],
    anyCase: true,
    block: 'never',
    example: 'BACKFILL skip',
    documentation: '`skip`: do not refill the table when the materialized view that writes to it changes.',
  },
  {
    ...datasource,
    name: 'FORWARD_QUERY',
    value: 'query',
    block: 'required',
    example: 'FORWARD_QUERY >\n    SELECT id, toDateTime64(at, 3) AS at, country',
    documentation:
      'How rows of the deployed table become rows of the new schema, when a column changes in a way that ClickHouse cannot convert by itself: SELECT and a list of expressions over the columns of the deployed table, without FROM or any other clause. It may call the same functions as the SQL of a table.',
  },
] as const satisfies readonly SettingDefinition[];
