import { certainName } from '@proj/diagnostics';

import { commonSettings, deploymentSettings } from './common-settings.js';
import type { FileKind, SettingDefinition } from './definition.js';
import { engineSettings } from './engine.js';
import { kafkaConnectionSettings } from './kafka-connection.js';
import { kafkaDatasourceSettings } from './kafka-datasource.js';
import { otherConnectorSettings } from './other-connectors.js';
import { retiredSettings } from './retired.js';

/**
 * Every setting of the language, in the order in which a well-kept file has them. Parsing, checks,
 * hints and documentation are all made from this one table.
 *
 * @example
 * settingsTable.find((one) => one.name === 'KAFKA_AUTO_OFFSET_RESET')?.default; // => 'latest'
 */
export const settingsTable: readonly SettingDefinition[] = [
  ...commonSettings,
  ...engineSettings,
  ...kafkaConnectionSettings,
  ...kafkaDatasourceSettings,
  ...otherConnectorSettings,
  ...retiredSettings,
  ...deploymentSettings,
];

const byKind: Readonly<Record<FileKind, ReadonlyMap<string, SettingDefinition>>> = {
  connection: settingsOf('connection'),
  datasource: settingsOf('datasource'),
};

/** The setting of this name in this kind of file. Case does not count. */
export function findSetting(kind: FileKind, name: string): SettingDefinition | undefined {
  return byKind[kind].get(name.toUpperCase());
}

/** The settings that may stand in a kind of file, by name. */
export function settingsFor(kind: FileKind): ReadonlyMap<string, SettingDefinition> {
  return byKind[kind];
}

const currentByKind: Readonly<Record<FileKind, readonly string[]>> = {
  connection: currentOf('connection'),
  datasource: currentOf('datasource'),
};

/** The names worth suggesting: those of settings still in use. */
export const currentNames = (kind: FileKind): readonly string[] => currentByKind[kind];

/**
 * The setting that a wrong name can only have been meant to be. Blanks are taken for underscores.
 */
export const certainSetting = (kind: FileKind, word: string): string | undefined =>
  certainName(word.replaceAll(/[ \t]+/g, '_'), currentByKind[kind]);

function currentOf(kind: FileKind): readonly string[] {
  return [...byKind[kind].values()].flatMap((one) => (one.retired ? [] : one.name));
}

function settingsOf(kind: FileKind): ReadonlyMap<string, SettingDefinition> {
  return new Map(settingsTable.filter((one) => one.files.includes(kind)).map((one) => [one.name, one]));
}
