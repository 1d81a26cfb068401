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
    documentation: 'The kind of service: kafka.',
  },
  {
    name: 'DESCRIPTION',
    files: ['connection', 'datasource'],
    connector: 'common',
    value: 'prose',
    block: 'allowed',
    mayBeEmpty: true,
    documentation: 'What it is for, in Markdown.',
  },
  {
    ...datasource,
    name: 'TOKEN',
    value: 'token',
    block: 'never',
    repeatable: true,
    documentation: 'A token and what it permits: READ or APPEND.',
  },
  {
    ...datasource,
    name: 'TAGS',
    value: 'list',
    block: 'allowed',
    repeatable: true,
    documentation: 'Words to find it by, separated by commas.',
  },
  {
    ...datasource,
    name: 'SCHEMA',
    value: 'schema',
    required: 'always',
    block: 'required',
    documentation: 'The columns: name, type, and for each where its value is found in a message.',
  },
  {
    ...datasource,
    name: 'INDEXES',
    value: 'indexes',
    block: 'required',
    documentation: 'Data-skipping indexes, one a line: name expression TYPE type GRANULARITY n.',
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
    documentation: 'Workspaces that may read it, separated by commas or lines.',
  },
  {
    ...datasource,
    name: 'BACKFILL',
    value: 'choice',
    values: ['skip'],
    anyCase: true,
    block: 'never',
    documentation: 'skip: do not fill the table again when its materialized view changes.',
  },
  {
    ...datasource,
    name: 'FORWARD_QUERY',
    value: 'query',
    block: 'required',
    documentation: 'A SELECT list that makes rows of the new schema from rows of the deployed one.',
  },
] as const satisfies readonly SettingDefinition[];
