import type { FileKind, Retirement, SettingDefinition } from './definition.js';

/** Settings of earlier days: understood, and answered with what to do instead. */
export const retiredSettings: readonly SettingDefinition[] = [
  ignored('VERSION', 'Remove the line: versions are kept by deployments.'),
  ignored('KAFKA_TARGET_PARTITIONS', 'Remove the line: partitions are shared among the workers of a group.'),
  ignored('IMPORT_EXTERNAL_DATASOURCE', 'Remove the line.'),
  ignored('IMPORT_SERVICE', 'Remove the line: the connection says which service it is.'),
  ignored('EXPORT_SERVICE', 'Remove the line: the connection says which service it is.'),
  ignored('PARTITION_KEY', 'Use ENGINE_PARTITION_KEY.'),
  ignored('SORTING_KEY', 'Use ENGINE_SORTING_KEY.'),
  ignored('PRIMARY_KEY', 'Use ENGINE_PRIMARY_KEY.'),
  ignored('SAMPLING_KEY', 'Use ENGINE_SAMPLING_KEY.'),
  ignored('TTL', 'Use ENGINE_TTL.'),
  refused('SOURCE', 'Remove the line.'),
  refused('IMPORT_STRATEGY', 'Remove the line: rows are always appended.'),
  refused(
    'KAFKA_STORE_BINARY_HEADERS',
    'Remove the line: with KAFKA_STORE_HEADERS True, __headers is always Map(String, String).',
  ),
  refused(
    'KAFKA_KEY_AVRO_DESERIALIZATION',
    'Remove the line; for keys in Avro set KAFKA_KEY_FORMAT avro in the .datasource file.',
    ['connection', 'datasource'],
  ),
  refused('INCLUDE', 'Copy the settings into the file: there are no included files.', ['connection', 'datasource']),
  refused('SETTINGS', 'Use ENGINE_SETTINGS.'),
  refused('INDICES', 'Use INDEXES.'),
  refused('ENGINE_KEY_COLUMNS', 'Use a MergeTree engine with ENGINE_SORTING_KEY.'),
  refused('ENGINE_JOIN_STRICTNESS', 'Use a MergeTree engine and JOIN in the query.'),
  refused('ENGINE_JOIN_TYPE', 'Use a MergeTree engine and JOIN in the query.'),
];

function ignored(name: string, instead: string): SettingDefinition {
  return retired(name, { reaction: 'ignored', instead }, ['datasource']);
}

function refused(name: string, instead: string, files: readonly FileKind[] = ['datasource']): SettingDefinition {
  return retired(name, { reaction: 'refused', instead }, files);
}

function retired(name: string, retirement: Retirement, files: readonly FileKind[]): SettingDefinition {
  return {
    name,
    files,
    connector: name.startsWith('KAFKA_') ? 'kafka' : 'common',
    value: 'text',
    block: 'allowed',
    mayBeEmpty: true,
    documentation: `Retired. ${retirement.instead}`,
    retired: retirement,
  };
}
