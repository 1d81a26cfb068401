import { commonSettings } from './common-settings.js';
import type { FileKind, Retirement, SettingDefinition } from './definition.js';
import { engineSettings } from './engine.js';

/** Settings of earlier versions: recognised, and reported with what to do instead. */
export const retiredSettings: readonly SettingDefinition[] = [
  removable(ignored('VERSION', 'Remove the line: versions are kept by deployments.')),
  removable(ignored('KAFKA_TARGET_PARTITIONS', 'Remove the line: partitions are shared among the workers of a group.')),
  removable(ignored('IMPORT_EXTERNAL_DATASOURCE', 'Remove the line.')),
  removable(ignored('IMPORT_SERVICE', 'Remove the line: the connection says which service it is.')),
  removable(ignored('EXPORT_SERVICE', 'Remove the line: the connection says which service it is.')),
  renamed('PARTITION_KEY', 'ENGINE_PARTITION_KEY', 'ignored'),
  renamed('SORTING_KEY', 'ENGINE_SORTING_KEY', 'ignored'),
  renamed('PRIMARY_KEY', 'ENGINE_PRIMARY_KEY', 'ignored'),
  renamed('SAMPLING_KEY', 'ENGINE_SAMPLING_KEY', 'ignored'),
  renamed('TTL', 'ENGINE_TTL', 'ignored'),
  removable(refused('SOURCE', 'Remove the line.')),
  removable(refused('IMPORT_STRATEGY', 'Remove the line: rows are always appended.')),
  removable(
    refused(
      'KAFKA_STORE_BINARY_HEADERS',
      'Remove the line: with KAFKA_STORE_HEADERS True, __headers is always Map(String, String).',
    ),
  ),
  refused(
    'KAFKA_KEY_AVRO_DESERIALIZATION',
    'Remove the line; for keys in Avro set KAFKA_KEY_FORMAT avro in the .datasource file.',
    ['connection', 'datasource'],
  ),
  retired('INCLUDE', { reaction: 'deprecated', instead: 'Copy the settings of the other file into this one.' }, [
    'connection',
    'datasource',
  ]),
  renamed('SETTINGS', 'ENGINE_SETTINGS', 'refused'),
  renamed('INDICES', 'INDEXES', 'refused'),
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

function renamed(name: string, renamedTo: string, reaction: Retirement['reaction']): SettingDefinition {
  const today = [...commonSettings, ...engineSettings].find((one) => one.name === renamedTo);
  const definition = retired(name, { reaction, instead: `Use ${renamedTo}.`, renamedTo }, ['datasource']);
  return { ...definition, ...(today ? { example: today.example } : {}) };
}

function removable(definition: SettingDefinition): SettingDefinition {
  return definition.retired ? { ...definition, retired: { ...definition.retired, removable: true } } : definition;
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
