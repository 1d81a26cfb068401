import type { SettingDefinition } from './definition.js';

const datasource = { files: ['datasource'], connector: 'common' } as const;

/** What describes a file, its table and who may use it: the first settings of a file. */
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
      'The kind of service that the connection leads to. This runner reads from `kafka`; `s3`, `gcs`, `dynamodb` and `postgres` are understood and do nothing here.',
  },
  {
    name: 'DESCRIPTION',
    files: ['connection', 'datasource'],
    connector: 'common',
    value: 'prose',
    block: 'allowed',
    mayBeEmpty: true,
    example: 'DESCRIPTION Orders of the shop, one row for each change',
    documentation: 'What it is for, in Markdown: on the line, or in a block below it.',
  },
  {
    ...datasource,
    name: 'TOKEN',
    value: 'token',
    block: 'never',
    repeatable: true,
    example: 'TOKEN "orders reader" READ',
    documentation: 'A token and what it permits: `READ` or `APPEND`. Given once for each token.',
  },
  {
    ...datasource,
    name: 'TAGS',
    value: 'list',
    block: 'allowed',
    repeatable: true,
    example: 'TAGS shop, orders',
    documentation: 'Words to find it by, separated by commas.',
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
      'The columns: name, type, where in a message the value is found, and what stands in for a missing one. Separated by commas.',
  },
  {
    ...datasource,
    name: 'INDEXES',
    value: 'indexes',
    block: 'required',
    example: 'INDEXES >\n    by_customer customer_id TYPE bloom_filter GRANULARITY 4',
    documentation:
      'Data-skipping indexes, one a line: name, expression, `TYPE` and type, and how many granules one entry covers.',
  },
] as const satisfies readonly SettingDefinition[];

/** What a deployment does with it: the last settings of a file. */
export const deploymentSettings = [
  {
    ...datasource,
    name: 'SHARED_WITH',
    value: 'list',
    block: 'allowed',
    repeatable: true,
    example: 'SHARED_WITH >\n    analytics,\n    finance',
    documentation: 'Workspaces that may read it, separated by commas or lines.',
  },
  {
    ...datasource,
    name: 'BACKFILL',
    value: 'choice',
    values: ['skip'],
    anyCase: true,
    block: 'never',
    example: 'BACKFILL skip',
    documentation: '`skip`: the table is not filled again when the materialized view that writes to it changes.',
  },
  {
    ...datasource,
    name: 'FORWARD_QUERY',
    value: 'query',
    block: 'required',
    example: 'FORWARD_QUERY >\n    SELECT id, toDateTime64(at, 3) AS at, country',
    documentation:
      'How rows of the deployed table become rows of the new schema, when a column changes in a way that ClickHouse cannot convert by itself: SELECT and a list of expressions over the columns of that table, with no FROM and no other clause. It may call the functions that a table may call.',
  },
] as const satisfies readonly SettingDefinition[];
